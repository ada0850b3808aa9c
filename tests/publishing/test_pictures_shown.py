"""Pictures of a story as people see them, and when nobody does any more."""

import datetime
import re

import pytest
from apps.showcase.actions import consents
from django.template.loader import render_to_string
from django.test import Client

from apps.core import clock
from apps.core.models import AuditRecord
from apps.publishing import workflow
from apps.publishing.models import Consent, Correction, Picture
from apps.publishing.pictures import actions, files, showing
from apps.showcase.models import CaseStudy, StoryPicture
from tests.personas import Person
from tests.publishing.pictured import (
    agreed,
    desk_of,
    of_staff,
    on_disk,
    placed,
    public,
    read,
    rows_of,
    send,
    under,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("files_apart")]


class TestWhoSeesIt:
    def test_everybody_that_of_a_published_story(self, told, visitor, django_assert_num_queries):
        picture = placed(told)
        answer = visitor.get(public(picture, 600))
        content = answer.content
        assert content == read(f"{picture.folder}/600.webp")
        assert answer["Content-Type"] == "image/webp"
        assert answer["Content-Length"] == str(len(content))
        assert answer["Content-Disposition"] == 'inline; filename="picture-600.webp"'
        assert answer["Cache-Control"] == "public, no-cache"
        assert answer["X-Content-Type-Options"] == "nosniff"
        assert not answer.cookies
        assert "Cookie" not in answer.get("Vary", "")
        tag = answer["ETag"]
        assert tag.startswith('W/"')
        with django_assert_num_queries(2):
            again = visitor.get(public(picture, 600), headers={"if-none-match": tag})
        assert (again.status_code, again.content) == (304, b"")
        assert (again["ETag"], again["Cache-Control"]) == (tag, "public, no-cache")
        assert visitor.get(public(picture), headers={"if-none-match": tag}).status_code == 200
        assert visitor.head(public(picture)).status_code == 200
        assert visitor.post(public(picture)).status_code == 405

    @pytest.mark.parametrize("width", [0, 1, 481, 960, 99999999])
    def test_only_in_a_width_that_is_there(self, told, visitor, curator, width):
        picture = placed(told)
        assert visitor.get(public(picture, width)).status_code == 404
        assert curator.get(of_staff(picture, width)).status_code == 404

    def test_of_a_draft_its_writer_and_whoever_reviews_it(
        self, story, visitor, contributor, curator, outsider
    ):
        picture = placed(story)
        for person in (visitor, contributor, curator):
            assert person.get(public(picture)).status_code == 404
        for person in (contributor, curator):
            answer = person.get(of_staff(picture))
            assert (answer.status_code, answer["Cache-Control"]) == (200, "private, no-store")
        assert outsider.get(of_staff(picture)).status_code == 404

    @pytest.mark.parametrize("state", ["draft", "in_review", "withdrawn"])
    def test_nobody_outside_where_the_story_is_not_public(self, told, visitor, state):
        picture = placed(told)
        CaseStudy.objects.filter(pk=told.pk).update(state=state, withdrawn_reason="Asked for.")
        assert visitor.get(public(picture)).status_code == 404

    def test_one_that_the_text_does_not_place_is_not_found(self, told, visitor, contributor):
        picture = placed(told)
        StoryPicture.objects.all().delete()
        assert visitor.get(public(picture)).status_code == 404
        assert contributor.get(of_staff(picture)).status_code == 200

    def test_a_file_that_is_missing_is_not_found(self, told, visitor):
        picture = placed(told)
        files.drop(picture.folder, picture.widths)
        assert visitor.get(public(picture)).status_code == 404

    def test_a_consent_ends_by_the_clock_with_nobody_acting(
        self, told, visitor, contributor, partner_a, time_machine
    ):
        last = clock.today() + datetime.timedelta(days=20)
        consent = agreed(partner_a, expires_on=last + datetime.timedelta(days=1))
        picture = placed(told, basis="consent", consent=consent)
        tag = visitor.get(public(picture))["ETag"]
        time_machine.move_to(clock.end_of_day(last), tick=False)
        assert visitor.get(public(picture)).status_code == 200
        time_machine.shift(datetime.timedelta(minutes=1))
        assert visitor.get(public(picture)).status_code == 404
        assert visitor.get(public(picture), headers={"if-none-match": tag}).status_code == 404
        assert not Picture.objects.showable().exists()
        page = Person.signed_in(contributor.user).get(under(told)).content.decode()
        assert f"Not shown: the consent {consent.reference} has ended." in page

    def test_a_consent_taken_back_takes_files_and_words(
        self, told, visitor, contributor, curator, partner_a, commits
    ):
        consent = agreed(partner_a)
        picture = placed(told, basis="consent", consent=consent, caption="zqcaption")
        with commits(execute=True):
            Consent.objects.update(state="withdrawn", withdrawn_on=clock.today())
            actions.gone(consent.pictures.all())
            assert visitor.get(public(picture)).status_code == 404
            assert len(on_disk()) == 2  # it may still fail
        assert on_disk() == []
        assert curator.get(of_staff(picture)).status_code == 404
        page = contributor.get(under(told)).content.decode()
        assert "Not shown: its files are deleted." in page
        assert "zqcaption" not in page


