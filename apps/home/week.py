"""What waits for a person, with the minutes it takes: on the start page, and in one mail a week."""

import datetime
from dataclasses import dataclass

from django.db.models import Q
from django.urls import reverse

from apps.accounts.models import User
from apps.core import clock, site_settings
from apps.core.week import WEEK
from apps.involvement import actions, follow_up
from apps.involvement.follow_up import MINUTES
from apps.involvement.models import Activity, ActivityQuerySet, Promise, Response
from apps.publishing import queue, sent_back
from apps.publishing.ringing.actions import PERMISSION as RING
from apps.publishing.ringing.actions import to_ring

# Ours too, for what is more than a question.
MINUTES_TO_MEND, MINUTES_TO_ANSWER, MINUTES_TO_REVIEW, MINUTES_TO_AGREE = 5, 20, 10, 2
MINUTES_TO_LOOK_AGAIN, MINUTES_TO_RING = 3, 5


@dataclass(frozen=True)
class ToFinish:
    """A draft of somebody's, what it lacks in words, and the page of the easiest part."""

    activity: Activity
    missing: list[tuple[str, str]]

    @property
    def words(self) -> str:
        """What is still to add."""
        return ", ".join(words for _part, words in self.missing)

    @property
    def minutes(self) -> int:
        """How long all of it takes."""
        return sum(MINUTES[part] for part, _words in self.missing)

    @property
    def first_minutes(self) -> int:
        """How long the easiest part takes."""
        return MINUTES[self.missing[0][0]]

    @property
    def address(self) -> str:
        """Where the easiest part is asked; where nothing is missing, it is sent for review."""
        if not self.missing:
            return reverse("publishing:move", args=["activities", self.activity.pk, "submit"])
        return reverse("involvement:next", args=[self.activity.pk])


@dataclass(frozen=True)
class Thing:
    """One thing to do: what, how long it takes, and where."""

    words: str
    minutes: int
    address: str


def things_for(user: User, day: datetime.date) -> list[Thing]:
    """All that the mail of a day carries for a person, most owed first: answers, what was sent
    back, what waits for their review, and the questions that came up in the week before. Examples
    are there to be looked at: nobody is written to about them."""
    return [
        *_owed(user), *_to_agree(user), *_sent_back(user), *_reviews(user),
        *_calls(user), *_look_again(user), *_questions(user, day),
    ]  # fmt: skip


def _owed(user: User) -> list[Thing]:
    soon = clock.today() + datetime.timedelta(days=site_settings.number("due_soon"))
    rows = Promise.objects.looked_after_by(user).filter(due__lte=soon)
    found = []
    for promise in rows.prefetch_related("activities").order_by("due", "pk"):
        covered = [one for one in promise.activities.all() if not one.is_example]
        if not covered:
            continue
        late = "late since" if promise.due < clock.today() else "due on"
        words = f"{covered[0]}: an answer is {late} {promise.due:%-d %B %Y}"
        address = reverse("involvement:promise", args=[covered[0].pk])
        found.append(Thing(words, MINUTES_TO_ANSWER, address))
    return found


def _sent_back(user: User) -> list[Thing]:
    return [
        Thing(f"{back.item}: {back.moved.came_back.lower()}", MINUTES_TO_MEND, back.address)
        for back in sent_back.to(user)
        if not back.item.is_example
    ]


def _to_agree(user: User) -> list[Thing]:
    """Other days asked for, that a lead agrees to or not."""
    return [
        Thing(
            f"{one.promise.activities.first()}: another day is asked for",
            MINUTES_TO_AGREE,
            reverse("involvement:agree", args=[one.pk]),
        )
        for one in actions.to_agree(user).exclude(promise__activities__is_example=True)
    ]


def _reviews(user: User) -> list[Thing]:
    if not user.has_perm("publishing.review"):
        return []
    return [
        Thing(
            f"{item}: waits for your review",
            MINUTES_TO_REVIEW,
            reverse("publishing:review", args=[published.area, item.pk]),
        )
        for published, item in queue.to_review(user)
        if not item.is_example
    ]


def _calls(user: User) -> list[Thing]:
    """People without e-mail who are to be rung."""
    number = len(to_ring(user)) if user.has_perm(RING) else 0
    if not number:
        return []
    words = f"{number} to ring: people without e-mail"
    return [Thing(words, number * MINUTES_TO_RING, reverse("publishing:ring"))]


def _look_again(user: User) -> list[Thing]:
    """What was done so long ago that it is asked about, by whoever looked after that answer."""
    rows = Response.objects.editable_by(user).to_look_at_again().filter(is_example=False)
    mine = Q(promise__looked_after_by=user) | Q(promise__looked_after_by=None, author=user)
    return [
        Thing(
            f"{answer}: is what was done still in place?",
            MINUTES_TO_LOOK_AGAIN,
            reverse("publishing:desk", args=["answers", answer.pk]),
        )
        for answer in rows.filter(mine).order_by("given_on", "pk")
    ]


def _drafts(user: User) -> ActivityQuerySet:
    return Activity.objects.to_finish(user).filter(is_example=False)


def _questions(user: User, day: datetime.date) -> list[Thing]:
    """Each question goes into one mail: that of the week in which it came up."""
    rows = _drafts(user).filter(note="", nothing_to_add=False)
    rows = rows.prefetch_related("places", "promises", "responses")
    return [
        Thing(
            f"{one.activity}: {one.words}",
            one.minutes,
            reverse("involvement:next", args=[one.activity.pk]),
        )
        for one in follow_up.questions(rows, day)
        if day - WEEK < one.since
    ]
