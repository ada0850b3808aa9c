"""How it felt, beside what staff claim: the thresholds, the middle answer, the sentence.

Shown only of a closed round with five answers or more; how answers are spread from ten; "on paper"
only where five or more were. Never a rank, never per team (docs/ratings.md).
"""

import statistics
from collections import Counter
from dataclasses import dataclass

from django.db.models import F

from apps.core import site_settings
from apps.involvement import rating_words
from apps.involvement.models import Activity, Rating, RatingRound
from apps.projects.levels import BY_CODE, WAYS
from apps.publishing.models import PUBLIC_STATES

TOO_FEW = "Fewer than {least} people answered, so we keep the answers private."
WORTH_A_TALK = 2  # ways apart


def least() -> int:
    """So many answers a round needs before anything of it is shown."""
    return max(5, site_settings.number("rating_minimum"))


def spread_from() -> int:
    """So many answers it needs before their spread is shown."""
    return max(least(), site_settings.number("rating_spread"))


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


def newest_of(project: int) -> tuple[Activity, Shown] | None:
    """The latest public activity of a project with a result, and the result. Results of several
    activities are never put together."""
    rows = RatingRound.activities.through.objects.filter(
        activity__project=project,
        activity__state__in=PUBLIC_STATES,
        ratinground__answers__gte=least(),
    ).order_by(F("activity__when_first").desc(nulls_last=True), "-activity")
    for pk in dict.fromkeys(rows.values_list("activity", flat=True)):
        activity = Activity.objects.get(pk=pk)
        if found := shown(activity):
            return activity, found
    return None


def too_few(activity: Activity) -> str:
    """The sentence where rounds closed and none had enough answers; "" otherwise."""
    closed = of(activity)
    if not closed or any(one.answers >= least() for one in closed):
        return ""
    return TOO_FEW.format(least=least())


def _shown(activity: Activity, one: RatingRound) -> Shown | None:
    ratings = list(one.ratings.all())
    felt = Counter(rating.felt for rating in ratings if rating.felt in BY_CODE)
    number = felt.total()
    if number < least():
        return None
    middle = _middle(felt)
    spread = number >= spread_from()
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
        sentence=sentence(claimed, middle, number, one),
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
    given = [int(getattr(rating, name)) for rating in ratings if getattr(rating, name)]
    if len(given) < least():
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


def sentence(claimed: str, felt: str, number: int, one: RatingRound) -> str:
    """Both sides in one sentence, with how many answered and how many codes were given out."""
    paper = f", {one.on_paper} on paper" if one.on_paper >= least() else ""
    codes = f" of {one.issued} codes" if one.issued else ""
    how_many = f"({number} answers{codes}{paper})"
    name = BY_CODE[felt].name
    if claimed not in BY_CODE:
        said = "Staff did not state a way."
        return f"{said} To people who took part it mostly felt like {name} {how_many}."
    said = f"Staff described this as {BY_CODE[claimed].name}."
    if claimed == felt:
        return f"{said} People who took part mostly felt the same {how_many}."
    nearer = "People felt more shared power than staff described."
    more = f" {nearer}" if apart(claimed, felt) > 0 else ""
    return f"{said} People who took part mostly felt it was {name} {how_many}.{more}"
