"""What is new or changed, for people who read by feed and for machines."""

import datetime
import re
from operator import attrgetter
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed
from django.utils.html import escape
from django.views.decorators.http import require_safe

from apps.accounts.access import access
from apps.core import clock, site_settings
from apps.core.versions import public_page
from apps.publishing import types
from apps.publishing.models import Publishable

MOST = 50
NOT_IN_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


@access(public=True)
@require_safe
@public_page
def updates(request: HttpRequest) -> HttpResponse:
    """The newest publications of all kinds, as Atom; a change published is an entry again."""
    name = site_settings.values(request.page_key.public)["name"]  # type: ignore[attr-defined]
    entries = newest()
    feed = DatedFeed(
        title=f"New and changed: {name}",
        link=f"{settings.SITE_URL}/",
        feed_url=f"{settings.SITE_URL}{reverse('publishing:updates')}",
        description=None,
        language="en-GB",
        author_name=clean(name),
    )
    for item in entries:
        of = types.of(item)
        address = f"{settings.SITE_URL}{of.address(item.slug or '')}"
        feed.add_item(
            title=clean(of.heading(item)),
            link=address,
            unique_id=address,
            description=str(escape(clean(summary_of(item)))),  # readers take it for HTML
            updateddate=item.published_at,
            categories=[of.label],
        )
    return HttpResponse(feed.writeString("utf-8"), content_type=feed.content_type)


class DatedFeed(Atom1Feed):
    """Django's Atom; an empty one says that it is of today instead of this moment, so that it
    is the same all day."""

    def latest_post_date(self) -> datetime.datetime:
        if self.items:
            return super().latest_post_date()
        return clock.end_of_day(clock.today() - datetime.timedelta(days=1))


def newest() -> list[Publishable]:
    """The last publications of all kinds together, examples left out."""
    found: list[Publishable] = []
    for of in types.registered.values():
        rows = of.public().filter(is_example=False).order_by("-published_at", "-id")
        rows = rows.prefetch_related(*of.heading_read)
        found += rows[:MOST]
    return sorted(found, key=attrgetter("published_at"), reverse=True)[:MOST]


def summary_of(item: Any) -> str:
    """Its public summary; nothing where there is none."""
    return str(types.of(item).summary(item))


def clean(text: str) -> str:
    """Without the signs that XML can't carry, which paste from other programs brings."""
    return NOT_IN_XML.sub("", text)
