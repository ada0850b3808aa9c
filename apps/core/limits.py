"""Brakes on what one network may send in a while, without keeping anybody's address."""

import ipaddress
import secrets
import time

from django.conf import settings
from django.core.cache import cache
from django.http import HttpRequest
from django.utils.crypto import salted_hmac

from apps.core import clock

DAY = 24 * 60 * 60


def too_many(request: HttpRequest, *, of: str, most: int, seconds: int) -> bool:
    """Count one more from this network; True once more than ``most`` came in this stretch of time.

    A brake and no proof: the database cache may miss one of two that come at the same moment.
    """
    key = _key(request, of, seconds)
    number = int(cache.get(key, 0)) + 1
    cache.set(key, number, seconds)
    return number > most


def over(request: HttpRequest, *, of: str, most: int, seconds: int) -> bool:
    """Whether more than ``most`` came already, without counting one."""
    return int(cache.get(_key(request, of, seconds), 0)) > most


def _key(request: HttpRequest, of: str, seconds: int) -> str:
    return f"limit:{of}:{int(time.time()) // seconds}:{network_hash(request)}"


def network_hash(request: HttpRequest) -> str:
    """The network under a key that is made anew each day and stands in the cache only, together
    with the portal's own: whoever holds the database alone can't try addresses out."""
    key = cache.get_or_set(f"limit:key:{clock.today()}", lambda: secrets.token_hex(16), DAY)
    secret = f"{settings.SECRET_KEY}{key}"
    return salted_hmac("core.limits", network_of(request), secret=secret).hexdigest()[:32]


def network_of(request: HttpRequest) -> str:
    """Where a request comes from: an IPv4 address, or the /64 that one household has of IPv6.

    Behind a proxy it is the last address of ``X-Forwarded-For``, which the proxy itself wrote.
    """
    given = request.META.get("REMOTE_ADDR", "")
    if settings.BEHIND_PROXY:
        given = request.headers.get("X-Forwarded-For", given).rpartition(",")[2].strip()
    try:
        address = ipaddress.ip_address(given)
    except ValueError:
        return "unknown"
    if isinstance(address, ipaddress.IPv6Address):
        if address.ipv4_mapped:
            return str(address.ipv4_mapped)
        return str(ipaddress.ip_network((address, 64), strict=False))
    return str(address)
