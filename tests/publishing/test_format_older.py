"""An accessible version is honest about the text that it was made from."""

import pytest

from apps.involvement.actions import merging
from apps.publishing import actions, workflow
from apps.publishing.formats import actions as formats
from apps.publishing.models import AccessibleVersion, State, WorkingCopy
from apps.publishing.workflow import NotAllowed
from tests.factories import ActivityFactory
from tests.publishing.formatted import BY, EASY, fresh, listed, page_moves_on, put_out

pytestmark = pytest.mark.django_db


class TestOlder:
    def test_a_small_correction_makes_nothing_older(self, published, lead, visitor):
        version = put_out(published, **EASY)
        published.refresh_from_db()
        actions.correct(
            item=published, changes={"summary": "Old summery."}, what="spelling",
            edit_count=published.edit_count, by=lead.user,
        )  # fmt: skip
        assert not fresh(version).is_older
        assert "older" not in visitor.get(version.get_absolute_url()).text

    def test_up_to_date_is_said_of_the_text_one_looked_at(self, published, contributor):
        version = put_out(published, **EASY)
        page_moves_on(published)
        seen = str(AccessibleVersion.page_number("project", published.pk))
        page_moves_on(published, "And once more.")
        with pytest.raises(NotAllowed, match="changed again just now"):
            formats.bring_up_to_date(version=version, seen=seen, by=contributor.user)
        assert AccessibleVersion.objects.older().get() == version

    def test_an_answer_put_out_later_is_part_of_the_page(self, partner_a, lead, visitor):
        activity = ActivityFactory(partner=partner_a, title="Café")
        version = put_out(activity, **EASY)
        address = version.get_absolute_url()
        assert address in listed(visitor, activity.get_absolute_url())
        answer = activity.responses.create(
            title="Café", you_said="Dark.", we_did="Lamps.", closing="all_possible",
            slug="a-1", state=State.DRAFT,
        )  # fmt: skip
        assert not fresh(version).is_older
        workflow.move(answer, "submit", by=BY)
        workflow.move(answer, "publish", by=BY)
        assert fresh(version).is_older
        assert "older text" in visitor.get(address).text
        assert AccessibleVersion.objects.older().get() == version
        seen = str(AccessibleVersion.page_number("activity", activity.pk))
        formats.bring_up_to_date(version=version, seen=seen, by=BY)
        workflow.move(version, "submit", by=BY)
        workflow.move(version, "publish", by=BY)
        assert not fresh(version).is_older
        workflow.move(answer, "withdraw", by=BY, note="Wrong.")
        assert fresh(version).is_older
        assert "older text" in visitor.get(address).text

    def test_said_twice_it_makes_one_change(self, published, contributor):
        version = put_out(published, **EASY)
        seen = str(AccessibleVersion.page_number("project", published.pk))
        formats.bring_up_to_date(version=version, seen=seen, by=contributor.user)
        assert not WorkingCopy.objects.exists()
        page_moves_on(published)
        seen = str(AccessibleVersion.page_number("project", published.pk))
        for _ in range(2):
            formats.bring_up_to_date(version=version, seen=seen, by=contributor.user)
        assert WorkingCopy.objects.get().edit_count == version.edit_count + 1

    def test_of_two_activities_that_become_one_it_follows_the_one_that_stays(
        self, partner_a, lead, visitor
    ):
        goes, stays = (ActivityFactory(partner=partner_a, title=t) for t in ("Café", "Tea"))
        version = put_out(goes, **EASY)
        merging.merge(source=goes, target=stays, by=lead.user)
        version = fresh(version)
        assert (version.page, version.is_older) == (stays, True)
        assert version.get_absolute_url() in listed(visitor, stays.get_absolute_url())
