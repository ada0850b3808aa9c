"""Addresses that carry a right: standing links, which are signed, and single-use secrets, of which
only a keyed hash is kept."""

import secrets

from django.conf import settings
from django.core import signing
from django.utils.crypto import salted_hmac

SECRET_BYTES = 18  # 144 bits, 24 letters in an address


def standing(purpose: str, public_id: str, version: int) -> str:
    """The token of a link that may be used again, until ``version`` of its row is raised."""
    return signing.dumps([public_id, version], salt=f"link.{purpose}", compress=False)


def opened(purpose: str, token: str) -> tuple[str, int] | None:
    """(public id, version) of a standing link of this purpose; None for any other token."""
    try:
        public_id, version = signing.loads(token, salt=f"link.{purpose}")
    except (signing.BadSignature, ValueError, TypeError):
        return None
    return (str(public_id), version) if isinstance(version, int) else None


def new_secret() -> str:
    """A secret to be used once; hand it out and keep only its ``keyed_hash``."""
    return secrets.token_urlsafe(SECRET_BYTES)


def keyed_hash(purpose: str, secret: str) -> str:
    """What stands in the database for a secret: 64 hexadecimal digits."""
    return _hash(purpose, secret, settings.SECRET_KEY)


def possible_hashes(purpose: str, secret: str) -> list[str]:
    """The hashes a secret may stand under, the portal's earlier keys included."""
    keys = [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]
    return [_hash(purpose, secret[:200], key) for key in keys]


def _hash(purpose: str, secret: str, key: str) -> str:
    return salted_hmac(f"secret.{purpose}", secret, secret=key, algorithm="sha256").hexdigest()
