"""The version key: what makes a public page safe to keep, here and in a browser, and stale at once.

Two numbers stand in one row. Whoever changes what the public sees raises ``public`` in the same
transaction; every public page asks for the row first, so no copy under an older key is ever served.
"""

import datetime
import functools
import hashlib
import threading
import zlib
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import brotli
from django.conf import settings
from django.db import connection
from django.db.models import F
from django.http import HttpRequest, HttpResponse
from django.utils.text import compress_string

from apps.core import clock
from apps.core.models import PublicChange, VersionNumber

View = Callable[..., Any]  # an HttpResponse of any kind
BROTLI_QUALITY = 5  # 0.2 ms for a list page; 4 saves 0.06 ms and costs 7 % more bytes
CHANGES_KEPT = 50  # more than so many numbers later, one asks for everything again
LONGEST_ADDRESS_KEPT = 1000  # characters; stranger addresses are answered but not kept


@dataclass(frozen=True, slots=True)
class PageKey:
    """What a public page depends on: the public number, the London day, the code that drew it."""

    public: int
    day: datetime.date
    release: str

    def etag(self, address: str) -> str:
        """A weak validator of one address: in another compression it is still the same page."""
        page = zlib.crc32(address.encode(errors="replace"))
        return f'W/"{self.public}-{self.day:%Y%m%d}-{self.release}-{page:08x}"'


