"""The rules of hearing back: who is owed an answer, and where a promise stands on a day.

States are worked out from dates and rows, never kept (domain: promise, grace, "due soon").
"""

import datetime
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from apps.core import clock, site_settings
from apps.projects.levels import Level

if TYPE_CHECKING:
    from apps.involvement.models import Activity, Promise


class PromiseState(StrEnum):
    """Where an activity stands with those who took part."""

    NOT_NEEDED = "not-needed"
    NONE_MADE = "none"
    OPEN = "open"
    DUE_SOON = "due-soon"  # for staff
    LATE = "late"  # for staff
    OVERDUE = "overdue"
    ANSWERED = "answered"


# What the public tells apart, by the word that stands in addresses.
PUBLIC_STATES = {
    "owed": "Still owed",
    "overdue": "Overdue",
    "answered": "Heard back",
    "not-needed": "Nobody is owed an answer",
    "none": "No promise made",
}

PUBLIC_OF = {
    PromiseState.OPEN: "owed",
    PromiseState.DUE_SOON: "owed",
    PromiseState.LATE: "owed",  # the grace
    PromiseState.OVERDUE: "overdue",
    PromiseState.ANSWERED: "answered",
    PromiseState.NOT_NEEDED: "not-needed",
    PromiseState.NONE_MADE: "none",
}


def in_words(public_state: str, due: datetime.date | None) -> str:
    """How a row of a list ends: "Heard back", "Still owed, by 3 July", "Overdue since 1 May"."""
    if due and public_state == "owed":
        return f"Still owed, by {short_day(due)}"
    if due and public_state == "overdue":
        return f"Overdue since {short_day(due)}"
    return PUBLIC_STATES[public_state]


def short_day(day: datetime.date) -> str:
    """A day without its year while that is this year."""
    return f"{day.day} {day:%B}" if day.year == clock.today().year else f"{day.day} {day:%B %Y}"


@dataclass(frozen=True)
class Standing:
    """Where an activity stands on a day, and the promise that says so."""

    state: PromiseState
    promise: "Promise | None" = None


def default_due(last_day: datetime.date | None) -> datetime.date:
    """The date suggested for an answer: so many days after the last day, or after today."""
    days = site_settings.number("promise_days")
    return (last_day or clock.today()) + datetime.timedelta(days=days)


def overdue_before() -> datetime.date:
    """Open promises due before this day are overdue in public: the grace is over."""
    return clock.today() - datetime.timedelta(days=site_settings.number("grace"))


def standing(activity: "Activity") -> Standing:
    """Where an activity stands today. Reads its promises and responses, which lists prefetch."""
    held = list(activity.promises.all())
    for promise in held:
        if promise.is_open:
            return Standing(state_of(promise), promise)
    answered = [
        (promise.answered_on, promise.pk, promise) for promise in held if promise.answered_on
    ]
    if answered:
        return Standing(PromiseState.ANSWERED, max(answered)[2])
    if answered_on_the_day(activity):
        return Standing(PromiseState.ANSWERED)
    if activity.nobody_owed_because or activity.claimed_level == Level.INFORM:
        return Standing(PromiseState.NOT_NEEDED)
    return Standing(PromiseState.NONE_MADE)


def state_of(promise: "Promise") -> PromiseState:
    """Where one promise stands today. A promise due on a day is late from the next one on, and
    overdue in public once the grace is over."""
    today = clock.today()
    if promise.answered_on:
        return PromiseState.ANSWERED
    if promise.due < overdue_before():
        return PromiseState.OVERDUE
    if promise.due < today:
        return PromiseState.LATE
    soon = datetime.timedelta(days=site_settings.number("due_soon"))
    return PromiseState.DUE_SOON if promise.due <= today + soon else PromiseState.OPEN


def answered_on_the_day(activity: "Activity") -> bool:
    """Whether people were answered at the activity itself."""
    return any(answer.on_the_day for answer in activity.responses.all())


def is_settled(activity: "Activity") -> bool:
    """Whether it is said when people hear back, or why nobody is owed an answer."""
    return standing(activity).state is not PromiseState.NONE_MADE


def missing(activity: "Activity") -> str:
    """The sentence for an activity that must say when people hear back, and does not; else "".

    Above Inform a promise is needed. A level that is not stated is no way round it: a promise, or
    a public sentence why nobody is owed an answer. What was imported has none unless made.
    """
    level = activity.claimed_level
    if level == Level.INFORM or (not level and activity.imported):
        return ""
    found = standing(activity).state
    if found is PromiseState.NONE_MADE:
        if level:
            return "Say by when people hear what came of it, or that you answered on the day."
        return (
            "Say by when people hear what came of it, or in a sentence why nobody is owed an "
            "answer."
        )
    if found is PromiseState.NOT_NEEDED and level:
        return "This way of involving people owes an answer: say by when people hear."
    return ""


@dataclass(frozen=True)
class Point:
    """A point on the line of a promise: its words, its day, and how it is drawn (ring, disc, late,
    none); ``owed`` where a dashed stretch follows."""

    words: str
    day: datetime.date | None = None
    mark: str = "ring"
    owed: bool = False


@dataclass(frozen=True)
class Line:
    """What the public reads of a promise: points on a line, a tag, and a sentence."""

    points: tuple[Point, ...]
    tag: str = ""
    late: bool = False
    sentence: str = ""


def line(activity: "Activity") -> Line:
    """The line of an activity as the public reads it today."""
    found = standing(activity)
    promise = found.promise
    match found.state:
        case PromiseState.NOT_NEEDED:
            said = activity.nobody_owed_because or "Nobody is owed an answer: people were informed."
            return Line((), sentence=said)
        case PromiseState.NONE_MADE:
            return Line(
                (Point("No promise made", mark="none"),),
                sentence="When people hear back is not recorded for this activity.",
            )
    if promise is None:
        day = min(answer.given_on for answer in activity.responses.all())
        return Line((Point("Answered on the day", day, "disc"),), "Heard back")
    first = Point("Promised by", promise.original_due)
    if found.state is PromiseState.ANSWERED:
        return Line((first, Point("Answered", promise.answered_on, "disc")), "Heard back")
    if found.state is PromiseState.OVERDUE:
        owed = Point("Promised by", promise.original_due, owed=True)
        return Line((owed, Point("Overdue since", promise.due, "late")), "Overdue", late=True)
    return Line(
        (Point("Promised by", promise.due, owed=True),),
        sentence="People who took part hear by then what came of it.",
    )
