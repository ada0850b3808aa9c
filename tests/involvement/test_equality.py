"""Numbers by characteristic in public: small ones hidden, others rounded, no way round it."""

import datetime
import io
import re
import zipfile
from unittest import mock

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from apps.core import disclosure, site_settings, versions
from apps.involvement import equality
from apps.involvement.models import Activity, EqualityCount
from apps.partners.models import Place
from apps.publishing import search
from tests.factories import PUBLISHED, PartnerFactory, PlaceFactory, ProjectFactory
from tests.personas import PASSWORD


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


SAFE = st.tuples(st.integers(1, 50), st.integers(1, 50)).filter(lambda two: disclosure.keeps(*two))


@settings(deadline=None, max_examples=150)
@given(SAFE, st.data())
def test_whatever_numbers_may_be_chosen_no_two_cuts_tell_of_a_few(two, data):
    """A whole, its parts and every difference of two of them: what is small fits two numbers at
    least, so it is never read off, nor worked out from any pair."""
    floor, step = two
    numbers = {"equality_floor": floor, "equality_rounding": step}
    with mock.patch.object(disclosure.site_settings, "number", numbers.__getitem__):
        parts = data.draw(st.lists(st.integers(0, 80), min_size=2, max_size=5))
        whole = sum(parts)
        fits: dict[str, list[int]] = {}
        for n in range(whole + 2 * (floor + step)):
            fits.setdefault(disclosure.disclosed(n), []).append(n)
        read_whole = disclosure.disclosed(whole)
        for part in parts:
            read, rest = disclosure.disclosed(part), whole - part
            assert (read == "0") == (part == 0)
            for small, more in ((part, rest), (rest, part)):
                if 0 < small < floor:
                    others = fits[disclosure.disclosed(more)]
                    left = {w - o for w in fits[read_whole] for o in others}
                    assert len(left & set(range(1, floor))) >= 2, (small, more)


@pytest.mark.parametrize(("floor", "step"), [(8, 1), (8, 4), (6, 5), (5, 5), (1, 1), (8, 50)])
def test_numbers_that_would_give_one_away_are_known(floor, step):
    assert not disclosure.keeps(floor, step)
    assert disclosure.keeps(8, 5)


@pytest.mark.django_db
def test_settings_refuse_numbers_that_would_give_one_away(administrator):
    page = administrator.get("/staff/settings/").content.decode()
    seen = re.search(r'name="seen" value="([^"]*)"', page)
    assert seen
    given = {**site_settings.values(), "seen": seen[1], "equality_rounding": "1"}
    answer = administrator.post("/staff/settings/", given)
    assert answer.status_code == 422
    assert "a small count could be worked out from the others" in answer.content.decode()
    assert site_settings.number("equality_rounding") == 5


@pytest.mark.django_db
def test_a_raw_count_is_nowhere_outside(visitor, outsider, curator, administrator):
    activity = counted(PlaceFactory(slug="here"), yes=44017)
    activity.project = ProjectFactory(slug="ours")
    activity.save()
    search.rebuild()
    versions.raise_public()
    log, desk = "/involvement/", f"/staff/activities/{activity.pk}/"
    for path in (
        log, f"{log}?place=here&project=ours", f"{log}?format=csv", f"{log}?format=xlsx",
        activity.get_absolute_url(), "/our-work/ours/", "/our-work/?format=csv", "/search/?q=A1",
        "/", "/feeds/updates.xml", "/sitemap.xml",
    ):  # fmt: skip
        assert_nowhere(visitor, path)
    for person in (outsider, curator, administrator):
        for path in (
            desk, f"{desk}private/", f"{desk}people/", f"{desk}versions/", f"{desk}preview/",
            "/staff/activities/", "/staff/activities/?format=xlsx", "/staff/activities/quarter/",
            "/staff/audit/", "/staff/said/?q=A1",
        ):  # fmt: skip
            assert_nowhere(person, path)
    again = "/accounts/reauthenticate/?next=/staff/export/file/"
    administrator.post(again, {"password": PASSWORD}, follow=True)
    with zipfile.ZipFile(io.BytesIO(fetch(administrator.post("/staff/export/file/")))) as file:
        assert "involvement_activity.csv" in file.namelist()
        assert not [name for name in file.namelist() if b"44017" in file.read(name)]


def fetch(answer) -> bytes:
    return b"".join(answer.streaming_content) if answer.streaming else answer.content


def assert_nowhere(client, path: str) -> None:
    body = fetch(client.get(path))
    texts = [body]
    if body[:2] == b"PK":
        with zipfile.ZipFile(io.BytesIO(body)) as file:
            texts = [file.read(name) for name in file.namelist()]
    assert not [text for text in texts if b"44017" in text or b"44,017" in text], path


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
