"""A reason needs a word, in any script; one rule at every door that asks why."""

import datetime

import pytest

from apps.core import clock
from apps.core.reasons import IN_WORDS, in_words
from apps.involvement import actions
from apps.publishing import workflow
from apps.publishing.models import Request
from tests.factories import ActivityFactory, owe
from tests.involvement.test_promises import complete, promise
from tests.involvement.test_quick_log import log


@pytest.mark.parametrize(
    "text", ["Ill", "The room was shut.", "Мы не смогли", "क्यों", "因为", "شكرا"]
)
def test_a_word_is_one_in_any_script(text):
    assert in_words(text)


@pytest.mark.parametrize("text", ["", "-", "–", "...", "n/a", "x", "12", "1. 2.", "_ _", "´`"])
def test_signs_and_single_letters_are_none(text):
    assert not in_words(text)


@pytest.fixture
def owed(contributor):
    """An activity whose answer is promised."""
    activity = complete(log(contributor, way="engage"))
    promise(activity, contributor)
    return activity


def refused(answer) -> None:
    """Refused with the sentence, and what was typed is kept."""
    page = answer.content.decode()
    assert answer.status_code == 422
    assert IN_WORDS in page
    assert "–" in page


@pytest.mark.django_db
class TestEveryDoor:
    def test_another_day_for_an_answer(self, contributor, owed):
        made = owed.promises.get()
        day = made.due + datetime.timedelta(days=9)
        typed = {"day_0": day.day, "day_1": day.month, "day_2": day.year, "reason": "–"}
        refused(contributor.post(f"/staff/promises/{made.pk}/extend/", typed))
        assert not made.extensions.exists()

    def test_a_promise_that_was_a_mistake(self, contributor, owed):
        made = owed.promises.get()
        refused(contributor.post(f"/staff/promises/{made.pk}/cancel/", {"because": "–"}))
        assert made.activities.model.objects.get().promises.open().exists()

    def test_nobody_is_owed_an_answer(self, contributor):
        activity = log(contributor, way="inform")
        typed = {"how": "nobody", "reason": "–"}
        refused(contributor.post(f"/staff/activities/{activity.pk}/promise/", typed))
        activity.refresh_from_db()
        assert activity.nobody_owed_because == ""

    def test_what_could_not_be_done(self, contributor):
        activity = log(contributor, way="engage")
        typed = {"how": "day", "closing": "could_not", "could_not_because": "–"}
        answer = contributor.post(f"/staff/activities/{activity.pk}/promise/", typed)
        refused(answer)
        assert "Say what people were answered" not in answer.content.decode()
        assert not activity.responses.exists()

    def test_a_step_back_by_its_page_and_by_its_act(self, contributor, lead, owed):
        workflow.move(owed, "submit", by=contributor.user)
        refused(lead.post(f"/staff/activities/{owed.pk}/move/return/", {"note": "–"}))
        with pytest.raises(workflow.Blocked):
            workflow.move(owed, "return", by=lead.user, note="--")
        owed.refresh_from_db()
        assert owed.state == "in_review"

    def test_a_request_that_is_not_possible(self, curator):
        asked = Request.objects.create(
            kind="wrong",
            words="Mend it",
            reply_by="none",
            due=clock.today(),
            purge_on=clock.today() + datetime.timedelta(days=90),
        )
        typed = {"do": "not_possible", "words": "–"}
        refused(curator.post(f"/staff/requests/{asked.reference}/", typed))
        asked.refresh_from_db()
        assert asked.answer == ""


@pytest.mark.django_db
class TestTheDayOfAPromise:
    def test_today_is_accepted_and_yesterday_is_told_so(self, contributor):
        activity = log(contributor, way="engage")
        address = f"/staff/activities/{activity.pk}/promise/"
        for days, status in ((-1, 422), (0, 302)):
            day = clock.today() + datetime.timedelta(days=days)
            typed = {"how": "new", "due_0": day.day, "due_1": day.month, "due_2": day.year}
            answer = contributor.post(address, typed)
            assert answer.status_code == status
            if status == 422:
                assert "Enter today or a later day" in answer.content.decode()
        assert activity.promises.get().due == clock.today()

    def test_more_is_promised_by_a_day_after_today(self, lead, partner_a):
        activity = ActivityFactory(partner=partner_a, claimed_level="engage")
        owe(activity, clock.today(), answered_on=clock.today())
        with pytest.raises(workflow.NotAllowed, match="lies ahead"):
            actions.promise_more(
                activity=activity, due=clock.today(), because="A new room", by=lead.user
            )