def public_number() -> int:
    """The number of the public content, read by primary key. A missing row counts as 0.

    Plain SQL, since every public page asks this first: half the time of the same through the ORM.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT public FROM core_versionnumber WHERE id = 1")
        row = cursor.fetchone()
    return int(row[0]) if row else 0


def raise_public(*changed: tuple[str, int]) -> None:
    """Say that the public sees something else from this commit on. Call it inside the
    transaction. ``changed``: (kind, id) of the records, where it is nothing but these."""
    if not VersionNumber.objects.filter(pk=1).update(public=F("public") + 1):
        VersionNumber.objects.create(pk=1)
    if changed:
        number = public_number()  # ours: the row is held until the commit
        rows = [PublicChange(number=number, changed=changed)]
        PublicChange.objects.bulk_create(
            rows, update_conflicts=True, unique_fields=["number"], update_fields=["changed"]
        )
        PublicChange.objects.filter(number__lte=number - CHANGES_KEPT).delete()


def raise_booking() -> None:
    """Say that other places are free from this commit on. Only pages that show places look at
    this number, so booking leaves all others as they are kept."""
    if not VersionNumber.objects.filter(pk=1).update(booking=F("booking") + 1):
        VersionNumber.objects.create(pk=1)


def places_mark() -> str:
    """What a page with places depends on besides its key: the booking number, and the minute,
    since sessions begin and offers end by the clock."""
    number = VersionNumber.objects.filter(pk=1).values_list("booking", flat=True).first()
    return f"{number or 0}.{clock.now():%H%M}"


def forget_changes() -> None:
    """Name no record any more that changed: whoever asks reads everything again. For what is gone
    without a trace."""
    PublicChange.objects.all().delete()


def changes(after: int, upto: int) -> set[tuple[str, int]] | None:
    """What became different between two numbers; None where it is not known, or is too much."""
    if not 0 < upto - after <= CHANGES_KEPT:
        return None
    rows = PublicChange.objects.filter(number__gt=after, number__lte=upto)
    found = list(rows.values_list("changed", flat=True))
    if len(found) < upto - after:
        return None
    return {(kind, pk) for changed in found for kind, pk in changed}


@functools.cache
def release() -> str:
    """A short word for the code and templates of this process, so that an upgrade is a new page."""
    digest = hashlib.blake2b(settings.VERSION.encode(), digest_size=5)
    manifest = Path(settings.STATIC_ROOT) / "staticfiles.json"
    sources = [manifest, *sorted((settings.BASE_DIR / "templates").rglob("*.html"))]
    for path in [*sources, *sorted((settings.BASE_DIR / "apps").rglob("*.py"))]:
        if path.exists():
            digest.update(path.read_bytes())
    return digest.hexdigest()


def current_key() -> PageKey:
    """The key of this moment."""
    return PageKey(public_number(), clock.today(), release())


class PageStore:
    """Finished page bodies of one process, compressed, dropped with the key they had."""

    def __init__(self, limit: int) -> None:
        self.limit = limit  # bytes
        self.key: PageKey | None = None
        self.size = 0
        self.pages: OrderedDict[str, dict[str, bytes]] = OrderedDict()
        self.lock = threading.Lock()
        self.builders: dict[str, threading.Lock] = {}

    def get(self, key: PageKey, address: str) -> dict[str, bytes] | None:
        """The bodies by encoding, if they were drawn under exactly this key."""
        with self.lock:
            if self.key != key:
                return None
            bodies = self.pages.get(address)
            if bodies:
                self.pages.move_to_end(address)
            return bodies

    def put(self, key: PageKey, address: str, bodies: dict[str, bytes]) -> None:
        """Keep a page; a newer key empties the store, an older one is not kept."""
        with self.lock:
            if self.key is None or self.key != key:
                if self.key and key.public < self.key.public:
                    return
                self.key, self.size = key, 0
                self.pages.clear()
            self.size += sum(map(len, bodies.values())) - sum(
                map(len, self.pages.pop(address, {}).values())
            )
            self.pages[address] = bodies
            while self.size > self.limit:
                _, dropped = self.pages.popitem(last=False)
                self.size -= sum(map(len, dropped.values()))

    def builder(self, address: str) -> threading.Lock:
        """The lock under which one thread draws a page while others wait for it."""
        with self.lock:
            if len(self.builders) > 1000:
                self.builders = {a: held for a, held in self.builders.items() if held.locked()}
            return self.builders.setdefault(address, threading.Lock())


store = PageStore(settings.PAGE_CACHE_BYTES)


def public_page(view: View, *, places: bool = False) -> View:
    """Serve a public page from the store or draw it; answer 304 where the browser has it already.

    Only a 200 that sets no cookie is kept. Headers: ``Cache-Control: public, no-cache`` (keep, but
    ask each time), a weak ``ETag``, ``Vary: Accept-Encoding``. The browser's tag is believed only
    once the page is known to exist: what is not found has no unchanged copy. ``places``: it shows
    places on training, so another booking makes it another page.
    """

    @functools.wraps(view)
    def page(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if request.method not in ("GET", "HEAD"):
            return view(request, *args, **kwargs)
        if request.encoding:
            request.encoding = "utf-8"  # no header chooses how an address is read
        key = current_key()
        request.page_key = key  # type: ignore[attr-defined]
        address = canonical_address(request)
        if places:
            address += f"#{places_mark()}"
        tag = key.etag(address)
        unchanged = has_already(request, tag)
        if settings.DEBUG or len(address) > LONGEST_ADDRESS_KEPT:
            return finish(view(request, *args, **kwargs), tag, unchanged)
        bodies = store.get(key, address)
        if bodies is None:
            with store.builder(address):
                bodies = store.get(key, address)
                if bodies is None:
                    response = view(request, *args, **kwargs)
                    if response.status_code != 200 or response.streaming or response.cookies:
                        return finish(response, tag, unchanged)
                    bodies = packed(response)
                    store.put(key, address, bodies)
        return finish(HttpResponse(status=304) if unchanged else answer(request, bodies), tag)

    return page


public_page_with_places = functools.partial(public_page, places=True)


def canonical_address(request: HttpRequest) -> str:
    """The path and what views see of the query, its keys in one order.

    Two requests share a page and a tag if this is equal, so it keeps all that a view can tell
    apart: empty values, and the order of the values of one key, since views take the last.
    """
    if not request.META.get("QUERY_STRING"):
        return f"{request.path}?"
    return f"{request.path}?{urlencode(sorted(request.GET.lists()), doseq=True)}"


def has_already(request: HttpRequest, tag: str) -> bool:
    """Whether the browser holds the page under this tag; ``*`` means under any."""
    held = request.headers.get("If-None-Match", "")
    return tag.removeprefix("W/") in held or held.strip() == "*"


def packed(response: HttpResponse) -> dict[str, bytes]:
    """A page as it is kept: its body in brotli, its type. Gzip joins when first asked for."""
    return {
        "br": brotli.compress(response.content, quality=BROTLI_QUALITY),
        "type": response.headers["Content-Type"].encode(),
    }


def answer(request: HttpRequest, bodies: dict[str, bytes]) -> HttpResponse:
    """The kept body in the encoding the browser takes; gzip is made when first asked for."""
    accepted = accepted_encodings(request.headers.get("Accept-Encoding", ""))
    if "br" in accepted:
        response = HttpResponse(bodies["br"], content_type=bodies["type"].decode())
        response.headers["Content-Encoding"] = "br"
    elif "gzip" in accepted:
        if "gzip" not in bodies:
            bodies["gzip"] = compress_string(brotli.decompress(bodies["br"]))
        response = HttpResponse(bodies["gzip"], content_type=bodies["type"].decode())
        response.headers["Content-Encoding"] = "gzip"
    else:
        plain = brotli.decompress(bodies["br"])
        response = HttpResponse(plain, content_type=bodies["type"].decode())
    return response


def accepted_encodings(header: str) -> set[str]:
    """The encodings that a browser takes: those it names, but for what it rules out by ``q=0``."""
    named = (part.replace(" ", "").lower().partition(";q=") for part in header.split(","))
    return {name for name, _, weight in named if not weight or weight.strip("0.")}


def finish(response: HttpResponse, tag: str, unchanged: bool = False) -> HttpResponse:
    """Put the headers of a public page on an answer; one that the browser has becomes a 304.

    A download is sent anew, since it is made while it is sent.
    """
    if response.cookies:
        return response
    if unchanged and response.status_code == 200 and not response.streaming:
        response = HttpResponse(status=304)
    if response.status_code in (200, 304):
        response.headers["Cache-Control"] = "public, no-cache"
        response.headers["ETag"] = tag
        response.headers["Vary"] = "Accept-Encoding"
    return response
