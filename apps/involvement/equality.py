"""Who took part, as counts by characteristic: what can be asked, and what may be public of it.

Aggregates only, entered as whole numbers; nothing about one person. Public at fixed cuts alone:
financial year × (the whole partnership | a place), and each number through ``core.disclosure``.
"""

import datetime
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from django.db.models import Sum

from apps.core import clock, disclosure, site_settings
from apps.involvement.models import Activity, ActivityQuerySet, EqualityCount
from apps.partners.models import Place
from apps.publishing.models import PUBLIC_STATES

KEPT_APART = (("prefer-not", "Preferred not to say"), ("not-answered", "Did not answer"))
MOST = 100_000


@dataclass(frozen=True)
class Characteristic:
    """Something people were asked: its code, its name, its categories; ``detail`` stand behind
    "more detail" and roll up to the category before the colon of their code."""

    code: str
    name: str
    categories: tuple[tuple[str, str], ...]
    detail: tuple[tuple[str, str], ...] = ()

    @property
    def all(self) -> tuple[tuple[str, str], ...]:
        """Every category that can be counted, those kept apart last."""
        return (*self.categories, *self.detail, *KEPT_APART)


# The nine of the Equality Act 2010, and carers, deprivation and inclusion health groups. Ethnic
# groups: five first, then the 19 of the ONS Census 2021 list.
CHARACTERISTICS = (
    Characteristic("ethnic-group", "Ethnic group", (
        ("asian", "Asian, Asian British or Asian Welsh"),
        ("black", "Black, Black British, Black Welsh, Caribbean or African"),
        ("mixed", "Mixed or multiple ethnic groups"),
        ("white", "White"),
        ("other", "Other ethnic group"),
    ), (
        ("asian:bangladeshi", "Bangladeshi"), ("asian:chinese", "Chinese"),
        ("asian:indian", "Indian"), ("asian:pakistani", "Pakistani"),
        ("asian:other", "Other Asian"),
        ("black:african", "African"), ("black:caribbean", "Caribbean"),
        ("black:other", "Other Black"),
        ("mixed:white-asian", "White and Asian"),
        ("mixed:white-black-african", "White and Black African"),
        ("mixed:white-black-caribbean", "White and Black Caribbean"),
        ("mixed:other", "Other mixed or multiple ethnic groups"),
        ("white:british", "English, Welsh, Scottish, Northern Irish or British"),
        ("white:irish", "Irish"), ("white:traveller", "Gypsy or Irish Traveller"),
        ("white:roma", "Roma"), ("white:other", "Other White"),
        ("other:arab", "Arab"), ("other:any", "Any other ethnic group"),
    )),
    Characteristic("age", "Age", (
        ("under-16", "Under 16"), ("16-24", "16 to 24"), ("25-44", "25 to 44"),
        ("45-64", "45 to 64"), ("65-84", "65 to 84"), ("85-over", "85 or over"),
    )),
    Characteristic("disability", "Disability", (("yes", "Disabled"), ("no", "Not disabled"))),
    Characteristic("sex", "Sex", (("female", "Female"), ("male", "Male"))),
    Characteristic("gender-reassignment", "Gender reassignment", (
        ("same", "Gender same as sex registered at birth"),
        ("different", "Gender different from sex registered at birth"),
    )),
    Characteristic("orientation", "Sexual orientation", (
        ("straight", "Straight or heterosexual"), ("gay", "Gay or lesbian"),
        ("bisexual", "Bisexual"), ("other", "Other"),
    )),
    Characteristic("religion", "Religion or belief", (
        ("none", "No religion"), ("christian", "Christian"), ("buddhist", "Buddhist"),
        ("hindu", "Hindu"), ("jewish", "Jewish"), ("muslim", "Muslim"), ("sikh", "Sikh"),
        ("other", "Other"),
    )),
    Characteristic("marriage", "Marriage or civil partnership", (
        ("yes", "Married or in a civil partnership"), ("no", "Neither"),
    )),
    Characteristic("pregnancy", "Pregnancy and maternity", (
        ("yes", "Pregnant, or gave birth in the last 26 weeks"), ("no", "Neither"),
    )),
    Characteristic("carers", "Carers", (("yes", "Carers"), ("no", "Not carers"))),
    Characteristic("deprivation", "Deprivation", (
        ("fifth-1", "Most deprived fifth of areas"), ("fifth-2", "Second fifth"),
        ("fifth-3", "Third fifth"), ("fifth-4", "Fourth fifth"),
        ("fifth-5", "Least deprived fifth"),
    )),
    Characteristic("inclusion", "Inclusion health groups", (
        ("yes", "In an inclusion health group"), ("no", "Not in one"),
    )),
)  # fmt: skip
BY_CODE = {one.code: one for one in CHARACTERISTICS}
Counts = Mapping[str, Mapping[str, int]]  # characteristic → category → how many


