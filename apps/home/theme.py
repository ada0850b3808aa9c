"""The four colours that a partnership may change, as one small stylesheet with a lasting
address."""

import hashlib
from typing import Any

from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_safe

from apps.accounts.access import access
from apps.core import site_settings
from apps.core.site_settings import Declared, readable_against

PAPER, WHITE, INK = "#FAF7F1", "#FFFFFF", "#1E2524"
COLOURS = ("brand", "brand_deep", "brand_tint", "link")
dark_enough = readable_against(PAPER, WHITE)
light_enough = readable_against(INK)


def colour(name: str, default: str, meaning: str, check: Any, label: str) -> Declared:
    """A colour as it stands on the settings page."""
    return Declared(name, default, meaning, check, label, group="Colours", kind="colour")


SETTINGS = (
    Declared(
        "name", "Involvement and co-production", "The name of the portal, in its header",
        label="Name of the portal",
    ),
    Declared("partnership", "", "The organisation that runs it, under the name"),
    Declared("area", "", "The area it is about"),
    Declared("places_in_words", "", "Its places in a sentence, on the front page"),
    colour(
        "brand", "#17443A", "Buttons, the header’s mark, the front page’s head", dark_enough,
        "Main colour",
    ),
    colour("brand_deep", "#0F3029", "The footer", dark_enough, "Deep colour"),
    colour(
        "brand_tint", "#E3EDE7", "Behind what was done and what is chosen", light_enough,
        "Pale colour",
    ),
    colour("link", "#0E5A48", "Links", dark_enough, "Colour of links"),
)  # fmt: skip


def stylesheet(values: dict[str, str]) -> str:
    """The colours as custom properties; one that no longer passes its check is left out."""
    rules = []
    for name in COLOURS:
        try:
            site_settings.declared[name].check(values[name])
        except ValidationError:
            continue
        rules.append(f"--{name.replace('_', '-')}:{values[name]}")
    return ":root{" + ";".join(rules) + "}"


def address(values: dict[str, str]) -> str:
    """The stylesheet's address, which changes with its content."""
    digest = hashlib.blake2b(stylesheet(values).encode(), digest_size=5).hexdigest()
    return reverse("home:theme", args=[digest])


@access(public=True)
@require_safe
def theme(request: HttpRequest, digest: str) -> HttpResponse:
    """The stylesheet; an older address is not found rather than filled with newer colours."""
    values = site_settings.values()
    if request.path != address(values):
        raise Http404
    return HttpResponse(
        stylesheet(values),
        content_type="text/css; charset=utf-8",
        headers={"Cache-Control": "public, max-age=31536000, immutable"},
    )
