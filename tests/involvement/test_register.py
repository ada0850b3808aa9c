"""The register: what somebody filters for is what they get, no promise goes away with its page, and
a small number of people stands nowhere."""

import csv
import datetime
import io
import random
import re

import openpyxl
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from apps.core import clock, versions
from apps.core.dates import PartialDate
from apps.core.models import OldAddress
from apps.involvement import actions, promises, standings
from apps.involvement.models import Activity, ActivityPartner, ActivityReach, Response
from apps.partners.models import Community
from apps.projects.levels import Level
from apps.publishing import search, workflow
from apps.publishing.models import Audience, State, Topic
from tests.factories import (
    ActivityFactory,
    PartnerFactory,
    PlaceFactory,
    ProjectFactory,
    owe,
)

pytestmark = pytest.mark.django_db
LOG = "/involvement/"


def day(days: int) -> datetime.date:
    return clock.today() + datetime.timedelta(days=days)


def page(visitor, query=""):
    versions.raise_public()
    return visitor.get(LOG + query).content.decode()


def titles(text: str) -> list[str]:
    found = re.findall(r'card__title"><a[^>]*>(.*?)</a>', text)
    return [re.sub("<[^>]+>", "", title) for title in found]


def counts(text: str, group: str) -> dict[str, int]:
    found = re.findall(rf'name="{group}" value="([^"]+)".*?choice__count">([0-9,]+)', text, re.S)
    return {value: int(number.replace(",", "")) for value, number in found}


def table(visitor, query="") -> list[dict[str, str]]:
    versions.raise_public()
    answer = visitor.get(f"{LOG}?format=csv{query}")
    text = b"".join(answer.streaming_content).decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text, newline="")))


class TestFinding:
    def test_an_empty_log_says_what_will_be_here(self, visitor):
        text = page(visitor)
        assert "No activity is here yet" in text
        assert "0 activities" in text

    def test_every_filter_finds_its_own(self, visitor):
        partner, other, guest = (PartnerFactory(name=n) for n in ("Ours", "Theirs", "Guest"))
        place, topic = PlaceFactory(slug="here"), Topic.objects.create(name="signs", slug="signs")
        carers = Community.objects.create(name="Carers", slug="carers")
        one = ActivityFactory(
            title="Carers’ café", partner=partner, claimed_level="engage",
            when=PartialDate.parse("2025-03"), heard="The letters are small",
        )  # fmt: skip
        one.places.add(place)
        one.topics.add(topic)
        one.communities.add(carers)
        ActivityPartner.objects.create(activity=one, partner=guest, role="host")
        owe(one, day(20))
        ActivityFactory(title="Other", partner=other)
        search.rebuild()
        for query in (
            "level=engage", "place=here", f"partner={partner.slug}", f"partner={guest.slug}",
            "topic=signs", "community=carers", "promise=owed", "from=2025&to=2025", "q=letters",
        ):  # fmt: skip
            assert titles(page(visitor, f"?{query}")) == ["Carers’ café"], query
        for query in ("level=not-stated", "place=not-stated", "promise=none", "from=2026"):
            assert titles(page(visitor, f"?{query}")) == ["Other"], query

    def test_counts_belong_to_the_rest_of_the_search(self, visitor):
        here = PlaceFactory(slug="here")
        for level in ("engage", "engage", "inform"):
            ActivityFactory(claimed_level=level).places.add(here)
        ActivityFactory(claimed_level="engage")
        text = page(visitor, "?place=here&level=engage")
        assert counts(text, "level") == {
            "inform": 1, "consult": 0, "engage": 2, "co-design": 0, "co-production": 0,
            "not-stated": 0,
        }  # fmt: skip
        assert counts(text, "place") == {"here": 2, "not-stated": 1}
        assert "<title>The log: 2 activities, Engage, " in text
        assert '<h2 id="results">2 activities</h2>' in text

    def test_chips_take_just_their_own_filter_away(self, visitor):
        owe(ActivityFactory(claimed_level="engage"), day(20))
        text = page(visitor, "?level=engage&promise=owed&from=2020")
        chips = dict(
            re.findall(r'class="chip" href="([^"]+)"><span[^>]*>[^<]*</span>([^<]+)', text)
        )
        assert {label: address.replace("&amp;", "&") for address, label in chips.items()} == {
            "Engage": "?promise=owed&from=2020",
            "Still owed": "?level=engage&from=2020",
            "From 2020": "?level=engage&promise=owed",
        }

    def test_an_empty_result_names_the_filter_whose_removal_brings_most_back(self, visitor):
        ActivityFactory(claimed_level="engage")
        owe(ActivityFactory(claimed_level="inform"), day(20))
        text = page(visitor, "?level=engage&promise=owed&from=2020")
        assert "0 activities" in text
        assert "No activity that matches the rest says Engage" in text

    def test_newest_first_undated_last_and_the_other_way_round(self, visitor):
        for title, when in (("Old", "2024"), ("New", "2026-02"), ("Undated", "")):
            ActivityFactory(title=title, when=PartialDate.parse(when) if when else None)
        assert titles(page(visitor)) == ["New", "Old", "Undated"]
        assert titles(page(visitor, "?sort=oldest")) == ["Undated", "Old", "New"]

    @pytest.mark.parametrize(
        "query",
        ["level=nonsense", "promise=%00", "from=abcd", "community=%27%22--",
         "topic=<script>alert(1)</script>", "partner=%ff%fe"],
    )  # fmt: skip
    def test_what_is_not_understood_is_left_out_and_said_but_not_echoed(self, visitor, query):
        ActivityFactory()
        text = page(visitor, f"?{query}")
        assert "is not one we know, so it was left out" in text
        assert "1 activity" in text
        for echo in ("nonsense", "alert(1)", "abcd"):
            assert echo not in text

    @pytest.mark.parametrize("group", ["partner", "topic", "community", "place"])
    def test_an_address_with_a_merged_choice_leads_on(self, visitor, group):
        PartnerFactory(slug="new")
        PlaceFactory(slug="new")
        Topic.objects.create(name="new", slug="new")
        Community.objects.create(name="new", slug="new")
        OldAddress.objects.create(path=f"{LOG}?{group}=old", to_path=f"{LOG}?{group}=new")
        answer = visitor.get(f"{LOG}?{group}=old&level=engage")
        assert answer["Location"] == f"{LOG}?{group}=new&level=engage"

    @pytest.mark.parametrize("state", [State.DRAFT, State.IN_REVIEW])
    def test_nothing_of_a_draft_is_here(self, visitor, state):
        ActivityFactory(title="Canary", state=state, revision=0, heard="Canary")
        assert "Canary" not in page(visitor)
        assert table(visitor) == []
        assert "0 activities" in page(visitor)


