"""Closing the loop, as somebody walked it who looked for what is not quite true."""

import datetime

import pytest

from apps.core import clock
from apps.involvement import measures, promises
from apps.involvement.models import Activity
from apps.publishing import workflow
from apps.publishing.models import State
from apps.publishing.workflow import Blocked
from tests.factories import ActivityFactory

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
        answer = answered()
        address = f"/staff/answers/{answer.pk}/move/withdraw/"
        page = lead.get(address).text
        assert "its poster show it no more" in page
        assert "Its address" not in page
        said = lead.post(address, {"note": "It was wrong."}, follow=True).text
        due = Activity.objects.get().promises.get().due
        assert "The pages of its activities show it no more." in said
        assert f"The answer promised by {promises.in_full(due)} is owed again." in said
        assert "Its address says so" not in said