def counts_of(activity: Activity) -> dict[str, dict[str, int]]:
    """What is entered for an activity; a characteristic that is missing was not asked."""
    found: dict[str, dict[str, int]] = {}
    for row in activity.equality.all():
        found.setdefault(row.characteristic, {})[row.category] = row.value
    return found


def in_words(counts: Counts) -> list[tuple[str, str]]:
    """What is entered, line by line, for those who may read it: (question and answer, number)."""
    return [
        (f"{one.name}, {name}", str(counts[one.code][code]))
        for one in CHARACTERISTICS
        for code, name in one.all
        if code in counts.get(one.code, {})
    ]


def rolled_up(counts: Mapping[str, int]) -> Counter[str]:
    """Detail counted under its category: what is public has five ethnic groups, not nineteen."""
    rolled: Counter[str] = Counter()
    for category, value in counts.items():
        rolled[category.partition(":")[0]] += value
    return rolled


@dataclass(frozen=True)
class Row:
    """A category as the public reads it."""

    name: str
    count: str


@dataclass(frozen=True)
class Table:
    """One characteristic as the public reads it: categories, and how many answered at all."""

    name: str
    rows: tuple[Row, ...]
    answered: str


def as_public(counts: Counts) -> list[Table]:
    """Every characteristic that was asked, each number disclosed on its own."""
    tables = []
    for one in CHARACTERISTICS:
        if one.code not in counts:
            continue
        rolled = rolled_up(counts[one.code])
        rows = tuple(
            Row(name, disclosure.disclosed(rolled[code]))
            for code, name in (*one.categories, *KEPT_APART)
        )
        answered = disclosure.total(rolled[code] for code, _name in one.categories)
        tables.append(Table(one.name, rows, answered))
    return tables


def year_starts() -> int:
    """The month in which a financial year starts."""
    return site_settings.number("year_starts_month")


def financial_year(day: datetime.date) -> int:
    """The year in which a financial year starts that holds a day."""
    return day.year if day.month >= year_starts() else day.year - 1


def cuts(year: int) -> list[Place | None]:
    """For whom a financial year may be shown: the whole partnership, and places. With only two
    places the whole alone: the one would tell of the other."""
    places = Place.objects.filter(activities__in=published_in(year).filter(equality__gte=0))
    held = list(places.distinct())
    return [None, *(held if len(held) != 2 else [])]


def public_cut(year: int, place: Place | None = None) -> list[Table]:
    """The public table of a financial year, for the whole partnership or a place.

    Raises ``LookupError`` for any other cut: there is no filter besides.
    """
    if place is not None and place not in cuts(year):
        raise LookupError("no such cut")
    activities = published_in(year)
    if place is not None:
        activities = activities.filter(places=place)
    rows = (
        EqualityCount.objects.filter(activity__in=activities.values("pk"))
        .values_list("characteristic", "category")
        .annotate(Sum("value"))
    )
    counts: dict[str, dict[str, int]] = {}
    for characteristic, category, value in rows:
        counts.setdefault(characteristic, {})[category] = value
    return as_public(counts)


def published_in(year: int) -> ActivityQuerySet:
    """Published activities whose first day lies in a financial year."""
    first = datetime.date(year, year_starts(), 1)
    last = clock.add_months(first, 12) - datetime.timedelta(days=1)
    return Activity.objects.filter(
        state__in=PUBLIC_STATES, when_first__gte=first, when_first__lte=last, is_example=False
    )
