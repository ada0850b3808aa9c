"""The code on the card that people take home, and the picture of its address."""

import io
import secrets
from typing import Any

from django.db import models
from django.utils.safestring import SafeString, mark_safe

# No letter that could be read as another one, or as a digit.
LETTERS = "ACDEFGHJKLMNPQRTUVWXY34679"
LENGTH = 5


def new_code(taken: models.QuerySet[models.Model]) -> str:
    """A code that none of these rows has. It is no secret: it leads to what everybody may read."""
    while True:
        code = "".join(secrets.choice(LETTERS) for _ in range(LENGTH))
        if not taken.filter(hear_back_code=code).exists():
            return code


def is_given_out(activities: models.QuerySet[Any]) -> bool:
    """Whether people may hold a card of one of these: it was held, and is no example. What was
    imported has none."""
    held = activities.filter(happened="held", is_example=False, imported=False)
    return held.exclude(hear_back_code=None).exists()


def typed(text: str) -> str:
    """A code as somebody typed it, in small letters or with spaces; "" for what is none."""
    code = "".join(sign for sign in text.upper() if sign.isalnum())
    return code if len(code) == LENGTH and set(code) <= set(LETTERS) else ""


def picture(address: str) -> SafeString:
    """An address as a QR code, drawn as SVG."""
    import qrcode  # type: ignore[import-untyped]  # noqa: PLC0415 - only where a card is printed: a worker need not hold it
    from qrcode.image.svg import SvgPathImage  # type: ignore[import-untyped]  # noqa: PLC0415 - the same

    made = qrcode.make(address, image_factory=SvgPathImage, border=2, box_size=8)
    out = io.BytesIO()
    made.save(out)
    svg = out.getvalue().decode()
    return mark_safe(svg[svg.index("<svg") :])  # noqa: S308 - drawn by us from an address of ours
