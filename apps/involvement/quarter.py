"""A quarter on one page for a board: what was done, what was promised, what could not be."""

from collections import Counter
from dataclasses import dataclass
from typing import Any

from django.db.models import Q, QuerySet

from apps.core.counts import Count, Qualifier, Unit, add
from apps.involvement import measures, standings
from apps.involvement.models import FEW_WORDS, Activity, Response, few_under
from apps.involvement.periods import Period
from apps.involvement.staff_list import KEPT, UNPUBLISHED, team_scope
from apps.projects.levels import NOT_STATED, NOT_STATED_NAME, WAYS
from apps.publishing.models import PUBLIC_STATES, State, WorkingCopy

Line = tuple[str, str, str]  # words, number in words, address of its list or ""
MOST_REASONS = 12  # so that it stays one page


@dataclass(frozen=True)
class Sheet:
    """What the page says."""

    period: Period
    ways: list[Line]
    total: int
    promised: list[Line]
    made: int
    took_part: list[str]
    not_counted: int
    reasons: list[Response]
    more_reasons: int
    unpublished: Line
    no_promise: Line
    asked_how_it_felt: int
    later: list[tuple[str, int]]
    in_no_quarter: int
    answering: measures.Answering
    waiting: int  # answers, and changes of answers, that nobody has checked yet
    look_again: int
    examples: int


def sheet(user: Any, period: Period) -> Sheet:
    """The figures of a quarter for what the person's team owns: activities that were held and not
    withdrawn, counted once, in the quarter in which they surely began."""
    owned = Activity.objects.filter(Activity.owned_by(team_scope(user)))
    held = owned.filter(happened=Activity.Happened.HELD)
    of_period = held.filter(period.rows())
    shown = of_period.exclude(state=State.WITHDRAWN)
    made, promised = _promised(owned.filter(period.rows(), revision__gte=1), period)
    took_part, not_counted = _took_part(shown)
    answers = _could_not(shown)
    late = of_period.still_to_publish().count()
    levels = Counter(shown.values_list("claimed_level", flat=True))
    vague = held.exclude(state=State.WITHDRAWN).filter(period.overlap())
    return Sheet(
        period=period,
        ways=_ways(levels, period),
        total=levels.total(),
        promised=promised,
        made=made,
        took_part=took_part,
        not_counted=not_counted,
        reasons=list(answers[:MOST_REASONS]),
        more_reasons=max(0, answers.count() - MOST_REASONS),
        unpublished=(
            "Held and not published", str(late), _list(period, state=UNPUBLISHED, happened="held")
        ),
        no_promise=(
            "Held, and no promise made",
            str(shown.annotate(standing=standings.state()).filter(standing="none").count()),
            _list(period, promise="none", happened="held", state=KEPT),
        ),
        asked_how_it_felt=shown.filter(rating_rounds__closed_on__isnull=False).distinct().count(),
        later=_later(shown),
        in_no_quarter=vague.exclude(period.within()).filter(
            Q(when_first__lt=period.first) | Q(when_last__gt=period.last), until_last=None
        ).count(),
        answering=measures.answering(shown.values("pk")),
        waiting=_waiting(shown),
        look_again=_answers(shown).to_look_at_again().count(),
        examples=of_period.filter(is_example=True).count(),
    )  # fmt: skip


def _list(period: Period, **filters: str) -> str:
    given = {"whose": "team", "period": period.code, **filters}
    return "?" + "&".join(f"{name}={value}" for name, value in given.items())


def _ways(levels: Counter[str], period: Period) -> list[Line]:
    names = [(way.code, way.name, levels[way.code]) for way in WAYS]
    names.append((NOT_STATED, NOT_STATED_NAME, levels[""]))
    return [
        (name, str(number), _list(period, level=code, happened="held", state=KEPT))
        for code, name, number in names
    ]


def _promised(activities: "QuerySet[Activity]", period: Period) -> tuple[int, list[Line]]:
    """Promises of activities that were published once, whatever became of them since: each once."""
    found = measures.promised(activities)
    return found.made, [
        ("Answered in time", str(found.in_time), ""),
        ("Answered late", str(found.late), ""),
        ("Still owed", str(found.owed), _list(period, promise="open")),
        ("Overdue", str(found.overdue), _list(period, promise="overdue")),
    ]


def _took_part(activities: "QuerySet[Activity]") -> tuple[list[str], int]:
    """Times people took part, exact counts and others apart, like with like; and how many
    activities have none that adds up."""
    exact: dict[str, list[Count]] = {}
    other: dict[str, list[Count]] = {}
    left_out = 0
    for value, how, unit in activities.values_list(
        "took_part_value", "took_part_qualifier", "took_part_unit"
    ):
        if value is None or how == Qualifier.UP_TO or not unit:
            left_out += 1
            continue
        kept = exact if how == Qualifier.EXACTLY else other
        kept.setdefault(unit, []).append(Count(value, how, unit))
    few = few_under()
    lines = [
        f"{_sum(counts, few)}, from {_so_many(len(counts), exact=kept is exact)}"
        for unit in Unit.values
        for kept in (exact, other)
        if (counts := kept.get(unit, []))
    ]
    return lines, left_out


def _so_many(number: int, *, exact: bool) -> str:
    verb = "is" if number == 1 else "are"
    return f"{number} count{'' if number == 1 else 's'} that {verb}{'' if exact else ' not'} exact"


def _sum(counts: list[Count], few: int) -> str:
    whole = add(counts)
    if whole is None:
        return ""
    return FEW_WORDS if whole.unit == Unit.PEOPLE and whole.value < few else str(whole)


def _could_not(activities: "QuerySet[Activity]") -> "QuerySet[Response]":
    """Published answers that say what could not be done, newest first."""
    answers = Response.objects.filter(state__in=PUBLIC_STATES).exclude(could_not_because="")
    found: QuerySet[Response] = (
        answers.filter(activities__in=activities.values("pk"))
        .distinct()
        .prefetch_related("activities")
        .order_by("-given_on", "-pk")
    )
    return found


def _answers(activities: "QuerySet[Activity]") -> Any:
    """Every answer to these activities, each once."""
    covered = Response.activities.through.objects.filter(activity__in=activities.values("pk"))
    return Response.objects.filter(pk__in=covered.values("response"))


def _waiting(activities: "QuerySet[Activity]") -> int:
    """How many answers, and changes of answers, wait for a second person."""
    changed = WorkingCopy.objects.filter(kind=Response.record_kind, state=State.IN_REVIEW)
    waits = Q(state=State.IN_REVIEW) | Q(pk__in=changed.values("object_id"))
    number: int = _answers(activities).filter(waits).count()
    return number


def _later(activities: "QuerySet[Activity]") -> list[tuple[str, int]]:
    """What became of what was done, by the last look at each answer; those due a look count as
    not looked at yet."""
    answers = Response.objects.current().filter(activities__in=activities.values("pk"))
    looks = answers.exclude(after_six="", after_twelve="").distinct()
    last = Counter(one.after_twelve or one.after_six for one in looks)
    waiting = answers.to_look_at_again().distinct().count()
    found = [(str(outcome.label), last[outcome.value]) for outcome in Response.Became]
    return [*found, ("Not looked at yet", waiting)] if last or waiting else []
