"""Words of schema.org that several kinds of page say alike: addresses, dates, organisations, the
way to a page."""

from collections.abc import Iterable
from typing import Any

from django.conf import settings
from django.urls import reverse

from apps.core.dates import PartialDate
from apps.partners.models import Partner


def absolute(path: str) -> str:
    """An address as other machines know it."""
    return f"{settings.SITE_URL}{path}"


def iso(date: PartialDate) -> str:
    """As far as it is known: 2022, 2022-04 or 2022-04-05."""
    return date.first.isoformat()[: {"year": 4, "month": 7}.get(date.precision, 10)]


def organisations(found: Iterable[Partner]) -> list[dict[str, str]]:
    """Partners of the directory, once each."""
    return [
        {
            "@type": "Organization",
            "name": partner.name,
            "url": absolute(reverse("showcase:partner", args=[partner.slug])),
        }
        for partner in dict.fromkeys(found)
        if partner.public
    ]


def trail(section: str, name: str, thing: Any) -> dict[str, Any]:
    """The breadcrumbs of a page that stands in a list."""
    steps = [
        ("Home", absolute("/")),
        (name, absolute(reverse(section))),
        (thing.title, absolute(thing.get_absolute_url())),
    ]
    return {
        "@type": "BreadcrumbList",
        "itemListElement": [
            {"@type": "ListItem", "position": number, "name": name, "item": address}
            for number, (name, address) in enumerate(steps, start=1)
        ],
    }