class TestPromises:
    @pytest.mark.parametrize(
        ("due", "answered", "words", "value"),
        [
            (20, None, "Still owed, by {day}", "owed"),
            (-1, None, "Still owed, by {day}", "owed"),
            (-14, None, "Still owed, by {day}", "owed"),
            (-15, None, "Overdue since {day}", "overdue"),
            (-15, -3, "Heard back", "answered"),
        ],
    )
    def test_a_row_ends_in_its_promise_in_words(self, visitor, due, answered, words, value):
        promise = owe(ActivityFactory(), day(due), day(answered) if answered else None)
        text = page(visitor)
        said = words.format(day=promises.short_day(promise.due))
        assert f'<p class="card__end"><strong>{said}</strong></p>' in text
        assert {k for k, n in counts(text, "promise").items() if n} == {value}

    def test_the_database_says_what_a_record_says_of_itself(self):
        dice = random.Random(4)  # noqa: S311 - a test
        for _ in range(60):
            activity = ActivityFactory(
                claimed_level=dice.choice(["", *Level.values]),
                nobody_owed_because=dice.choice(["", "", "Leaflets."]),
            )
            for _ in range(dice.randint(0, 2)):
                promise = owe(activity, day(dice.randint(-40, 40)), day(-dice.randint(1, 30)))
                if dice.random() < 0.3:
                    promise.answered_on, promise.cancelled_on = None, day(-1)
                    promise.cancelled_because = "A mistake"
                    promise.save()
            if dice.random() < 0.5:
                owe(activity, day(dice.choice([-40, -15, -14, -1, 0, 14, 15, 40])))
            if dice.random() < 0.2:
                answer = Response.objects.create(on_the_day=True, closing="all_possible")
                answer.activities.add(activity)
        rows = Activity.objects.annotate(standing=standings.state())
        found = {row.pk: row.standing for row in rows}
        assert found == {row.pk: promises.standing(row).state.value for row in rows}
        assert set(found.values()) == {state.value for state in promises.PromiseState}

    def test_overdue_then_withdrawn_stays_one_line_and_in_the_count(self, visitor, administrator):
        activity = ActivityFactory(
            title="Canary title", heard="Canary heard", public_summary="Canary summary",
            when=PartialDate.parse("2026-05-04"),
        )  # fmt: skip
        activity.communities.add(Community.objects.create(name="Canary people", slug="people"))
        promise = owe(activity, day(-40))
        before = page(visitor)
        assert counts(before, "promise")["overdue"] == 1
        workflow.move(activity, "withdraw", by=administrator.user, note="The record was wrong.")
        text = page(visitor)
        due = f"{promise.due:%-d %B %Y}"
        assert (
            f"Withdrawn on {clock.today():%-d %B %Y}, because the record was wrong. "
            f"An answer was promised by {due}." in text
        )
        assert counts(text, "promise")["overdue"] == 1
        assert counts(text, "community") == {}, "nothing is left to choose from"
        assert '<h2 id="results">1 activity</h2>' in text
        (row,) = table(visitor)
        assert row["Withdrawn"].endswith(f"An answer was promised by {due}.")
        assert (row["When people hear back"], row["Title"]) == ("Overdue", "")
        for out in (text.replace("Canary people", ""), str(row)):
            assert "Canary" not in out
        workflow.move(activity, "reopen", by=administrator.user, note="To be mended")
        text = page(visitor)
        assert f"No longer in the log. An answer was promised by {due}." in text
        assert counts(text, "promise")["overdue"] == 1

    def test_a_promise_made_after_withdrawal_shows_at_once(self, visitor, administrator):
        activity = ActivityFactory(state=State.WITHDRAWN, withdrawn_reason="Wrong")
        assert "0 activities" in page(visitor)
        actions.make_promise(
            activity=activity, due=day(9), contact=None, looked_after_by=None, by=administrator.user
        )
        assert "1 activity" in visitor.get(LOG).content.decode()

    def test_withdrawn_and_answered_is_gone(self, visitor):
        activity = ActivityFactory(state=State.WITHDRAWN, withdrawn_reason="Wrong")
        owe(activity, day(-40), day(-30))
        assert "0 activities" in page(visitor)

    def test_archived_with_an_open_promise_is_marked_and_stays(self, visitor):
        owe(ActivityFactory(title="Old one", state=State.ARCHIVED), day(-40))
        ActivityFactory(title="Older one", state=State.ARCHIVED)
        text = page(visitor)
        assert titles(text) == ["Old one"]
        assert "No longer current" in text

    def test_what_is_held_and_not_published_is_counted_for_the_whole(self, visitor):
        old = PartialDate(day(-61), day(-61), "day")
        ActivityFactory(state=State.DRAFT, revision=0, when=old)
        ActivityFactory(state=State.DRAFT, revision=0, when=old, imported=True)
        ActivityFactory(state=State.DRAFT, revision=0, when=PartialDate(day(-60), day(-60), "day"))
        text = page(visitor)
        assert "1 activity held more than 60 days ago is not published yet." in text