class TestTakingBack:
    def test_a_person_takes_it_back_and_nothing_stays(self, told, visitor, partner_a, commits):
        consent = agreed(partner_a)
        picture = placed(told, basis="consent", consent=consent, caption="zqcaption")
        with commits(execute=True):
            consents.take_back(consent=consent)
            assert visitor.get(public(picture)).status_code == 404
        assert on_disk() == []
        assert "zqcaption" not in str(list(Picture.objects.values()))

    def test_also_of_a_picture_that_waits_to_be_published(
        self, told, contributor, curator, partner_a, commits
    ):
        consent = agreed(partner_a)
        send(contributor, told, basis="consent", consent=consent.reference)
        assert len(on_disk()) == 2
        with commits(execute=True):
            consents.take_back(consent=consent)
        assert on_disk() == []
        assert curator.get(of_staff(Picture.objects.get())).status_code == 404
        assert rows_of(told) == []


class TestOnAPage:
    def test_as_plain_values_in_three_widths(self, story):
        picture = placed(story, caption="Words.", credit="Ann Example")
        assert showing.as_shown(picture) == {
            "src": public(picture, 600),
            "srcset": f"{public(picture, 480)} 480w, {public(picture, 600)} 600w",
            "sizes": showing.SIZES, "width": 600, "height": 400, "alt": "Six people.",
            "caption": "Words.", "credit": "Ann Example", "file": f"{picture.folder}/600.webp",
        }  # fmt: skip
        drawn = render_to_string("components/picture.html", {"picture": showing.as_shown(picture)})
        for said in ('width="600"', 'height="400"', 'alt="Six people."', 'loading="lazy"',
                     'decoding="async"', "srcset=", "sizes="):  # fmt: skip
            assert said in drawn
        assert showing.as_shown(picture, preview=True)["src"] == of_staff(picture, 600)

    def test_only_those_that_may_be_shown_today_under_their_headings(
        self, told, partner_a, curator, django_assert_num_queries
    ):
        here, there = placed(told), placed(told)
        told.pictures.filter(picture=there).update(heading="why")
        placed(told, basis="consent", consent=agreed(partner_a, expires_on=clock.today()))
        actions.hide_now(picture=placed(told), why="Asked.", by=curator.user)
        with django_assert_num_queries(1):
            found = showing.by_heading(told)
        assert {name: [one["src"] for one in shown] for name, shown in found.items()} == {
            "together": [public(here, 600)], "why": [public(there, 600)],
        }  # fmt: skip

    def test_for_a_day_for_whoever_reads_a_page_by_a_link(self, story, visitor, time_machine):
        picture = placed(story)
        shown = showing.as_shown(picture, by_link=True)["src"]
        answer = visitor.get(shown)
        assert (answer.status_code, answer["Cache-Control"]) == (200, "private, no-store")
        assert not answer.cookies
        assert visitor.get(shown.replace("600.webp", "960.webp")).status_code == 404
        token = shown.split("/")[3]
        for wrong in (token[:-1], "x", f"{picture.key.hex}:1"):
            assert visitor.get(shown.replace(token, wrong)).status_code == 404
        time_machine.move_to(clock.now() + datetime.timedelta(days=1), tick=False)
        assert visitor.get(shown).status_code == 200
        Picture.objects.update(hidden_on=clock.today(), hidden_because="Asked.")
        assert visitor.get(shown).status_code == 404
        Picture.objects.update(hidden_on=None, hidden_because="")
        time_machine.shift(datetime.timedelta(days=1))
        assert visitor.get(shown).status_code == 404


