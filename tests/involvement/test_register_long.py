"""The register when it is long: pages by place instead of numbers, and a jump by year."""

import datetime
import random
import re

import pytest

from apps.core.dates import PartialDate
from apps.involvement import facets
from apps.involvement.facets import ActivityFacets
from apps.involvement.models import Activity
from apps.involvement.register import NUMBERED
from apps.publishing.models import State
from tests.factories import ActivityFactory, PartnerFactory
from tests.involvement.test_register import page, titles

pytestmark = pytest.mark.django_db


class TestLong:
    """More than can be numbered: pages by place, and a jump by year."""

    @pytest.fixture
    def many(self, monkeypatch) -> list[str]:
        monkeypatch.setattr("apps.involvement.register.NUMBERED", 40)
        partner = PartnerFactory()
        dice = random.Random(5)  # noqa: S311 - a test
        for _ in range(95):
            year, month = dice.randint(2023, 2026), dice.randint(1, 6)
            when = PartialDate.parse(f"{year}-{month:02}-0{dice.randint(1, 2)}")
            ActivityFactory(partner=partner, when=dice.choice([when, when, when, None]))
        order = ActivityFacets().ids
        found = Activity.objects.in_bulk(order)
        return [found[pk].title for pk in order]

    def step(self, text: str, name: str) -> str:
        found = re.search(rf'rel="{name}" href="([^"]+)"', text)
        return found.group(1).replace("&amp;", "&") if found else ""

    @pytest.mark.every_case
    @pytest.mark.parametrize("sort", ["", "oldest"])
    def test_next_goes_through_all_and_previous_comes_back(self, visitor, many, sort):
        start = f"?sort={sort}" if sort else "?"
        query, pages = start, []
        while query:
            text = page(visitor, query)
            pages.append(titles(text))
            last, query = query, self.step(text, "next")
        whole = [title for of in pages for title in of]
        assert whole == (many[::-1] if sort else many)
        back, query = [], last
        while query:
            text = page(visitor, query)
            back.append(titles(text))
            query = self.step(text, "prev")
        assert back[::-1][1:] == pages[1:]
        assert 'aria-label="Page 2"' not in text

    def test_a_jump_goes_to_the_newest_of_a_year(self, visitor, many):
        text = page(visitor)
        jumps = dict(re.findall(r'<li><a href="([^"]+)">(20[0-9]{2})</a></li>', text))
        assert sorted(jumps.values()) == ["2023", "2024", "2025", "2026"]
        for address, year in jumps.items():
            first = Activity.objects.get(title=titles(page(visitor, address))[0])
            assert first.when.first.year == int(year)

    def test_the_place_of_one_that_is_gone_still_leads_on(self, visitor, many):
        query = self.step(page(visitor), "next")
        Activity.objects.filter(title=many[19]).update(state=State.DRAFT)
        assert titles(page(visitor, query)) == many[20:40]

    @pytest.mark.parametrize(
        "query", ["after=2026-13-45", "after=x", "before=%00", "page=3", "after=2026-05-04.1-2"]
    )
    def test_a_place_that_is_none_is_the_beginning(self, visitor, many, query):
        assert titles(page(visitor, f"?{query}")) == many[:20]

    def test_a_short_list_keeps_its_numbers(self, visitor):
        ActivityFactory.create_batch(21)
        text = page(visitor, "?page=2")
        assert "page 2 of 2" in text
        assert len(titles(text)) == 1
        assert NUMBERED == 1000


def test_keys_and_their_places_in_an_address_agree():
    for when, reference in (
        (datetime.date(2026, 5, 4), "INV-2026-0012"), (None, "INV-2025-12345678"),
        (datetime.date(1999, 12, 31), "ABCDE-2000-0001"),
    ):  # fmt: skip
        key = facets.key_of(when, reference)
        assert facets.key_at(facets.place_of(key)) == key
