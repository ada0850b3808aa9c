"""A picture as a page shows it: plain values for ``components/picture.html``."""

from typing import Any

from django.http import HttpRequest
from django.urls import reverse

from apps.core import clock, links
from apps.core.middleware import Gone
from apps.publishing import types
from apps.publishing.models import Picture, Publishable, State
from apps.publishing.pictures import placing
from apps.publishing.pictures.files import path_of

SIZES = "(min-width: 700px) 38rem, calc(100vw - 32px)"  # as wide as a line of text
USUAL = 960  # the file that a browser takes which knows nothing of sizes
LINK = "picture"
NOT_SHOWN = "This picture is not shown any more."


def as_shown(picture: Picture, preview: bool = False, by_link: bool = False) -> dict[str, Any]:
    """What the component needs, and the ``file`` in the storage. Whether it may be shown, ask first
    (``Picture.objects.showable()``).

    Its addresses work for everybody, once people see it; with ``preview`` for those who write or
    review the record, with ``by_link`` for a day for whoever reads this page without an account.
    """
    addresses = {width: _address(picture, width, preview, by_link) for width in picture.widths}
    usual = min(addresses, key=lambda width: abs(width - USUAL), default=0)
    return {
        "src": addresses.get(usual, ""),
        "srcset": ", ".join(f"{address} {width}w" for width, address in addresses.items()),
        "sizes": SIZES,
        "width": picture.width,
        "height": picture.height,
        "alt": picture.alt,
        "caption": picture.caption,
        "credit": picture.credit,
        "file": path_of(picture.folder, usual) if usual else "",
    }


def by_heading(
    item: Publishable, preview: bool = False, by_link: bool = False, *, without: Any = ()
) -> dict[str, list[dict[str, Any]]]:
    """The pictures that a record places and that may be shown today, by their heading; none that
    rests on one of the consents ``without``."""
    rows: Any = getattr(item, types.of(item).pictures).select_related("picture")
    found: dict[str, list[dict[str, Any]]] = {}
    shown = rows.filter(picture__in=Picture.objects.showable())
    for row in shown.exclude(picture__consent__in=without):
        found.setdefault(row.heading, []).append(as_shown(row.picture, preview, by_link))
    return found


def is_preview(request: HttpRequest) -> bool:
    """Whether a public page is drawn for staff, before the public has it."""
    return request.path.startswith("/staff/")


def thumbnail(picture: Picture) -> str:
    """The address of its smallest file, for staff; "" where its files are deleted."""
    return _address(picture, min(picture.widths), preview=True) if picture.widths else ""


def _address(picture: Picture, width: int, preview: bool, by_link: bool = False) -> str:
    if by_link:
        token = links.standing(LINK, picture.key.hex, clock.today().toordinal())
        return reverse("publishing:picture-by-link", args=[token, width])
    name = "publishing:staff-picture" if preview else "publishing:picture-file"
    return reverse(name, args=[picture.key, width])


def behind(token: str) -> Picture | None:
    """The picture of an address made today or yesterday, unless it is hidden meanwhile. Raises
    ``Gone`` where its record was withdrawn, or the person in it took it back."""
    key, day = links.opened(LINK, token) or ("", 0)
    if clock.today().toordinal() - day not in (0, 1):
        return None
    picture = Picture.objects.filter(key=key, hidden_on=None).first()
    if picture is None:
        return None
    item = placing.record_of(picture)
    if not picture.widths or item is None or item.state == State.WITHDRAWN:
        raise Gone(NOT_SHOWN)
    return picture