class TestInTheStory:
    """The page as people read it, kept by the process until something about it changes."""

    @staticmethod
    def files_in(client: Client, address: str) -> set[str]:
        answer = client.get(address)
        assert answer.status_code == 200
        return set(re.findall(r'src="([^"]+\.webp)"', answer.content.decode()))

    def test_a_picture_stands_under_its_heading_with_its_words(self, told, visitor):
        picture = placed(told, caption="The third morning.", credit="Ann Example")
        page = visitor.get(told.get_absolute_url()).content.decode()
        part = page[page.index('id="together"') : page.index('id="changed"')]
        for said in (
            public(picture, 600),
            "The third morning.",
            "Ann Example",
            'alt="Six people."',
        ):
            assert page.count(said) == part.count(said) > 0

    def test_hidden_now_it_is_gone_from_the_kept_page(self, told, visitor, lead):
        address = told.get_absolute_url()
        picture = placed(told)
        assert self.files_in(visitor, address) == {public(picture, 600)}
        tag = visitor.get(address)["ETag"]
        lead.post(under(told, picture.pk, "hide"), {"why": "Somebody asked us to."})
        assert self.files_in(visitor, address) == set()
        again = visitor.get(address, headers={"if-none-match": tag})
        assert again.status_code == 200
        assert "Six people." not in again.content.decode()

    def test_gone_on_the_day_on_which_a_consent_ends(self, told, visitor, partner_a, time_machine):
        address = told.get_absolute_url()
        last = clock.today() + datetime.timedelta(days=20)
        consent = agreed(partner_a, expires_on=last + datetime.timedelta(days=1))
        picture = placed(told, basis="consent", consent=consent)
        time_machine.move_to(clock.end_of_day(last), tick=False)
        assert self.files_in(visitor, address) == {public(picture, 600)}
        time_machine.shift(datetime.timedelta(minutes=1))
        assert self.files_in(visitor, address) == set()

    def test_one_that_waits_is_seen_in_the_preview_alone(
        self, told, visitor, contributor, curator, outsider
    ):
        send(contributor, told)
        assert self.files_in(visitor, told.get_absolute_url()) == set()
        (address,) = self.files_in(curator, f"{desk_of(told)}preview/")
        assert curator.get(address).status_code == 200
        assert outsider.get(address).status_code == 404
        workflow.move(told, "submit", by=contributor.user)
        workflow.move(told, "publish", by=curator.user)
        (address,) = self.files_in(visitor, told.get_absolute_url())
        assert visitor.get(address).status_code == 200


class TestHiding:
    def test_gone_in_the_same_request_from_its_address(self, told, visitor, curator, lead):
        picture = placed(told)
        tag = visitor.get(public(picture))["ETag"]
        answer = lead.post(under(told, picture.pk, "hide"), {"why": "Somebody asked us to."})
        assert answer.status_code == 302
        for headers in ({}, {"if-none-match": tag}):
            assert visitor.get(public(picture), headers=headers).status_code == 404
        assert "Somebody asked us to." in lead.get(under(told)).content.decode()
        assert lead.get(of_staff(picture)).status_code == 200
        assert AuditRecord.objects.filter(act="hid a picture").count() == 1
        correction = Correction.objects.get()
        assert (correction.what, correction.made_by) == ("A picture was hidden", lead.user)
        assert "A picture was hidden" in curator.get("/staff/review/").content.decode()

    def test_shown_again_by_a_curator_only(self, told, visitor, curator, lead, administrator):
        picture = placed(told)
        actions.hide_now(picture=picture, why="Asked.", by=lead.user)
        for person in (lead, administrator):
            assert person.post(under(told, picture.pk, "show")).status_code == 404
            assert "Show again" not in person.get(under(told)).content.decode()
        assert visitor.get(public(picture)).status_code == 404
        assert curator.post(under(told, picture.pk, "show")).status_code == 302
        assert visitor.get(public(picture)).status_code == 200

    def test_only_by_whom_it_lies_in_reach_of(self, told, contributor, outsider, partner_b):
        picture = placed(told)
        assert "Hide now" not in contributor.get(under(told)).content.decode()
        for person in (contributor, outsider):
            address = under(told, picture.pk, "hide")
            assert person.post(address, {"why": "I like it not."}).status_code == 404
        assert Picture.objects.get().hidden_on is None

    def test_a_reason_is_needed(self, told, lead):
        picture = placed(told)
        answer = lead.post(under(told, picture.pk, "hide"), {"why": " "})
        assert answer.status_code == 422
        assert "Write in a sentence why it is hidden" in answer.content.decode()
        assert Picture.objects.get().hidden_on is None
