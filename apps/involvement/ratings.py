"""How it felt, beside what staff claim: the thresholds, the middle answer, the sentence.

Shown only of a closed round with five answers or more; how answers are spread from ten; "on paper"
only where five or more were. Never a rank, never per team (docs/ratings.md).
"""

import statistics
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import F, QuerySet

from apps.core import site_settings
from apps.involvement import rating_words
from apps.involvement.models import Activity, Rating, RatingRound
from apps.projects.levels import BY_CODE, WAYS
from apps.publishing.models import PUBLIC_STATES

TOO_FEW = "Fewer than {least} people answered, so we keep the answers private."
FEW = "Too few people answered, so nobody sees what they said."
NOT_TOLD = (
    "Too few people answered which way it felt, or too few by code beside those on paper, so we "
    "keep the answers private."
)
WORTH_A_TALK = 2  # ways apart


def least() -> int:
    """So many answers a round needs before anything of it is shown."""
    return max(5, site_settings.number("rating_minimum"))


def spread_from() -> int:
    """So many answers it needs before their spread is shown."""
    return max(least(), site_settings.number("rating_spread"))


def enough(answers: Sequence[Rating], number: int = 0) -> bool:
    """Whether so many answers may be shown together, ``least`` by default. Who types paper in knows
    those answers, so the others must be enough to hide behind one another: none, or one below."""
    number = number or least()
    by_code = sum(not one.paper for one in answers)
    return len(answers) >= number and (by_code == 0 or by_code >= number - 1)


@dataclass(frozen=True)
class Item:
    """One of the four sentences: how many chose each answer, in words."""

    words: str
    middle: str
    answered: int


@dataclass(frozen=True)
class Column:
    """One of the five ways on the line: whether staff claim it, whether it is the middle answer,
    and how many felt it (None: not shown)."""

    code: str
    name: str
    claimed: bool
    felt: bool
    number: int | None


@dataclass(frozen=True)
class Shown:
    """A closed round as everybody reads it."""

    round: RatingRound
    finding: str
    sentence: str
    columns: tuple[Column, ...]
    items: tuple[Item, ...]
    spread: bool
    words: tuple[str, ...]  # of people who gave leave, looked at by a lead
    meetings: int
    apart: int  # ways between what staff claim and what people felt; below 0: nearer to informed


def of(activity: Activity) -> list[RatingRound]:
    """The closed rounds of an activity, the newest first."""
    rows = activity.rating_rounds.exclude(closed_on=None).select_related("wording")
    rows = rows.order_by("-closed_on", "-pk")
    return list(rows)


def shown(activity: Activity) -> Shown | None:
    """The newest closed round of an activity with enough answers, beside what staff claim."""
    for one in of(activity):
        if one.answers >= least() and (found := _shown(activity, one)):
            return found
    return None


def rounds_of(project: Any) -> QuerySet[Any]:
    """Rounds with answers enough at the public activities of a project, by its number or
    ``OuterRef``: a row for each activity."""
    rows: QuerySet[Any] = RatingRound.activities.through.objects.filter(
        activity__project=project,
        activity__state__in=PUBLIC_STATES,
        ratinground__answers__gte=least(),
    )
    return rows


def newest_of(project: int) -> tuple[Activity, Shown] | None:
    """The latest public activity of a project with a result, and the result. Results of several
    activities are never put together."""
    rows = rounds_of(project).order_by(F("activity__when_first").desc(nulls_last=True), "-activity")
    for pk in dict.fromkeys(rows.values_list("activity", flat=True)):
        activity = Activity.objects.get(pk=pk)
        if found := shown(activity):
            return activity, found
    return None


def too_few(activity: Activity) -> str:
    """The sentence where rounds closed and nothing of them is shown; "" otherwise."""
    closed = of(activity)
    if not closed or shown(activity) is not None:
        return ""
    return NOT_TOLD if any(one.answers for one in closed) else TOO_FEW.format(least=least())


