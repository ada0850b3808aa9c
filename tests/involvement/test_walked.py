"""Closing the loop, as somebody walked it who looked for what is not quite true."""

import datetime

import pytest
from django.core.exceptions import ValidationError

from apps.core import clock, site_settings
from apps.core.dates import PartialDate
from apps.involvement import measures, promises
from apps.involvement.actions import rating
from apps.involvement.models import Activity, Response
from apps.involvement.poster import sheet
from apps.publishing import workflow
from apps.publishing.models import State, WorkingCopy
from apps.publishing.workflow import Blocked
from tests.factories import ActivityFactory
from tests.involvement.test_answers import write
from tests.involvement.test_poster import LINE
from tests.involvement.test_what_changed import answer

pytestmark = pytest.mark.django_db


def day(number: int) -> datetime.date:
    return clock.today() + datetime.timedelta(days=number)


class TestNoLongerCurrent:
    def test_with_an_answer_owed_it_needs_a_reason_and_stays_counted(self, owed, lead, visitor):
        address = f"/staff/activities/{owed.pk}/move/archive/"
        assert "An answer is still owed" in lead.get(address).text
        assert lead.post(address, {"note": ""}).status_code == 422
        with pytest.raises(Blocked, match="Write a sentence"):
            workflow.move(owed, "archive", by=lead.user)
        said = lead.post(address, {"note": "The centre has closed."})
        assert said.status_code == 302
        owed.refresh_from_db()
        assert (owed.state, owed.archived_reason) == (State.ARCHIVED, "The centre has closed.")
        page = visitor.get(owed.get_absolute_url()).text
        assert "No longer current, because: The centre has closed." in page
        assert measures.promised_in_public().owed == 1

    def test_who_is_named_in_the_reason_is_pointed_out(self, owed, lead):
        address = f"/staff/activities/{owed.pk}/move/archive/"
        sent = lead.post(address, {"note": "Ring Jo on 07700 900123."})
        assert sent.status_code == 422
        assert "looks like a phone number" in sent.text

    def test_nobody_waits_so_nothing_is_asked(self, partner_a, lead):
        activity = ActivityFactory(partner=partner_a)
        assert lead.post(f"/staff/activities/{activity.pk}/move/archive/").status_code == 302
        activity.refresh_from_db()
        assert activity.state == State.ARCHIVED

    def test_current_again_it_says_no_reason(self, owed, lead):
        workflow.move(owed, "archive", by=lead.user, note="Closed.")
        assert workflow.move(owed, "restore", by=lead.user).archived_reason == ""


class TestWithdrawingAnAnswer:
    def test_it_says_where_it_stood_and_what_is_owed(self, answered, lead):
        address = f"/staff/answers/{answered().pk}/move/withdraw/"
        page = lead.get(address).text
        assert "its poster show it no more" in page
        assert "Its address" not in page
        said = lead.post(address, {"note": "It was wrong."}, follow=True).text
        due = Activity.objects.get().promises.get().due
        assert "The pages of its activities show it no more." in said
        assert f"The answer promised by {promises.in_full(due)} is owed again." in said
        assert "Its address says so" not in said


class TestThePoster:
    @pytest.mark.parametrize("could_not", ["", "The owner has not replied."])
    def test_an_undecided_answer_says_so_and_until_when(self, could_not, visitor):
        activity = ActivityFactory()
        answer(activity, closing="not_decided", more_by=day(40), could_not_because=could_not)
        page = visitor.get(f"{activity.get_absolute_url()}poster/").text
        said = f"Not decided yet: we will say more by {promises.in_full(day(40))}."
        assert page.count(said) == 1

    def test_it_names_each_thing_people_asked_for(self, visitor):
        activity = ActivityFactory()
        told = answer(activity)
        told.themes.create(text="Lamps", outcome="done", position=1)
        told.themes.create(text="A bench", position=2)
        page = visitor.get(f"{activity.get_absolute_url()}poster/").text
        assert (
            "<h2>Each thing people asked for</h2><p>Lamps: done</p><p>A bench: not stated</p>"
            in page
        )

    def test_things_go_after_what_people_said_where_the_sheet_is_full(self):
        told = answer(ActivityFactory(), we_did=LINE * 7, you_said=LINE * 9)
        for number in range(8):
            told.themes.create(text=f"Thing {number}", outcome="done", position=number)
        found = sheet(ActivityFactory(), told)
        assert found.cut
        assert found.we_did == LINE * 7
        assert len(found.you_said) < len(LINE * 9)
        assert found.themes.endswith("Thing 7: done")
        assert not found.over


