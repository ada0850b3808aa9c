"""A picture as a page shows it: plain values for ``components/picture.html``."""

from typing import Any

from django.urls import reverse

from apps.publishing.models import Picture

SIZES = "(min-width: 700px) 38rem, calc(100vw - 32px)"  # as wide as a line of text
USUAL = 960  # the file that a browser takes which knows nothing of sizes


def as_shown(picture: Picture, preview: bool = False) -> dict[str, Any]:
    """What the component needs. ``preview``: with addresses that work for those who write or review
    the record while the public does not see it. Whether it may be shown, ask first
    (``Picture.objects.showable()``)."""
    name = "publishing:staff-picture" if preview else "publishing:picture-file"
    addresses = {width: reverse(name, args=[picture.key, width]) for width in picture.widths}
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
    }


def thumbnail(picture: Picture) -> str:
    """The address of its smallest file, for staff; "" where its files are deleted."""
    if not picture.widths:
        return ""
    return reverse("publishing:staff-picture", args=[picture.key, min(picture.widths)])
