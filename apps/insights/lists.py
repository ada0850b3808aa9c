"""The lists behind a lead's figures: each number is the length of one of them, by the same rows."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse

from apps.involvement import measures
from apps.involvement.models import Activity, Promise, RatingRound, Response
from apps.involvement.promises import in_full
from apps.involvement.staff_list import team_scope


@dataclass(frozen=True)
class Row:
    """A line of a list: where it leads, and what is to be said of it."""

    title: str
    address: str
    meta: str


@dataclass(frozen=True)
class TeamList:
    """Rows of a person's team: what they are called, which they are, how one of them is shown."""

    heading: str
    one: str
    many: str
    about: str
    of: Callable[[Any], "QuerySet[Any]"]
    row: Callable[[Any], Row]


def owned_by_team(user: Any) -> "QuerySet[Activity]":
    """The activities of the team."""
    return Activity.objects.filter(Activity.owned_by(team_scope(user)))


def _promises(which: str) -> Callable[[Any], "QuerySet[Promise]"]:
    """The promises that people read, of the team, so far as this became of them."""

    def of(user: Any) -> "QuerySet[Promise]":
        public = owned_by_team(user).filter(revision__gte=1)
        rows = measures.made_to(public.values("pk")).filter(measures.BECAME[which]())
        return rows.prefetch_related("activities").order_by("due", "pk")

    return of


def _unread(user: Any) -> "QuerySet[Response]":
    rows = Response.objects.filter(activities__in=owned_by_team(user), replies__looked_at=False)
    return rows.distinct().order_by("given_on", "pk")


def _look_again(user: Any) -> "QuerySet[Response]":
    rows = Response.objects.to_look_at_again().filter(activities__in=owned_by_team(user))
    return rows.distinct().order_by("given_on", "pk")


def _askings(user: Any) -> "QuerySet[RatingRound]":
    rows = measures.askings(owned_by_team(user).values("pk"))
    return rows.prefetch_related("activities").order_by("-closed_on", "-pk")


def _of_promise(promise: Promise) -> Row:
    covered = sorted(promise.activities.all(), key=lambda one: one.pk)
    more = f" and {len(covered) - 1} more" if len(covered) > 1 else ""
    said = f"promised by {in_full(promise.original_due)}"
    if promise.due != promise.original_due:
        said += f", extended to {in_full(promise.due)}"
    said += f" · answered on {in_full(promise.answered_on)}" if promise.answered_on else " · owed"
    address = reverse("publishing:desk", args=["activities", covered[0].pk])
    return Row(f"{covered[0]}{more}", address, said)


def _of_answer(answer: Response) -> Row:
    address = reverse("publishing:desk", args=["answers", answer.pk])
    return Row(str(answer), address, f"people were told on {in_full(answer.given_on)}")


def _of_asking(asked: RatingRound) -> Row:
    covered = sorted(asked.activities.all(), key=lambda one: one.pk)
    more = f" and {len(covered) - 1} more" if len(covered) > 1 else ""
    answered = measures.answered_of(asked)
    said = f"codes given out {asked.issued}, answered {answered}"
    if asked.closed_on:
        said += f" · closed on {in_full(asked.closed_on)}"
    address = reverse("involvement:rating", args=[covered[0].pk])
    return Row(f"{covered[0]}{more}", address, said)


LISTS = {
    "promised": TeamList(
        "Promised answers", "promise", "promises",
        "Promises that people read, each once.", _promises("made"), _of_promise,
    ),
    "answered": TeamList(
        "Promised answers that are out", "promise", "promises",
        "In time or late.", _promises("answered"), _of_promise,
    ),
    "late": TeamList(
        "Promised answers that came late", "promise", "promises",
        "After the day on which they were due, or once they were overdue.",
        _promises("late"), _of_promise,
    ),
    "unread": TeamList(
        "Answers of which people said something", "answer", "answers",
        "Nobody of the team has read it yet.", _unread, _of_answer,
    ),
    "look-again": TeamList(
        "Still in place?", "answer", "answers",
        "People were told six or twelve months ago what was done. Say whether it still is.",
        _look_again, _of_answer,
    ),
    "asked": TeamList(
        "How it felt: who answered", "asking", "askings",
        "Askings that are closed. What people felt stands with each activity, never by team.",
        _askings, _of_asking,
    ),
}  # fmt: skip
