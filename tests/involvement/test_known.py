"""Before asking again: the likely duplicate, what is like it, what comes up, what people said."""

import datetime

import pytest
import time_machine

from apps.core import clock
from apps.involvement.models import Activity
from apps.partners.models import Community
from apps.publishing.models import State
from tests.involvement.test_quick_log import THREE, log
from tests.personas import Person

pytestmark = pytest.mark.django_db


@pytest.fixture
def carers(db) -> Community:
    return Community.objects.create(name="Carers")


def planned(person: Person, days: int, title: str, community: Community, place) -> Activity:
    day = clock.today() + datetime.timedelta(days=days)
    activity = log(
        person, title=title, day="other", when_0=day.day, when_1=day.month, when_2=day.year,
        where=place.pk,
    )  # fmt: skip
    activity.communities.add(community)
    return activity


class TestTheSame:
    def test_a_likely_duplicate_asks_first_and_saves_nothing(self, contributor):
        first = log(contributor)
        answer = contributor.post("/staff/log/", {**THREE, "title": "Carers café"})
        page = answer.content.decode()
        assert answer.status_code == 409
        assert "Nothing is saved yet." in page
        assert f"/staff/activities/{first.pk}/" in page
        assert 'value="Carers café"' in page
        assert Activity.objects.count() == 1

    def test_it_is_another_one(self, contributor):
        log(contributor)
        answer = contributor.post("/staff/log/", {**THREE, "another": "on"})
        assert answer.status_code == 302
        assert Activity.objects.count() == 2

    @pytest.mark.parametrize(
        "other",
        [
            {"title": "Stroke group"},
            {"day": "other", "when_0": "1", "when_1": "2", "when_2": "2025"},
            {"where": "place"},
        ],
    )
    def test_another_title_day_or_place_is_not_asked_about(self, contributor, place, other):
        log(contributor)
        other = {**other, "where": place.pk} if "where" in other else other
        assert contributor.post("/staff/log/", {**THREE, **other}).status_code == 302

    def test_what_another_partner_logs_is_not_given_away(self, contributor, outsider):
        log(outsider)
        assert contributor.post("/staff/log/", THREE).status_code == 302


class TestHowLong:
    @pytest.mark.parametrize(
        ("took", "reads"), [(48, "48 seconds"), (1, "1 second"), (0, "1 second")]
    )
    def test_the_time_from_opening_to_saving_is_measured_for_administrators(
        self, contributor, administrator, took, reads
    ):
        with time_machine.travel(clock.now(), tick=False) as clocked:
            page = contributor.get("/staff/log/").content.decode()
            opened = page.split('name="opened" value="')[1].split('"')[0]
            clocked.shift(took)
            log(contributor, opened=opened)
        assert Activity.objects.get().seconds_to_log == took
        words = f"The last quick log took less than {reads} from"
        assert words in administrator.get("/staff/").content.decode()
        assert words not in contributor.get("/staff/").content.decode()

    @pytest.mark.parametrize("opened", ["", "nonsense", "MTIz:abc", "\0", "9" * 5000])
    def test_a_broken_stamp_measures_nothing_and_saves_all_the_same(self, contributor, opened):
        assert log(contributor, opened=opened).seconds_to_log is None


class TestComingUp:
    def test_all_partners_see_title_day_place_and_who_is_sought_and_nothing_else(
        self, contributor, outsider, lead, carers, place
    ):
        activity = planned(contributor, 20, "Carers’ breakfast", carers, place)
        Activity.objects.filter(pk=activity.pk).update(heard="Secret so far", public_summary="Not")
        page = outsider.get("/staff/coming-up/").content.decode()
        for words in ("Carers’ breakfast", "Airedale", "Sought: Carers", "Partner A"):
            assert words in page
        assert "Secret so far" not in page
        assert f"/staff/activities/{activity.pk}/" not in page

    @pytest.mark.parametrize(("days", "close"), [(1, True), (14, True), (15, False)])
    def test_the_same_community_within_a_fortnight_is_pointed_out(
        self, contributor, outsider, carers, place, days, close
    ):
        planned(contributor, 20, "Breakfast", carers, place)
        planned(outsider, 20 + days, "Listening evening", carers, place)
        page = contributor.get("/staff/coming-up/").content.decode()
        assert ("Within a fortnight" in page) == close

    def test_what_is_past_cancelled_or_held_is_not_coming_up(self, contributor, carers, place):
        activity = planned(contributor, 20, "Breakfast", carers, place)
        Activity.objects.filter(pk=activity.pk).update(happened="cancelled")
        log(contributor, title="Yesterday’s talk", day="yesterday")
        page = contributor.get("/staff/coming-up/").content.decode()
        assert "Nothing is planned" in page

    def test_no_public_role_finds_it(self, visitor):
        assert visitor.get("/staff/coming-up/").status_code == 302


class TestWhatPeopleSaid:
    @pytest.fixture
    def said(self, contributor, carers, place) -> Activity:
        activity = log(contributor, where=place.pk)
        activity.communities.add(carers)
        Activity.objects.filter(pk=activity.pk).update(
            heard="The bus stops too early.", state=State.IN_REVIEW
        )
        return activity

    @pytest.mark.every_case
    @pytest.mark.parametrize(
        ("asked", "found"),
        [("q=bus", True), ("q=early+BUS", True), ("q=train", False), ("q=%00", True),
         ("place=999999", False), ("topic=x", True), ("page=99", True)],
    )  # fmt: skip
    def test_is_found_by_words_and_choices_across_partners(self, said, outsider, asked, found):
        page = outsider.get(f"/staff/said/?{asked}").content.decode()
        assert ("The bus stops too early." in page) == found

    def test_a_draft_is_nobody_elses(self, said, outsider):
        Activity.objects.filter(pk=said.pk).update(state=State.DRAFT)
        assert "bus stops" not in outsider.get("/staff/said/?q=bus").content.decode()

    def test_whoever_logs_something_like_it_reads_what_was_heard_and_what_became_of_it(
        self, said, contributor, carers, place
    ):
        other = log(contributor, title="Travel talk", where=place.pk)
        other.communities.add(carers)
        page = contributor.get(f"/staff/activities/{other.pk}/").content.decode()
        assert "The bus stops too early." in page
        assert "no promise made" in page
        assert "Carers, Airedale: 1 time in 12 months" in page


def test_nothing_more_to_add_leaves_the_list_and_keeps_the_draft(contributor, outsider):
    activity = log(contributor)
    address = f"/staff/activities/{activity.pk}/nothing-to-add/"
    assert outsider.post(address).status_code == 404
    assert contributor.post(address).status_code == 302
    start = contributor.get("/staff/").content.decode()
    assert "Still to add" not in start
    assert "Carers’ café" in start
