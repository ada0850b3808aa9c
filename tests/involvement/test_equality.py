"""Numbers by characteristic in public: small ones hidden, others rounded, no way round it."""

import datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from apps.core import disclosure
from apps.involvement import equality
from apps.involvement.models import Activity, EqualityCount
from apps.partners.models import Place
from tests.factories import PUBLISHED, PartnerFactory, PlaceFactory


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("count", "reads"),
    [(0, "0"), (1, "fewer than 8"), (7, "fewer than 8"), (8, "10"), (12, "10"), (13, "15"),
     (19, "20"), (1000, "1000")],
)  # fmt: skip
def test_a_count_reads_so_in_public(count, reads):
    assert disclosure.disclosed(count) == reads


def could_be(one: str, other: str, both: str, most: int) -> set[int]:
    """Every number the first part can have, by all that the public reads."""
    fits = range(most + 1)
    first = [n for n in fits if disclosure.disclosed(n) == one]
    second = [n for n in fits if disclosure.disclosed(n) == other]
    return {a for a in first for b in second if disclosure.disclosed(a + b) == both}


@pytest.mark.django_db
@settings(deadline=None, max_examples=120)
@given(st.integers(1, 7), st.integers(0, 60))
def test_no_small_number_follows_from_the_other_and_the_total(small, other):
    read = [disclosure.disclosed(n) for n in (small, other, small + other)]
    assert len(could_be(*read, most=70)) >= 2


def counted(place: Place | None, **values: int) -> Activity:
    number = Activity.objects.count() + 1
    activity = Activity.objects.create(
        title=f"A{number}", partner=PartnerFactory(), reference=f"INV-2026-{number:04}",
        slug=f"inv-2026-{number:04}", state="published", revision=1, published_at=PUBLISHED,
        when_first=datetime.date(2026, 5, 4), when_last=datetime.date(2026, 5, 4),
        when_precision="day",
    )  # fmt: skip
    if place:
        activity.places.add(place)
    for category, value in values.items():
        EqualityCount.objects.create(
            activity=activity, characteristic="disability", category=category, value=value
        )
    return activity


@pytest.mark.django_db
class TestCuts:
    def test_a_year_starts_in_april(self):
        assert equality.financial_year(datetime.date(2026, 3, 31)) == 2025
        assert equality.financial_year(datetime.date(2026, 4, 1)) == 2026

    def test_with_two_places_only_the_whole_is_shown(self):
        one, other = PlaceFactory(), PlaceFactory()
        counted(one, yes=20)
        counted(other, yes=3)
        assert equality.cuts(2026) == [None]
        with pytest.raises(LookupError):
            equality.public_cut(2026, one)
        counted(PlaceFactory(), yes=20)
        assert len(equality.cuts(2026)) == 4

    def test_only_the_two_fixed_cuts_exist(self):
        with pytest.raises(LookupError):
            equality.public_cut(2026, PlaceFactory())

    @pytest.mark.parametrize("values", [(7, 8, 9), (1, 2, 30), (0, 5, 13), (8, 8, 8)])
    def test_a_place_taken_from_the_whole_tells_of_nobody(self, values):
        places = [PlaceFactory() for _ in values]
        for place, value in zip(places, values, strict=True):
            counted(place, yes=value)
        whole = equality.public_cut(2026)[0].rows[0].count
        assert whole == disclosure.disclosed(sum(values))
        for place, value in zip(places, values, strict=True):
            shown = equality.public_cut(2026, place)[0].rows[0].count
            assert shown == disclosure.disclosed(value)
            rest = sum(values) - value
            if 0 < rest < 8:
                fits = could_be("fewer than 8", shown, whole, most=70)
                assert len(fits) >= 2

    def test_what_is_not_published_is_in_no_number(self):
        counted(None, yes=20)
        Activity.objects.update(state="draft")
        assert equality.public_cut(2026) == []

    def test_detail_is_rolled_up_to_five_groups(self):
        activity = counted(None)
        for category in ("asian:indian", "asian:pakistani"):
            EqualityCount.objects.create(
                activity=activity, characteristic="ethnic-group", category=category, value=6
            )
        table = equality.public_cut(2026)[0]
        assert [row.count for row in table.rows][:2] == ["10", "0"]
        assert "Indian" not in str(table)
