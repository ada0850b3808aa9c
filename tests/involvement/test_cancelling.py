"""What people read is not cancelled: neither an activity that was held nor the promise of one."""

import pytest

from apps.involvement.models import Activity, Promise
from apps.partners.models import Place
from apps.publishing import actions, workflow
from apps.publishing.models import State, Version, WorkingCopy
from tests.factories import ActivityFactory, owe
from tests.involvement.test_promises import log, promise
from tests.involvement.test_register import day
from tests.personas import Person

pytestmark = pytest.mark.django_db
WHEN = {"when_0": "", "when_1": "", "when_2": "2026", "happened": "held"}
HELD = "People read that it was held: withdraw it, with a reason, if that is not so."


@pytest.fixture
def public(contributor: Person, place: Place) -> Activity:
    """A published activity of the contributor's partner."""
    found: Activity = ActivityFactory(partner=contributor.user.partner, title="Talking about signs")
    found.places.add(place)
    return found


class TestActivity:
    @pytest.mark.parametrize("happened", ["cancelled", "planned"])
    def test_a_public_one_is_not_made_another_by_a_change(self, contributor, public, happened):
        address = f"/staff/activities/{public.pk}/edit/when/"
        answer = contributor.post(address, {**WHEN, "happened": happened, "edit_count": "0"})
        assert answer.status_code == 422
        text = answer.content.decode()
        assert HELD in text
        assert 'value="2026"' in text, "what was typed stays"
        assert not WorkingCopy.objects.exists()

    def test_its_date_may_still_be_changed(self, contributor, public):
        address = f"/staff/activities/{public.pk}/edit/when/"
        assert contributor.post(address, {**WHEN, "edit_count": "0"}).status_code == 302
        assert WorkingCopy.objects.get().data["when"]["date"] == "2026"

    def test_an_earlier_version_that_was_planned_is_not_restored(self, contributor, public):
        data, count = actions.text_of(public)
        Version.objects.create(
            kind="activity", object_id=public.pk, number=1, revision=0,
            made_by_label="somebody", data={**data, "happened": "planned"},
        )  # fmt: skip
        page = contributor.post(f"/staff/activities/{public.pk}/versions/1/", follow=True)
        assert HELD in page.content.decode()
        assert not WorkingCopy.objects.exists()

    def test_a_change_that_says_so_already_says_why_it_goes_no_further(
        self, contributor, lead, public
    ):
        data, count = actions.text_of(public)
        WorkingCopy.objects.create(
            kind="activity", object_id=public.pk, base_revision=1, edit_count=1,
            data={**data, "happened": "cancelled"}, author=contributor.user,
        )  # fmt: skip
        assert HELD in lead.get(f"/staff/activities/{public.pk}/").content.decode()
        workflow.move(public, "submit", by=contributor.user)
        with pytest.raises(workflow.Blocked) as blocked:
            workflow.move(public, "publish", by=lead.user)
        assert blocked.value.sentences == [HELD]
        public.refresh_from_db()
        assert public.happened == "held"

    def test_one_that_is_withdrawn_may_be_cancelled_once_it_is_reopened(
        self, contributor, lead, public
    ):
        workflow.move(public, "withdraw", by=lead.user, note="It did not take place.")
        workflow.move(public, "reopen", by=lead.user, note="To say that it was cancelled.")
        public.refresh_from_db()
        address = f"/staff/activities/{public.pk}/edit/when/"
        count = str(public.edit_count)
        answer = contributor.post(address, {**WHEN, "happened": "cancelled", "edit_count": count})
        assert answer.status_code == 302
        public.refresh_from_db()
        assert public.happened == "cancelled"

    @pytest.mark.parametrize(
        ("happened", "sentence"),
        [
            ("planned", "Say whether it happened: a planned activity is not reviewed yet."),
            ("cancelled", "A cancelled activity is kept in the log and is not published."),
        ],
    )
    def test_a_draft_that_was_not_held_is_not_submitted(
        self, contributor, public, happened, sentence
    ):
        Activity.objects.update(state=State.DRAFT, happened=happened, public_summary="We met.")
        address = f"/staff/activities/{public.pk}/move/submit/"
        answer = contributor.post(address)
        assert answer.status_code == 422
        assert sentence in answer.content.decode()
        public.refresh_from_db()
        assert public.state == State.DRAFT


class TestPromise:
    SENTENCE = "People have read this promise. It is kept by an answer, and not cancelled."

    def test_one_that_people_read_is_not_cancelled(self, lead, public):
        made = owe(public, day(20))
        address = f"/staff/promises/{made.pk}/cancel/"
        answer = lead.post(address, {"because": "It was entered twice."})
        assert answer.status_code == 422
        text = answer.content.decode()
        assert self.SENTENCE in text
        assert "It was entered twice." in text
        assert Promise.objects.get().is_open

    def test_nor_while_its_activity_is_withdrawn(self, lead, public):
        made = owe(public, day(20))
        workflow.move(public, "withdraw", by=lead.user, note="Two people could be known.")
        answer = lead.post(f"/staff/promises/{made.pk}/cancel/", {"because": "It was a mistake."})
        assert self.SENTENCE in answer.content.decode()
        assert Promise.objects.get().is_open

    def test_its_page_offers_to_cancel_only_what_nobody_read(self, contributor, public):
        owe(public, day(20))
        page = contributor.get(f"/staff/activities/{public.pk}/promise/").content.decode()
        assert "If it was made by mistake" not in page
        draft = log(contributor, way="engage")
        promise(draft, contributor)
        page = contributor.get(f"/staff/activities/{draft.pk}/promise/").content.decode()
        assert "If it was made by mistake" in page
