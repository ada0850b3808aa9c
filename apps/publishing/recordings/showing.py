"""A recording as a page shows it: plain values for ``components/recording.html``."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any, ClassVar

from django.http import HttpRequest
from django.urls import reverse

from apps.core import clock, facets, links
from apps.core.text import to_html
from apps.publishing import types
from apps.publishing.models import Publishable, Recording, State

LINK = "recording"
FILE, CAPTIONS = "file", "captions.vtt"
MINUTE = 60


def as_shown(recording: Recording, preview: bool = False, by_link: bool = False) -> dict[str, Any]:
    """What the component needs. Whether it may be played, ask first (``Recording.holding``).

    Its addresses work for everybody, once it is public; with ``preview`` for those who write or
    review it, with ``by_link`` for a day for whoever reads this page without an account.
    """
    return {
        "anchor": recording.anchor,
        "title": recording.title,
        "is_film": recording.is_film,
        "type": recording.media_type,
        "src": _address(recording, FILE, preview, by_link),
        "captions": _address(recording, CAPTIONS, preview, by_link) if recording.captions else "",
        "words": to_html(recording.transcript),
        "length": length(recording.seconds),
        "size": recording.size,
        "reading": recording.reading,
        "read_by": recording.read_by,
        "maker": recording.maker,
        "made_from_on": recording.made_from_on,
        "older": recording.reading and recording.is_older,
    }


@dataclass(frozen=True)
class Holders:
    """The pages that have a published recording, kept in the process: most have none, and a public
    page asks for its own only where there is one. Whether that may be played today, is asked."""

    held: frozenset[tuple[str, int]]
    kind: ClassVar[str] = Recording.record_kind

    @classmethod
    def build(cls) -> "Holders":
        """By one narrow query."""
        rows = Recording.objects.filter(state=State.PUBLISHED)
        return cls(frozenset(rows.values_list("kind", "object_id")))

    @property
    def apart(self) -> Collection[str]:
        """Whatever else changes, changes nothing of this."""
        return types.registered.keys()

    def followed(self, changed: Collection[int]) -> "Holders":
        """The same, once these recordings changed."""
        return self.build() if changed else self


holders = facets.Kept(Holders.build)


def among(request: HttpRequest, pages: Collection[Publishable]) -> list[Publishable]:
    """Those of the pages that may have recordings; before they are public, any."""
    key = getattr(request, "page_key", None)
    found = holders.under(key).held if key is not None else None
    return [page for page in pages if found is None or (page.record_kind, page.pk) in found]


def of(page: Publishable, request: HttpRequest, *, without: Any = ()) -> list[dict[str, Any]]:
    """The recordings of a page that is shown, the readings first, by one query at most; none that
    rests on one of the consents ``without``."""
    return beside([page], request, without=without)[page.pk]


def beside(
    pages: Collection[Publishable], request: HttpRequest, *, without: Any = ()
) -> dict[int, list[dict[str, Any]]]:
    """The recordings of several pages of one kind, which are shown, by the number of each."""
    found: dict[int, list[dict[str, Any]]] = {page.pk: [] for page in pages}
    having = among(request, pages)
    if not having:
        return found
    rows = Recording.objects.shown_among(type(having[0]), [page.pk for page in having])
    rows = rows.exclude(consent__in=without)
    rows = rows.with_page_now(having[0].record_kind)  # of all kinds it would be most of the time
    for row in rows.order_by("-reading", "published_at", "pk"):
        found[row.object_id].append(as_shown(row))
    return found


def length(seconds: int | None) -> str:
    """How long it lasts, in words; "" where nobody knows."""
    if seconds is None:
        return ""
    minutes, rest = divmod(max(1, seconds), MINUTE)
    said = [f"{minutes} minute{'' if minutes == 1 else 's'}"] if minutes else []
    if rest and minutes < 10:
        said.append(f"{rest} second{'' if rest == 1 else 's'}")
    return " ".join(said)


def _address(recording: Recording, what: str, preview: bool, by_link: bool) -> str:
    if by_link:
        token = links.standing(LINK, recording.key.hex, clock.today().toordinal())
        return reverse("publishing:recording-by-link", args=[token, what])
    name = "publishing:staff-recording-file" if preview else "publishing:recording-file"
    return reverse(name, args=[recording.key, what])


def behind(token: str) -> Recording | None:
    """The recording of an address made today or yesterday, unless it was withdrawn meanwhile."""
    key, day = links.opened(LINK, token) or ("", 0)
    if clock.today().toordinal() - day not in (0, 1):
        return None
    return Recording.objects.exclude(state=State.WITHDRAWN).filter(key=key).first()
