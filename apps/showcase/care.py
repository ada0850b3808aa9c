"""What a curator looks after: what ends, what grows old, what is missing, in one place."""

import datetime
from dataclasses import dataclass
from typing import Any

from django.urls import reverse

from apps.core import clock
from apps.publishing import types
from apps.publishing.models import PUBLIC_STATES, AccessibleVersion, Consent, Picture, Request
from apps.publishing.models.consent import soon
from apps.showcase.models import CaseStudy

SOON = datetime.timedelta(days=30)
MOST = 20  # of each list


@dataclass(frozen=True)
class Due:
    """One thing to look at: what it is, where, and by when."""

    title: str
    address: str
    day: datetime.date | None = None
    words: str = ""

    @property
    def late(self) -> bool:
        """Whether its day has passed."""
        return self.day is not None and self.day < clock.today()


def consents_ending() -> list[Due]:
    """Live ones that end soon, and those that ended this month, the earliest first."""
    today = clock.today()
    rows = Consent.objects.filter(
        state=Consent.State.GIVEN,
        expires_on__lte=soon(),
        expires_on__gt=today - SOON,
    )
    return [
        Due(str(row), reverse("showcase:consent", args=[row.reference]), row.expires_on)
        for row in rows.order_by("expires_on", "pk")[:MOST]
    ]


def consents_to_confirm() -> list[Due]:
    """Handed in, and nobody has looked at the paper yet."""
    rows = Consent.objects.filter(state=Consent.State.HANDED_IN).order_by("updated_at", "pk")
    return [Due(str(row), reverse("showcase:consent", args=[row.reference])) for row in rows[:MOST]]


def to_check_again() -> list[Due]:
    """Public records of every kind whose day of review has come, or comes within 30 days."""
    until = clock.today() + SOON
    found = []
    for published in types.registered.values():
        rows = published.rows.filter(state__in=PUBLIC_STATES, review_on__lte=until)
        for row in rows.order_by("review_on", "pk")[:MOST]:
            desk = reverse("publishing:desk", args=[published.area, row.pk])
            found.append(Due(str(row), desk, row.review_on, published.label))
    return sorted(found, key=lambda due: (due.day, due.title))[:MOST]


def pictures_without_words() -> list[Due]:
    """Pictures of public stories that are marked as decoration: nobody hears what they show."""
    rows = Picture.objects.filter(decorative=True, in_stories__story__state__in=PUBLIC_STATES)
    stories = CaseStudy.objects.filter(pictures__picture__in=rows).distinct().order_by("sort_key")
    return [
        Due(str(story), reverse("publishing:edit", args=["case-studies", story.pk, "pictures"]))
        for story in stories[:MOST]
    ]


def versions_older() -> list[Due]:
    """Public versions in another format that were made from an earlier text of their page."""
    rows = AccessibleVersion.objects.current().older().order_by("title", "pk")[:MOST]
    return [
        Due(str(row), reverse("publishing:desk", args=["formats", row.pk]), words=row.called)
        for row in rows
    ]


def requests_open() -> dict[str, Any]:
    """How many requests wait, and how many of them are late."""
    rows = Request.objects.open()
    return {"open": rows.count(), "late": rows.overdue(clock.today()).count()}
