"""The rules of hearing back: who is owed an answer, and where a promise stands on a day.

States are worked out from dates and rows, never kept (domain: promise, grace, "due soon").
"""

import datetime
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from apps.core import clock, site_settings
from apps.projects.levels import Level
from apps.publishing.models import PUBLIC_STATES as PUBLISHED

if TYPE_CHECKING:
    from apps.involvement.models import Activity, Promise, Response

MOST_MONTHS = 24  # ahead of today


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


def last_day() -> datetime.date:
    """The last day that can be promised: what lies further away is no promise."""
    return clock.add_months(clock.today(), MOST_MONTHS)


def overdue_before() -> datetime.date:
    """Open promises due before this day are overdue in public: the grace is over."""
    return clock.today() - datetime.timedelta(days=site_settings.number("grace"))


def standing(activity: "Activity") -> Standing:
    """Where an activity stands today. Reads its promises and responses, which lists prefetch."""
    if activity.happened == "cancelled":
        return Standing(PromiseState.NOT_NEEDED)
    held = list(activity.promises.all())
    for promise in held:
        if promise.is_open:
            return Standing(state_of(promise), promise)
    answered = [
        (promise.answered_on, promise.pk, promise) for promise in held if promise.answered_on
    ]
    if answered:
        return Standing(PromiseState.ANSWERED, max(answered)[2])
    if was_answered(activity):
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
    if promise.overdue_since or promise.due < overdue_before():
        return PromiseState.OVERDUE  # also where it was put off after that: no second grace
    if promise.due < today:
        return PromiseState.LATE
    soon = datetime.timedelta(days=site_settings.number("due_soon"))
    return PromiseState.DUE_SOON if promise.due <= today + soon else PromiseState.OPEN


def was_answered(activity: "Activity") -> bool:
    """Whether people were answered at the activity itself, or without a promise."""
    not_yet_read = activity.state not in PUBLISHED  # it is published together with the activity
    return any(
        answer.state in PUBLISHED or (answer.on_the_day and not_yet_read)
        for answer in activity.responses.all()
    )


def is_finished(activity: "Activity") -> bool:
    """Whether nothing is left open for the people of an activity: they heard back, the newest
    answer decides, and every theme of every answer is done or not possible."""
    told = [one for one in activity.responses.all() if one.state in PUBLISHED]
    if not told or standing(activity).state is not PromiseState.ANSWERED:
        return False
    newest = max(told, key=lambda one: (one.given_on, one.pk))
    return newest.is_finished and not any(one.themes_open for one in told)


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
    none); ``owed`` where a dashed stretch follows; ``why`` in words of the team."""

    words: str
    day: datetime.date | None = None
    mark: str = "ring"
    owed: bool = False
    why: str = ""


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
            if activity.happened == "cancelled":
                return Line((), sentence="It was cancelled, so nobody waits for an answer.")
            said = activity.nobody_owed_because or "Nobody is owed an answer: people were informed."
            return Line((), sentence=said)
        case PromiseState.NONE_MADE:
            return Line(
                (Point("No promise made", mark="none"),),
                sentence="When people hear back is not recorded for this activity.",
            )
    held = sorted(
        (one for one in activity.promises.all() if not one.cancelled_on), key=lambda one: one.pk
    )
    answers = list(activity.responses.all())
    if promise is None:
        told = [one for one in answers if one.state in PUBLISHED] or answers
        first = min(told, key=lambda one: one.given_on)
        words = "Answered on the day" if first.on_the_day else "Answered"
        return Line((Point(words, first.given_on, "disc"),), "Heard back")
    points = tuple(point for one in held for point in _points(one, answers))
    checked = [answer.written_on for answer in answers if answer.written_on]
    if checked and promise.is_open:
        sentence = f"Answer written on {in_full(max(checked))}, being checked."
    elif found.state is PromiseState.ANSWERED:
        sentence = how_late(promise)
    else:
        sentence = "People who took part hear by then what came of it."
    if found.state is PromiseState.ANSWERED:
        return Line(points, "Heard back", sentence=sentence)
    if found.state is PromiseState.OVERDUE:
        return Line(points, "Overdue", late=True, sentence=sentence if checked else "")
    return Line(points, sentence=sentence)


def _points(promise: "Promise", answers: "list[Response]") -> Iterator[Point]:
    """The points of one promise: made, put off, overdue, answered."""
    put_off = [one for one in promise.extensions.all() if one.agreed_on]
    days = [(promise.original_due, "Promised by", promise.because)]
    for time, one in enumerate(put_off, start=1):
        words = "Extended once to" if len(put_off) == 1 else f"Extended to (time {time})"
        days.append((one.new, words, one.reason))
    state = state_of(promise)
    open_still = promise.is_open
    for day, words, why in days:
        owed = open_still and (day == promise.due or state is PromiseState.OVERDUE)
        yield Point(words, day, owed=owed, why=why)
        if state is PromiseState.OVERDUE and day == promise.missed:
            yield Point("Overdue since", promise.missed, "late", owed=day != promise.due)
    if promise.answered_on:
        decided = any(
            one.promise_id == promise.pk and one.more_by and one.state in PUBLISHED
            for one in answers
        )
        words = "Answered: not decided yet" if decided else "Answered"
        yield Point(words, promise.answered_on, "disc")


def how_late(promise: "Promise") -> str:
    """By how much an answer came after the day that was promised first; "" for one in time."""
    days = (promise.answered_on - promise.original_due).days if promise.answered_on else 0
    return (
        f"It came {days} day{'s' if days > 1 else ''} after the day promised." if days > 0 else ""
    )


def in_full(day: datetime.date) -> str:
    """A day with its year."""
    return f"{day:%-d %B %Y}"
