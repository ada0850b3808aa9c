"""A round of asking how it felt: words that people allow to be shown, several meetings together,
slips for a day that lies ahead, the words in which it asks, and the project it belongs to."""

import re

import pytest
import time_machine
from django.db import IntegrityError, transaction

from apps.accounts.permissions import Role
from apps.core import links, versions
from apps.core.dates import PartialDate
from apps.involvement import rating_words
from apps.involvement.actions import merging
from apps.involvement.actions import rating as actions
from apps.involvement.models import Activity, RatingCode, RatingComment, RatingRound, RatingWording
from apps.publishing.workflow import NotAllowed
from tests.factories import ActivityFactory, ProjectFactory
from tests.involvement.test_ratings import FELT, answer, codes, page_of
from tests.personas import Person, make_person

pytestmark = pytest.mark.django_db


class TestWordsOfPeople:
    @pytest.fixture
    def closed(self, activity, asked, contributor) -> RatingRound:
        """Five answered; one gave leave to show their words, one did not."""
        answer(asked, contributor, ["engage"], words="Best afternoon in weeks.", may_publish=True)
        answer(asked, contributor, ["engage"], words="Only for you.")
        answer(asked, contributor, ["engage"] * 3)
        return actions.close(round=asked, by=contributor.user)

    def decide(self, person, activity, comment, do: str):
        path = f"/staff/activities/{activity.pk}/rating/"
        return person.post(path, {"words": str(comment.pk), "do": do})

    def test_a_lead_shows_what_may_be_shown_and_takes_it_back(
        self, activity, closed, lead, visitor
    ):
        comment = RatingComment.objects.get(may_publish=True)
        assert "Best afternoon" not in page_of(visitor, activity)
        self.decide(lead, activity, comment, "show")
        assert "Best afternoon in weeks." in page_of(visitor, activity)
        self.decide(lead, activity, comment, "hide")
        assert "Best afternoon" not in page_of(visitor, activity)

    def test_nothing_is_shown_without_leave_or_by_somebody_else(
        self, activity, closed, lead, contributor, outsider, visitor
    ):
        for person in (contributor, outsider):
            self.decide(person, activity, RatingComment.objects.get(may_publish=True), "show")
        self.decide(lead, activity, RatingComment.objects.get(may_publish=False), "show")
        assert not RatingComment.objects.filter(shown=True).exists()
        with pytest.raises(IntegrityError), transaction.atomic():
            RatingComment.objects.filter(may_publish=False).update(shown=True)

    @pytest.mark.parametrize("typed", ["", "1", "nonsense", "0" * 32])
    def test_nonsense_for_a_comment_is_not_found(self, activity, closed, lead, typed):
        path = f"/staff/activities/{activity.pk}/rating/"
        assert lead.post(path, {"words": typed, "do": "show"}).status_code == 404

    def test_who_typed_paper_in_shows_no_words(self, activity, asked, lead, contributor):
        codes(asked, 1, contributor)
        answer(asked, contributor, ["engage"] * 5)
        with_words = {**FELT, "words": "See http://evil.example", "may_publish": True}
        actions.key_in(round=asked, answers=with_words, by=lead.user)
        actions.close(round=asked, by=contributor.user)
        self.decide(lead, activity, RatingComment.objects.get(), "show")
        assert not RatingComment.objects.filter(shown=True).exists()


class TestOnAProject:
    def test_its_page_shows_the_latest_result_and_joins_none(
        self, activity, asked, contributor, visitor, partner_a
    ):
        project = ProjectFactory(title="Warm rooms")
        page = f"/our-work/{project.slug}/"
        earlier = ActivityFactory(
            partner=partner_a, project=project, claimed_level="consult",
            when=PartialDate.parse("2026-03-04"),
        )  # fmt: skip
        Activity.objects.filter(pk=activity.pk).update(project=project)
        assert "how it felt to them" in visitor.get(page).content.decode()
        other = actions.open_round(activity=earlier, by=contributor.user)
        for one in (asked, other):
            answer(one, contributor, ["engage"] * 5)
            actions.close(round=one, by=contributor.user)
        text = visitor.get(page).content.decode()
        assert text.count("People felt it was nearer to Engage") == 1
        assert "Staff described this as Co-design." in text
        assert "(5 answers of 5 codes)" in text
        assert "how it felt to them" not in text
        Activity.objects.filter(pk=activity.pk).update(state="withdrawn", withdrawn_reason="Wrong.")
        versions.raise_public()
        assert "Staff described this as Consult." in visitor.get(page).content.decode()