def _shown(activity: Activity, one: RatingRound) -> Shown | None:
    ratings = list(one.ratings.all())
    said = [rating for rating in ratings if rating.felt in BY_CODE]
    if not enough(said):
        return None
    felt = Counter(rating.felt for rating in said)
    middle = _middle(felt)
    spread = enough(said, spread_from())
    claimed = activity.claimed_level
    asked_in = rating_words.of(one)
    columns = tuple(
        Column(way.code, way.name, way.code == claimed, way.code == middle,
               felt[way.code] if spread else None)
        for way in WAYS
    )  # fmt: skip
    return Shown(
        round=one,
        finding=finding(claimed, middle),
        sentence=sentence(claimed, middle, felt, one),
        columns=columns,
        items=tuple(_item(asked_in[name], name, ratings) for name in Rating.ITEMS),
        spread=spread,
        words=tuple(one.comments.filter(shown=True).values_list("words", flat=True)),
        meetings=one.activities.count(),
        apart=apart(claimed, middle),
    )


def _middle(felt: Counter[str]) -> str:
    """The middle answer; of two middle ones the one that more people gave, else the earlier."""
    places = sorted(BY_CODE[code].position for code in felt.elements())
    low, high = statistics.median_low(places), statistics.median_high(places)
    codes = {BY_CODE[way.code].position: way.code for way in WAYS}
    return max((codes[low], codes[high]), key=lambda code: (felt[code], -BY_CODE[code].position))


def _item(words: str, name: str, ratings: list[Rating]) -> Item:
    answered = [rating for rating in ratings if getattr(rating, name)]
    given = [int(getattr(rating, name)) for rating in answered]
    if not enough(answered):
        return Item(words, "", len(given))
    middle = str(statistics.median_low(given))
    return Item(words, str(Rating.Agrees(middle).label), len(given))


def apart(claimed: str, felt: str) -> int:
    """How many ways lie between what staff claim and what people felt; below 0 where people felt
    it nearer to being informed."""
    if claimed not in BY_CODE or felt not in BY_CODE:
        return 0
    return BY_CODE[felt].position - BY_CODE[claimed].position


def finding(claimed: str, felt: str) -> str:
    """The heading: the finding in neutral words, in both directions."""
    name = BY_CODE[felt].name
    if claimed not in BY_CODE:
        return f"To people it felt most like {name}"
    if claimed == felt:
        return f"People felt it as staff described it: {name}"
    return f"People felt it was nearer to {name}"


def sentence(claimed: str, middle: str, felt: Counter[str], one: RatingRound) -> str:
    """Both sides in one sentence, with how many answered and what became of the codes."""
    how_many = f"({_how_many(felt.total(), one)})"
    name = BY_CODE[middle].name
    mostly = felt[middle] * 2 > felt.total()
    if claimed not in BY_CODE:
        said = "Staff did not state a way."
        if mostly:
            return f"{said} To people who took part it mostly felt like {name} {how_many}."
        return f"{said} The middle answer of people who took part was {name} {how_many}."
    said = f"Staff described this as {BY_CODE[claimed].name}."
    if not mostly:
        the_same = ", the same" if claimed == middle else ""
        found = f"The middle answer of people who took part was {name}{the_same} {how_many}."
    elif claimed == middle:
        found = f"People who took part mostly felt the same {how_many}."
    else:
        found = f"People who took part mostly felt it was {name} {how_many}."
    between = apart(claimed, middle)
    if not between:
        return f"{said} {found}"
    power = "more" if between > 0 else "less"
    return f"{said} {found} People felt {power} shared power than staff described."


def _how_many(number: int, one: RatingRound) -> str:
    """How many answered, on paper only where neither part is small, and the codes."""
    answers = f"{number} answers"
    if not one.on_paper:
        return f"{answers} of {one.issued} codes" if one.issued else answers
    if one.on_paper >= least() and one.answers - one.on_paper >= least():
        answers += f", {one.on_paper} of them on paper"
    elif one.on_paper == one.answers:
        return f"{answers} on paper"
    return f"{answers}; {one.issued} codes given out"
