"""The list of activities that staff sort, filter and take away, and a quarter on one page."""

import datetime
import io
import re

import openpyxl
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from apps.core import clock
from apps.core.dates import PartialDate
from apps.core.models import AuditRecord
from apps.involvement.models import Response
from apps.involvement.periods import Period
from apps.publishing.models import State
from tests.factories import ActivityFactory, PlaceFactory, owe

pytestmark = pytest.mark.django_db
LIST, QUARTER = "/staff/activities/", "/staff/activities/quarter/"


def day(days: int) -> datetime.date:
    return clock.today() + datetime.timedelta(days=days)


def titles(answer) -> list[str]:
    text = answer.content.decode()
    return re.findall(r'<th scope="row"><a href="/staff/activities/[0-9]+/">([^<]+)</a>', text)


def draft(partner, **more):
    return ActivityFactory(partner=partner, state=State.DRAFT, revision=0, slug=None, **more)


class TestList:
    @pytest.fixture
    def some(self, partner_a, partner_b, contributor):
        draft(
            partner_a, title="Mine", author=contributor.user, claimed_level="engage",
            when=PartialDate.parse("2025-05-04"),
        )  # fmt: skip
        owed = ActivityFactory(partner=partner_a, title="Owed", when=PartialDate.parse("2026-02"))
        owe(owed, day(5))
        late = ActivityFactory(partner=partner_a, title="Late", when=PartialDate.parse("2026-04"))
        owe(late, day(-2))
        ActivityFactory(
            partner=partner_a, title="Gone", state=State.WITHDRAWN, withdrawn_reason="Wrong",
            when=PartialDate.parse("2026-01"),
        )  # fmt: skip
        draft(partner_b, title="Canary of B")

    def test_somebody_sees_what_they_may_write_and_no_other(self, some, contributor, outsider):
        assert titles(contributor.get(LIST)) == ["Late", "Owed", "Gone", "Mine"]
        assert titles(outsider.get(LIST)) == ["Canary of B"]

    @pytest.mark.every_case
    @pytest.mark.parametrize(
        ("query", "found"),
        [
            ("state=draft", ["Mine"]),
            ("state=kept", ["Late", "Owed", "Mine"]),
            ("state=unpublished", ["Mine"]),
            ("whose=mine", ["Mine"]),
            ("whose=team", ["Late", "Owed", "Gone", "Mine"]),
            ("promise=open", ["Late", "Owed"]),
            ("promise=due-soon", ["Owed"]),
            ("promise=late", ["Late"]),
            ("promise=none", ["Gone", "Mine"]),
            ("level=engage", ["Mine"]),
            ("level=not-stated&state=published", ["Late", "Owed"]),
            ("period=2026", ["Late", "Owed", "Gone"]),
            ("period=2026-1", ["Owed", "Gone"]),
            ("happened=planned", []),
            ("q=ATE", ["Late"]),
            ("sort=title", ["Gone", "Late", "Mine", "Owed"]),
            ("sort=-title", ["Owed", "Mine", "Late", "Gone"]),
            ("sort=when", ["Mine", "Gone", "Owed", "Late"]),
            ("sort=due&state=published", ["Late", "Owed"]),
            ("sort=-due&state=published", ["Owed", "Late"]),
            ("sort=nonsense&page=99", ["Late", "Owed", "Gone", "Mine"]),
        ],
    )
    def test_filters_and_order_are_the_servers(self, some, contributor, query, found):
        assert titles(contributor.get(f"{LIST}?{query}")) == found

    @pytest.mark.parametrize("query", ["state=nonsense", "period=2026-9", "whose=%00", "level=x"])
    def test_what_is_not_understood_is_left_out_and_said(self, some, contributor, query):
        answer = contributor.get(f"{LIST}?{query}")
        assert "is not one we know, so it was left out" in answer.content.decode()
        assert len(titles(answer)) == 4

    def test_the_file_is_exactly_what_is_shown_and_is_noted(self, some, contributor):
        answer = contributor.get(f"{LIST}?state=kept&sort=title&q=e&format=xlsx")
        book = openpyxl.load_workbook(io.BytesIO(b"".join(answer.streaming_content)))
        head, *rows = book["Activities"].iter_rows(values_only=True)
        assert [row[head.index("Activity")] for row in rows] == ["Late", "Mine", "Owed"]
        hears = dict((row[1], row[-1]) for row in rows)
        assert hears["Late"] == f"Late since {day(-2):%-d %B %Y}"
        assert hears["Owed"] == f"Due soon, by {day(5):%-d %B %Y}"
        line = AuditRecord.objects.get(act="downloaded activities")
        assert line.details == {"rows": 3, "filters": ["words", "state"]}
        assert "Canary" not in str(rows)

    def test_statements_do_not_grow_with_the_rows(self, lead, partner_a):
        found = []
        for number in (1, 49):
            for _ in range(number):
                activity = ActivityFactory(partner=partner_a)
                activity.places.add(PlaceFactory())
                owe(activity, day(3))
            lead.get(LIST)
            with CaptureQueriesContext(connection) as held:
                assert lead.get(LIST).status_code == 200
            found.append(sum("core_versionnumber" not in query["sql"] for query in held))
        assert found[0] == found[1] <= 8

    def test_a_curator_who_writes_no_activity_finds_no_list(self, curator):
        assert curator.get(LIST).status_code == 404


