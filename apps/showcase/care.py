"""What a curator looks after: what ends, what grows old, what is missing, in one place. Each count
leads to exactly the list that it counts."""

import datetime
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.urls import reverse

from apps.core import clock
from apps.publishing import types
from apps.publishing.asking.queue import Narrowed, answerable_by, counted
from apps.publishing.models import PUBLIC_STATES, AccessibleVersion, Consent, Picture, Request
from apps.showcase import ledger
from apps.showcase.models import CaseStudy, StoryAnswer

SOON = datetime.timedelta(days=30)
MOST = 20  # of each list, unless all of it is asked for
KEEPS = "showcase.keep_consents"


@dataclass(frozen=True)
class Due:
    """One thing to look at: what it is, where, by when, and how the public sees it."""

    title: str
    address: str
    day: datetime.date | None = None
    words: str = ""
    public: str = ""

    @property
    def late(self) -> bool:
        """Whether its day has come."""
        return self.day is not None and self.day <= clock.today()


@dataclass(frozen=True)
class Listed:
    """How many there are, the first of them, and the address of the very list; ``late`` of them
    are."""

    total: int
    address: str
    rows: list[Due]
    late: int = 0

    @property
    def more(self) -> int:
        """How many are not among the first."""
        return self.total - len(self.rows)


def of(user: Any, whole: str = "") -> dict[str, Listed | None]:
    """Every list by its name; ``whole`` names the one that is asked for to its end. None where
    somebody may not see it."""
    keeps = user.has_perm(KEEPS)
    lists: dict[str, Callable[[int | None], Listed | None]] = {
        "confirm": lambda most: _consents("handed-in", most) if keeps else None,
        "changes": lambda most: _changes(most) if keeps else None,
        "outside": lambda most: _consents("outside", most) if keeps else None,
        "ending": lambda most: _consents("soon", most) if keeps else None,
        "again": _to_check_again,
        "older": lambda most: _older_formats(user, most),
        "formats_wanted": lambda most: _requests(user, Request.Kind.FORMAT),
        "requests": lambda most: _requests(user),
        "without_words": _without_words,
    }
    return {name: found(None if name == whole else MOST) for name, found in lists.items()}


def _consents(show: str, most: int | None) -> Listed:
    """As the ledger shows them under this word."""
    rows = ledger.narrowed(Consent.objects.all(), show)
    found = [
        Due(str(row), reverse("showcase:consent", args=[row.reference]), row.expires_on)
        for row in rows[:most]
    ]
    return Listed(rows.count(), reverse("showcase:consents") + f"?show={show}", found)


def _changes(most: int | None) -> Listed:
    """People in stories who ask for a change that nobody has answered, the longest wait first."""
    rows = StoryAnswer.objects.open().select_related("story", "consent").order_by("pk")
    found = [
        Due(
            f"{row.consent} in {row.story}",
            reverse("publishing:desk", args=["case-studies", row.story_id]) + "#people",
            row.on,
            row.words,
        )
        for row in rows[:most]
    ]
    return Listed(rows.count(), _here("changes"), found)


def _to_check_again(most: int | None) -> Listed:
    """Public records of every kind whose day of review has come, or comes within 30 days."""
    until = clock.today() + SOON
    found = []
    for published in types.registered.values():
        rows = published.rows.filter(state__in=PUBLIC_STATES, review_on__lte=until)
        for row in rows.order_by("review_on", "pk"):
            desk = reverse("publishing:desk", args=[published.area, row.pk])
            seen = row.get_absolute_url()
            found.append(Due(str(row), desk, row.review_on, published.label, seen))
    found.sort(key=lambda due: (due.day, due.title))
    return Listed(len(found), _here("again"), found[:most], sum(due.late for due in found))


def _older_formats(user: Any, most: int | None) -> Listed:
    """Accessible versions whose page has another text by now, as their own list shows them."""
    rows = AccessibleVersion.objects.editable_by(user).current().older()
    found = [
        Due(
            row.called,
            reverse("publishing:desk", args=["formats", row.pk]),
            row.made_from_on,
            str(row.page or ""),
            row.get_absolute_url(),
        )
        for row in rows.order_by("title", "pk")[:most]
    ]
    return Listed(rows.count(), reverse("publishing:formats") + "?show=older", found)


def _requests(user: Any, kind: str = "") -> Listed:
    """Open requests that the person may answer, as their own list counts them."""
    narrowed = Narrowed(kind=kind)
    number = counted(answerable_by(user), user, narrowed)
    address = reverse("publishing:requests") + (narrowed.address() if kind else "")
    return Listed(number["total"], address, [], number["late"])


def _without_words(most: int | None) -> Listed:
    """Public stories with pictures that are marked as decoration: nobody hears what they show."""
    rows = Picture.objects.filter(
        decorative=True, hidden_on=None, in_stories__story__state__in=PUBLIC_STATES
    )
    stories = CaseStudy.objects.filter(state__in=PUBLIC_STATES, pictures__picture__in=rows)
    stories = stories.distinct().order_by("sort_key", "pk")
    found = [
        Due(
            str(story),
            reverse("publishing:pictures", args=["case-studies", story.pk]),
            public=story.get_absolute_url(),
        )
        for story in stories[:most]
    ]
    return Listed(stories.count(), _here("without_words"), found)


def _here(name: str) -> str:
    """A list that has no page of its own is whole on this one."""
    return f"{reverse('showcase:care')}?whole={name}"