class TestFigures:
    @pytest.fixture
    def held(self, partner_a, contributor):
        when = PartialDate.parse("2026-05-04")
        real = ActivityFactory(partner=partner_a, when=when, claimed_level="engage")
        ActivityFactory(partner=partner_a, when=when, is_example=True)
        asked = rating.open_round(activity=real, by=contributor.user)
        for code in rating.give_codes(round=asked, number=8, by=contributor.user)[:6]:
            rating.rate(code=code, answers={"felt": "engage"})
        rating.close(round=asked, by=contributor.user)
        answer(real, given_on=day(-400))
        waits = Response.objects.create(state=State.IN_REVIEW, closing="all_possible")
        waits.activities.add(real)
        changed = answer(ActivityFactory(partner=partner_a, when=when))
        WorkingCopy.objects.create(
            kind="response", object_id=changed.pk, base_revision=1, data={}, state=State.IN_REVIEW
        )
        return real

    def test_the_quarter_sheet_says_who_answered_what_waits_and_what_is_due(self, held, lead):
        page = lead.get("/staff/activities/quarter/?quarter=2026-2").text
        assert "Of 8 people asked, 6 answered (75%)" in page
        assert "Answers waiting for a check: 2" in page
        assert "whether what was done is still in place: 1" in page
        assert "These include 1 example record." in page

    def test_what_we_owe_says_how_many_are_examples(self, held, lead):
        assert "These include 1 example record." in lead.get("/staff/insights/").text
        Activity.objects.filter(is_example=True).delete()
        assert "example record" not in lead.get("/staff/insights/").text
        quarter = lead.get("/staff/activities/quarter/?quarter=2026-2").text
        assert "example record" not in quarter


def test_answers_are_never_shown_from_fewer_than_five():
    with pytest.raises(ValidationError, match="from 5 to 50"):
        site_settings.store(name="rating_minimum", value="4")


class TestTheCard:
    @pytest.fixture
    def gone(self, owed, answered, lead):
        answered()
        workflow.move(owed, "withdraw", by=lead.user, note="It named a ward.")
        owed.refresh_from_db()
        return owed

    def test_of_what_was_withdrawn_it_says_why_and_promises_nothing(self, gone, visitor):
        page = visitor.get(f"/a/{gone.hear_back_code}/").text
        assert "because: It named a ward." in page
        told = promises.in_full(clock.today())
        assert f"People heard what came of it on {told}. It is not shown any more." in page
        assert "will stand here" not in page
        assert "Painted the door" not in page

    def test_reopened_it_says_that_it_is_worked_on_again(self, gone, lead, visitor):
        workflow.move(gone, "reopen", by=lead.user, note="I mend it.")
        page = visitor.get(f"/a/{gone.hear_back_code}/").text
        assert "This was public, and is being worked on again." in page
        assert "It stands here again once this is published again." in page
        assert "not published yet" not in page
        assert "will stand here once" not in page


class TestTheNextStep:
    def sent(self, person, told, by: datetime.date | None):
        told.refresh_from_db()
        typed = {"next_step": "A ramp", "edit_count": told.edit_count}
        if by:
            typed |= dict(zip(("next_by_0", "next_by_1", "next_by_2"),
                              (by.day, by.month, by.year), strict=True))  # fmt: skip
        return person.post(f"/staff/answers/{told.pk}/edit/next/", typed)

    def test_it_lies_ahead(self, owed, contributor):
        told = write(contributor, owed)
        refused = self.sent(contributor, told, day(-1))
        assert refused.status_code == 422
        assert "Enter a day to come" in refused.text
        assert self.sent(contributor, told, day(0)).status_code == 302

    def test_a_day_that_passed_since_may_stay(self, owed, contributor):
        told = write(contributor, owed)
        Response.objects.filter(pk=told.pk).update(next_by=day(-1))
        assert self.sent(contributor, told, day(-1)).status_code == 302


def test_the_feed_names_what_an_answer_is_of(visitor):
    activity = ActivityFactory(title="Lamps in the yard")
    answer(activity, title="Yard")
    assert (
        "<title>What came of it: Lamps in the yard</title>"
        in visitor.get("/feeds/updates.xml").text
    )


def test_slips_of_what_is_withdrawn_are_never_said_to_work(partner_a, contributor, lead):
    planned = ActivityFactory(
        partner=partner_a, when=PartialDate(day(9), day(9), "day"), happened="planned",
        state="draft", revision=0,
    )  # fmt: skip
    rating.open_round(activity=planned, by=contributor.user)
    address = f"/staff/activities/{planned.pk}/rating/"
    assert "they work from its day on" in contributor.get(address).text
    Activity.objects.filter(pk=planned.pk).update(state="withdrawn", withdrawn_reason="Wrong")
    page = contributor.get(address).text
    assert "It is withdrawn: its slips do not work" in page
    assert "from its day on" not in page
    assert "Print slips" not in page
    said = contributor.post(address, {"codes": "1", "number": "3"}, follow=True).text
    assert "slips for it would not work" in said