class TestQuarter:
    @pytest.fixture
    def spring(self, partner_a, partner_b):
        when = PartialDate.parse("2026-05-04")
        ways = ("engage", "engage", "")
        found = [ActivityFactory(partner=partner_a, when=when, claimed_level=w) for w in ways]
        for activity, value, how in zip(
            found, (12, 30, 9), ("exactly", "about", "up_to"), strict=True
        ):
            activity.took_part_value, activity.took_part_qualifier = value, how
            activity.took_part_unit = "people"
            activity.save()
        owe(found[0], day(-50), day(-60))
        owe(found[1], day(-50), day(-40))
        owe(found[2], day(-50))
        gone = ActivityFactory(
            partner=partner_a, when=when, state=State.WITHDRAWN, withdrawn_reason="Wrong"
        )
        owe(gone, day(30))
        draft(partner_a, when=when, claimed_level="inform", title="Draft")
        ActivityFactory(partner=partner_a, when=PartialDate.parse("2026"), title="Some day")
        ActivityFactory(partner=partner_a, when=PartialDate.parse("2026-07-01"))
        ActivityFactory(partner=partner_b, when=when, took_part_value=500,
                        took_part_qualifier="exactly", took_part_unit="people")  # fmt: skip
        answer = Response.objects.create(
            closing="could_not", could_not_because="The lease ends in 2028", state=State.PUBLISHED,
            revision=1, slug="a", published_at=clock.now(),
        )  # fmt: skip
        answer.activities.add(found[1])
        hidden = Response.objects.create(closing="could_not", could_not_because="Canary")
        hidden.activities.add(found[1])

    def lines(self, text: str) -> dict[str, str]:
        found = re.findall(
            r'<th scope="row">([^<]+)</th><td class="number">(?:<a[^>]*>)?(\d+)<', text
        )
        return dict(found)

    def test_the_sheet_counts_what_the_team_did_and_promised(self, spring, lead):
        text = lead.get(f"{QUARTER}?quarter=2026-2").content.decode()
        assert self.lines(text) == {
            "Inform": "1", "Consult": "0", "Engage": "2", "Co-design": "0", "Co-production": "0",
            "Not stated": "1", "Answered in time": "1", "Answered late": "1", "Still owed": "1",
            "Overdue": "1",
        }  # fmt: skip
        assert "4 activities held" in text
        assert "4 answers promised" in text
        assert "12 people, from 1 count that is exact<" in text
        assert "At least 30 people, from 1 count that is not exact<" in text
        assert "2 activities have no count that can be added." in text
        assert "The lease ends in 2028" in text
        assert "Canary" not in text
        assert "1 more has a date that is not known to the quarter" in text
        assert "Partner A" in text

    def test_each_number_leads_to_a_list_of_so_many(self, spring, lead, partner_a):
        draft(partner_a, when=PartialDate.parse("2026-05-04"), imported=True, title="Brought in")
        text = lead.get(f"{QUARTER}?quarter=2026-2").content.decode()
        links = re.findall(r'<a href="(/staff/activities/\?[^"]+)">(\d+)<', text)
        assert len(links) == 10
        for address, number in links:
            if "promise=answered" in address:
                continue  # in time and late stand in one list
            assert len(titles(lead.get(address.replace("&amp;", "&")))) == int(number), address

    def test_what_was_brought_in_is_not_still_to_publish(self, spring, lead, partner_a):
        draft(partner_a, when=PartialDate.parse("2026-05-04"), imported=True, title="Brought in")
        assert titles(lead.get(f"{LIST}?state=unpublished&happened=held")) == ["Draft"]
        assert "Brought in" in titles(lead.get(f"{LIST}?state=draft"))

    def test_a_few_people_are_not_a_number_on_paper(self, lead, partner_a):
        ActivityFactory(partner=partner_a, took_part_value=3, took_part_qualifier="exactly",
                        took_part_unit="people")  # fmt: skip
        text = lead.get(f"{QUARTER}?quarter=2026-2").content.decode()
        assert "A few people, from 1 count that is exact" in text
        assert "3 people" not in text

    @pytest.mark.parametrize("query", ["", "?quarter=2026", "?quarter=x", "?quarter=2026-5"])
    def test_without_a_quarter_it_is_the_last_that_is_over(self, lead, query):
        period = Period.latest_quarter()
        assert period.last < clock.today()
        assert f"<h1>{period}</h1>" in lead.get(QUARTER + query).content.decode()

    def test_it_is_for_those_who_publish(self, contributor, curator, administrator):
        assert contributor.get(QUARTER).status_code == 404
        assert curator.get(QUARTER).status_code == 404
        assert "the whole partnership" in administrator.get(QUARTER).content.decode()


@pytest.mark.parametrize(
    ("code", "first", "last", "words"),
    [
        ("2026", "2026-01-01", "2026-12-31", "2026"),
        ("2024-1", "2024-01-01", "2024-03-31", "January to March 2024"),
        ("2026-4", "2026-10-01", "2026-12-31", "October to December 2026"),
    ],
)
def test_a_period_knows_its_days(code, first, last, words):
    period = Period.read(code)
    assert period is not None
    assert (period.first.isoformat(), period.last.isoformat(), str(period)) == (first, last, words)
    assert period.code == code