class TestPeople:
    @pytest.fixture
    def few(self) -> Activity:
        activity = ActivityFactory(
            took_part_value=4, took_part_qualifier="exactly", took_part_unit="people",
            each_knows=True,
        )  # fmt: skip
        audience = Audience.objects.create(name="Carers")
        ActivityReach.objects.create(
            activity=activity, audience=audience, value=7, qualifier="exactly", unit="people"
        )
        return activity

    def test_below_five_is_a_few_people_on_the_page_and_in_both_files(self, visitor, few):
        text = page(visitor)
        assert "<li>a few people took part</li>" in text
        (row,) = table(visitor)
        assert row["Took part"] == "a few people"
        assert (row["Took part, how exactly"], row["Took part, of what"]) == ("", "")
        answer = visitor.get(f"{LOG}?format=xlsx")
        sheet = openpyxl.load_workbook(io.BytesIO(b"".join(answer.streaming_content)))["The log"]
        cells = [str(cell.value) for line in sheet.iter_rows(min_row=2) for cell in line]
        for values in (list(row.values()), cells):
            assert not {"4", "7", "4 people", "7 people"} & set(values)
        assert "7 people" not in text + visitor.get(few.get_absolute_url()).content.decode()

    def test_five_and_more_stand_as_they_were_counted(self, visitor):
        ActivityFactory(took_part_value=7, took_part_qualifier="about", took_part_unit="people")
        assert "<li>about 7 people took part</li>" in page(visitor)
        (row,) = table(visitor)
        found = [row[name] for name in row if name.startswith("Took part")]
        assert found == ["7", "about", "people"]


class TestFiles:
    def test_a_file_holds_what_the_filters_found_and_is_named_so(self, visitor):
        ActivityFactory(title="=1+1", claimed_level="engage", project=ProjectFactory(title="Signs"))
        ActivityFactory(title="Other")
        (row,) = table(visitor, "&level=engage")
        assert (row["Title"], row["Project"]) == ("'=1+1", "Signs")
        assert row["Way of involving people"] == "Engage"
        assert row["What people said"] == "Not stated"
        answer = visitor.get(f"{LOG}?format=xlsx&level=engage")
        named = answer["Content-Disposition"]
        assert named == f'attachment; filename="log-filtered-{clock.today():%Y-%m-%d}.xlsx"'
        answer.close()

    def test_a_project_that_is_not_public_is_not_named(self, visitor):
        ActivityFactory(project=ProjectFactory(title="Canary", state=State.DRAFT))
        assert table(visitor)[0]["Project"] == ""

    def test_the_promise_that_counts_has_its_days(self, visitor):
        activity = ActivityFactory()
        owe(activity, day(-90), day(-80))
        owe(activity, day(5))
        (row,) = table(visitor)
        assert (row["Now due"], row["Answered on"]) == (day(5).isoformat(), "")

    def test_statements_do_not_grow_with_the_rows(self, visitor):
        found = []
        for number in (1, 49):
            for _ in range(number):
                owe(ActivityFactory(project=ProjectFactory()), day(5))
            versions.raise_public()
            visitor.get(LOG + "?sort=oldest")  # the index of this number is built
            with CaptureQueriesContext(connection) as held:
                assert visitor.get(LOG).status_code == 200
            found.append(len(held))
            with CaptureQueriesContext(connection) as held:
                assert len(list(visitor.get(f"{LOG}?format=csv").streaming_content)) >= 2
            found.append(len(held))
        assert found[:2] == found[2:]
        assert found[0] <= 1 + 3  # the version key, and three of a list