class TestSeveralMeetings:
    def test_people_answer_once_about_all_of_them(self, activity, contributor, visitor, partner_a):
        other = ActivityFactory(partner=partner_a, title=activity.title, claimed_level="consult")
        elsewhere = ActivityFactory(partner=partner_a, title="Another group")
        path = f"/staff/activities/{activity.pk}/rating/"
        page = contributor.get(path).content.decode()
        assert f'value="{other.pk}"' in page
        assert f'value="{elsewhere.pk}"' not in page
        wrong = contributor.post(path, {"codes": "1", "number": "5", "also": [elsewhere.pk]})
        assert wrong.status_code == 422
        assert not RatingRound.objects.exists()
        sheet = contributor.post(path, {"codes": "1", "number": "5", "also": [other.pk]})
        given = re.findall(r"<strong[^>]*>([A-Z0-9]{4} [A-Z0-9]{4})<", sheet.content.decode())
        assert len(given) == 5
        assert other.title in visitor.get(f"/rate/{given[0].replace(' ', '')}/").content.decode()
        for code in given:
            assert actions.rate(code=code, answers={**FELT, "felt": "engage"})
        actions.close(round=RatingRound.objects.get(), by=contributor.user)
        for one in (activity, other):
            page = page_of(visitor, one)
            assert "People answered once about 2 meetings together." in page
        assert "Staff described this as Consult." in page_of(visitor, other)


class TestPlanned:
    def test_slips_are_printed_before_the_day_and_work_from_it_on(
        self, contributor, visitor, partner_a
    ):
        planned = ActivityFactory(
            partner=partner_a, happened="planned", when=PartialDate.parse("2026-12-05"),
            state="draft", revision=0,
        )  # fmt: skip
        address = f"/staff/activities/{planned.pk}/rating/"
        with time_machine.travel("2026-12-04 10:00", tick=False):
            asked = actions.open_round(activity=planned, by=contributor.user)
            one, two = codes(asked, 2, contributor)
            assert "Planned: slips are printed" in contributor.get(address).content.decode()
            assert visitor.get(f"/rate/{one}/").status_code == 404
            assert not actions.rate(code=one, answers=FELT)
            with pytest.raises(NotAllowed, match="has not come"):
                actions.key_in(round=asked, answers=FELT, by=contributor.user)
        with time_machine.travel("2026-12-05 10:00", tick=False):
            assert actions.rate(code=one, answers=FELT)
            Activity.objects.filter(pk=planned.pk).update(happened="cancelled")
            assert visitor.get(f"/rate/{two}/").status_code == 404
            assert not actions.rate(code=two, answers=FELT)
            assert "It was cancelled" in contributor.get(address).content.decode()
            with pytest.raises(NotAllowed, match="cancelled"):
                codes(asked, 1, contributor)

    def test_cancelling_one_of_three_meetings_leaves_the_others(
        self, contributor, partner_a, activity
    ):
        more = [ActivityFactory(partner=partner_a, title=activity.title) for _ in range(2)]
        asked = actions.open_round(activity=activity, by=contributor.user, also=more)
        (code,) = codes(asked, 1, contributor)
        Activity.objects.filter(pk=more[0].pk).update(happened="cancelled", state="draft")
        assert actions.rate(code=code, answers=FELT)


