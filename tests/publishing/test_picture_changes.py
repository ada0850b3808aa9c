"""Pictures and their words change; of what is public with a second person."""

import pytest

from apps.core import clock
from apps.publishing import actions as texts
from apps.publishing import workflow
from apps.publishing.models import Correction, Picture, WorkingCopy
from apps.publishing.pictures import actions
from apps.publishing.workflow import NotAllowed
from apps.showcase.models import CaseStudy
from tests.publishing.pictured import (
    WORDS,
    agreed,
    desk_of,
    of_staff,
    on_disk,
    placed,
    public,
    rows_of,
    send,
    tell,
    under,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("files_apart")]


class TestChanging:
    def test_in_a_draft_by_its_writer_who_counts_as_one(self, story, contributor, partner_a, lead):
        picture = placed(story)
        consent = agreed(partner_a)
        page = lead.get(under(story, picture.pk)).content.decode()
        assert "Six people." in page
        words = {**WORDS, "alt": "Seven people.", "basis": "consent", "consent": consent.reference}
        assert lead.post(under(story, picture.pk), words).status_code == 302
        picture.refresh_from_db()
        assert (picture.alt, picture.consent) == ("Seven people.", consent)
        assert lead.user.pk in workflow.writers(CaseStudy.objects.get(pk=story.pk))

    def test_wrong_words_come_back(self, story, contributor):
        picture = placed(story)
        answer = contributor.post(under(story, picture.pk), {**WORDS, "alt": ""})
        assert answer.status_code == 422
        assert "The third morning." in answer.content.decode()

    def test_a_consent_that_ended_may_stay_while_words_are_mended(
        self, story, contributor, partner_a
    ):
        consent = agreed(partner_a, expires_on=clock.today())
        picture = placed(story, basis="consent", consent=consent)
        words = {**WORDS, "basis": "consent", "consent": consent.reference}
        assert contributor.post(under(story, picture.pk), words).status_code == 302
        picture.refresh_from_db()
        assert (picture.alt, picture.consent) == (WORDS["alt"], consent)

    def test_of_what_people_see_whoever_publishes_and_somebody_looks_again(
        self, told, contributor, curator
    ):
        picture = placed(told)
        assert contributor.post(under(told, picture.pk), WORDS).status_code == 302
        picture.refresh_from_db()
        assert picture.alt == "Six people."
        assert "Who is in it?" not in curator.get(under(told, picture.pk)).content.decode()
        sent = {**WORDS, "basis": "crowd", "notice": "None."}
        assert curator.post(under(told, picture.pk), sent).status_code == 302
        picture.refresh_from_db()
        assert (picture.alt, picture.basis) == (WORDS["alt"], "nobody")
        assert Correction.objects.get().what == "The words beside a picture"
        with pytest.raises(NotAllowed):
            actions.change(
                picture=picture, words={"basis": "crowd", "notice": "x"}, by=curator.user
            )

    def test_words_that_name_somebody_are_meant_or_not_put_before_people(self, told, curator):
        picture = placed(told)
        sent = {**WORDS, "caption": "Ring Ann on 0113 496 0000"}
        answer = curator.post(under(told, picture.pk), sent)
        assert answer.status_code == 422
        assert "looks like" in answer.content.decode()
        assert curator.post(under(told, picture.pk), {**sent, "meant": "on"}).status_code == 302

    def test_who_changes_the_words_of_a_change_does_not_publish_it(
        self, told, contributor, curator
    ):
        send(contributor, told)
        picture = Picture.objects.get()
        words = {**WORDS, "alt": "Other words."}
        assert curator.post(under(told, picture.pk), words).status_code == 302
        assert curator.user.pk in workflow.writers(CaseStudy.objects.get(pk=told.pk))
        assert not Correction.objects.exists()


class TestASecondPerson:
    def test_a_picture_added_to_what_is_public_waits_for_one(
        self, told, contributor, curator, visitor
    ):
        assert send(contributor, told).status_code == 302
        picture = Picture.objects.get()
        assert visitor.get(public(picture)).status_code == 404
        assert not told.pictures.exists()
        assert "once somebody else publishes" in contributor.get(under(told)).content.decode()
        workflow.move(told, "submit", by=contributor.user)
        with pytest.raises(NotAllowed):
            workflow.move(told, "publish", by=contributor.user)
        assert curator.get(of_staff(picture)).status_code == 200
        workflow.move(told, "publish", by=curator.user)
        assert visitor.get(public(picture)).status_code == 200
        assert [row.heading for row in told.pictures.all()] == ["together"]

    def test_one_taken_out_stays_until_then_and_its_files_go_afterwards(
        self, told, contributor, curator, visitor, commits
    ):
        picture = placed(told)
        assert "as a change" in contributor.get(under(told, picture.pk, "delete")).content.decode()
        contributor.post(under(told, picture.pk, "delete"))
        assert rows_of(told) == []
        assert visitor.get(public(picture)).status_code == 200
        assert "It leaves the text once" in contributor.get(under(told)).content.decode()
        assert actions.drop_leaving() == ""
        workflow.move(told, "submit", by=contributor.user)
        workflow.move(told, "publish", by=curator.user)
        assert visitor.get(public(picture)).status_code == 404
        with commits(execute=True):
            assert actions.drop_leaving() == "1 deleted"
        assert not Picture.objects.exists()
        assert on_disk() == []
        assert actions.drop_leaving() == ""

    def test_a_change_given_up_keeps_the_picture(self, told, contributor, visitor, commits):
        picture = placed(told)
        actions.delete(picture=picture, by=contributor.user)
        texts.drop_change(item=told, by=contributor.user)
        with commits(execute=True):
            assert actions.drop_leaving() == ""
        assert visitor.get(public(picture)).status_code == 200
        assert not Picture.objects.get().leaving

    @pytest.mark.parametrize("which", ["story", "told"])
    def test_another_story_s_picture_can_not_be_placed(
        self, request, which, partner_b, contributor, lead
    ):
        """A row made up by hand, in a draft and in a change of something public."""
        here = request.getfixturevalue(which)
        theirs = placed(tell(partner_b))
        rows = {
            "pictures-TOTAL_FORMS": "1", "pictures-INITIAL_FORMS": "0",
            "pictures-0-picture": str(theirs.pk), "pictures-0-heading": "together",
            "edit_count": str(here.edit_count),
        }  # fmt: skip
        answer = contributor.post(f"{desk_of(here)}edit/pictures/", rows)
        assert answer.status_code == 422
        changes = {"pictures": [{"picture": str(theirs.pk), "heading": "together"}]}
        with pytest.raises(NotAllowed, match="Choose pictures of this"):
            texts.save(item=here, changes=changes, edit_count=here.edit_count, by=contributor.user)
        assert not here.pictures.exists()
        assert not WorkingCopy.objects.exists()