class TestAResultStands:
    def test_nobody_replaces_it_by_another_round(self, activity, asked, contributor, visitor):
        answer(asked, contributor, ["engage"] * 5)
        actions.close(round=asked, by=contributor.user)
        address = f"/staff/activities/{activity.pk}/rating/"
        contributor.post(address, {"codes": "1", "number": "5"})
        assert RatingRound.objects.count() == 1
        assert "nearer to Engage" in page_of(visitor, activity)

    def test_too_few_can_be_asked_again(self, activity, asked, contributor):
        answer(asked, contributor, ["engage"] * 2)
        actions.close(round=asked, by=contributor.user)
        assert actions.open_round(activity=activity, by=contributor.user).pk != asked.pk

    def test_a_slip_of_something_withdrawn_is_none(self, activity, asked, contributor, visitor):
        (code,) = codes(asked, 1, contributor)
        Activity.objects.filter(pk=activity.pk).update(state="withdrawn", withdrawn_reason="Wrong.")
        assert visitor.get(f"/rate/{code}/").status_code == 404
        assert not actions.rate(code=code, answers=FELT)

    def test_the_questions_stand_on_paper(self, activity, contributor, outsider):
        address = f"/staff/activities/{activity.pk}/rating/sheet/"
        page = contributor.get(address).content.decode()
        for words in rating_words.OURS.values():
            assert words in page
        assert outsider.get(address).status_code == 404


class TestWhoHoldsTheDatabase:
    def test_codes_stand_in_no_order_of_the_sheet(self, asked, contributor):
        printed = codes(asked, 40, contributor)
        hashes = [links.keyed_hash(actions.PURPOSE, code) for code in printed]
        by_row = list(RatingCode.objects.order_by("pk").values_list("hash", flat=True))
        assert by_row != hashes
        assert by_row != hashes[::-1]
        assert set(by_row) == set(hashes)

    def test_two_that_are_being_asked_are_not_merged(self, activity, asked, contributor, lead):
        other = ActivityFactory(partner=activity.partner, title="The same")
        actions.open_round(activity=other, by=contributor.user)
        assert "being asked how both felt" in merging.refusal(activity, other)


class TestTheWording:
    PATH = "/staff/ratings/words/"

    def test_it_is_in_use_once_another_curator_agrees_and_open_rounds_keep_theirs(
        self, curator, activity, asked, contributor, visitor, partner_a
    ):
        (before,) = codes(asked, 1, contributor)
        new = {**rating_words.OURS, "engage": "We chatted, and they took note"}
        assert curator.post(self.PATH, new).status_code == 302
        assert rating_words.current() == rating_words.OURS, "one person alone changes nothing"
        curator.post(self.PATH, {"agree": "1"})
        assert rating_words.current() == rating_words.OURS, "nor by agreeing to their own"
        other = Person.signed_in(make_person("second@example.org", Role.CURATOR))
        assert "Put version 1 into use" in other.get(self.PATH).content.decode()
        other.post(self.PATH, {"agree": "1"})
        assert "We talked, and they listened" in visitor.get(f"/rate/{before}/").content.decode()
        another = ActivityFactory(partner=partner_a)
        later = actions.open_round(activity=another, by=contributor.user)
        (after,) = codes(later, 1, contributor)
        assert "We chatted, and they took note" in visitor.get(f"/rate/{after}/").content.decode()
        assert curator.post(self.PATH, new).status_code == 302, "the same again is no version"
        assert RatingWording.objects.count() == 1

    @pytest.mark.parametrize("number", ["", "0", "2", "x", "9" * 30])
    def test_nonsense_is_not_agreed_to(self, curator, number):
        curator.post(self.PATH, {**rating_words.OURS, "engage": "We chatted"})
        other = Person.signed_in(make_person("second@example.org", Role.CURATOR))
        assert other.post(self.PATH, {"agree": number}).status_code == 302
        assert rating_words.newest() is None

    def test_signs_that_nobody_sees_make_no_difference(self, curator):
        words = {**rating_words.OURS, "inform": "We did it together, as equal\u200bs\u202e"}
        sent = curator.post(self.PATH, words)
        assert sent.status_code == 422
        assert "says the same" in sent.content.decode()

    def test_empty_and_equal_words_are_refused_and_nothing_is_lost(self, curator):
        same = {**rating_words.OURS, "inform": "The same", "consult": "the same ", "mattered": ""}
        sent = curator.post(self.PATH, same)
        assert sent.status_code == 422
        page = sent.content.decode()
        assert "For Inform says the same" in page
        assert "Write it in plain words" in page
        assert not RatingWording.objects.exists()

    @pytest.mark.parametrize("persona", ["contributor", "lead", "trainer"])
    def test_it_is_for_curators(self, request, persona):
        person = request.getfixturevalue(persona)
        assert person.get(self.PATH).status_code == 404
