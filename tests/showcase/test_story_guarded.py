"""Nobody publishes a story alone, and nobody answers for the people in it."""

import datetime
import re
from typing import Any

import pytest
from django.test import Client

from apps.core import clock
from apps.core.actors import SystemActor
from apps.partners.models import Partner
from apps.publishing import workflow
from apps.publishing.models import Consent, Correction, State
from apps.showcase import consents
from apps.showcase.actions import consents as actions
from apps.showcase.models import CaseStudy, StoryAnswer
from tests.personas import Person, make_person
from tests.showcase.conftest import WORDS, own_page, publish, says_right, speak, write

BY = SystemActor("test")
pytestmark = pytest.mark.django_db


@pytest.fixture
def second_curator(db: None) -> Person:
    """Another curator."""
    return Person.signed_in(make_person("second@example.org", "curator", everywhere=True))


def aloud(person: Person, consent: Consent, story: CaseStudy, day: datetime.date) -> Any:
    """Note that it was read to them on a day, and that they said it is right."""
    said = {"said": "right", "read_by": "the group’s worker"}
    on = {"on_0": day.day, "on_1": day.month, "on_2": day.year}
    return person.post(f"/staff/consent/{consent.reference}/aloud/{story.pk}/", said | on)


class TestReadAloud:
    def test_a_writer_notes_no_answer(
        self, story: CaseStudy, contributor: Person, consent: Consent
    ) -> None:
        answer = aloud(contributor, consent, story, clock.today())
        assert answer.status_code == 422
        assert "someone else reads it to them" in answer.text
        assert "the group’s worker" in answer.text
        assert not StoryAnswer.objects.exists()

    def test_it_does_not_go_over_what_the_person_said_themselves(
        self, story: CaseStudy, curator: Person, consent: Consent, visitor: Client
    ) -> None:
        change = {"story": story.pk, "said": "change", "words": "Not three times"}
        visitor.post(own_page(consent), change)
        answer = aloud(curator, consent, story, clock.today())
        assert answer.status_code == 422 and "“Not three times”" in answer.text
        assert StoryAnswer.objects.get().said == "change"

    def test_the_day_is_not_before_the_text_nor_to_come(
        self, story: CaseStudy, curator: Person, consent: Consent
    ) -> None:
        day = datetime.timedelta(days=1)
        early = aloud(curator, consent, story, clock.today() - day)
        assert early.status_code == 422 and "The text as it stands now was saved on" in early.text
        assert aloud(curator, consent, story, clock.today() + day).status_code == 422
        assert not StoryAnswer.objects.exists()
        assert aloud(curator, consent, story, clock.today()).status_code == 302


def ask(person: Person, story: CaseStudy) -> str:
    """The link of a reviewer whom somebody asks, as their desk shows it then."""
    person.post(f"/staff/case-studies/{story.pk}/reviewers/new/", {"name": "a carer"})
    desk = person.get(f"/staff/case-studies/{story.pk}/").text
    return re.search(r"/review/[\w:.-]{20,}/", desk)[0]  # type: ignore[index]


class TestReviewersByLink:
    @pytest.fixture
    def waiting(
        self, story: CaseStudy, curator: Person, contributor: Person, consent: Consent,
        visitor: Client,
    ) -> CaseStudy:  # fmt: skip
        """In review; a curator wrote part of it."""
        write(curator, story, "hard", hard="It took long.")
        says_right(visitor, consent, story)
        contributor.post(f"/staff/case-studies/{story.pk}/move/submit/", {"meant": "on"})
        return CaseStudy.objects.get()

    def publishes(self, curator: Person, story: CaseStudy) -> bool:
        curator.post(f"/staff/case-studies/{story.pk}/move/publish/", {"meant": "on"})
        story.refresh_from_db()
        return story.state == State.PUBLISHED

    @pytest.mark.parametrize("asks", ["curator", "contributor"])
    def test_the_yes_of_a_reviewer_whom_a_writer_asked_counts_for_nothing(
        self, waiting: CaseStudy, curator: Person, contributor: Person, visitor: Client, asks: str
    ) -> None:
        link = ask({"curator": curator, "contributor": contributor}[asks], waiting)
        assert visitor.post(link, {"said": "right"}).status_code == 302
        assert not self.publishes(curator, waiting)

    def test_that_of_one_whom_somebody_else_asked_does(
        self, waiting: CaseStudy, curator: Person, second_curator: Person, visitor: Client
    ) -> None:
        visitor.post(ask(second_curator, waiting), {"said": "right"})
        assert self.publishes(curator, waiting)

    def test_the_link_is_shown_once(self, story: CaseStudy, contributor: Person) -> None:
        link = ask(contributor, story)
        assert link not in contributor.get(f"/staff/case-studies/{story.pk}/").text

    def test_it_is_gone_once_the_story_or_the_words_are(
        self, published: CaseStudy, contributor: Person, visitor: Client, consent: Consent
    ) -> None:
        link = ask(contributor, published)
        assert WORDS in visitor.get(link).text
        actions.take_back(consent=consent)
        gone = visitor.get(link)
        assert gone.status_code == 410 and "What stands under" not in gone.text
        again = ask(contributor, published)
        assert visitor.get(again).status_code == 200
        workflow.move(published, "withdraw", by=BY, note="It was wrong.")
        assert visitor.get(again).status_code == 410
        assert visitor.post(again, {"said": "right"}).status_code == 410


def test_small_corrections_of_one_person_count_together(
    published: CaseStudy, curator: Person, second_curator: Person
) -> None:
    def correct(person: Person, words: str) -> int:
        published.refresh_from_db()
        address = f"/staff/case-studies/{published.pk}/correct/power/"
        count = {"edit_count": published.edit_count, "what": "spelling"}
        return person.post(address, {"power": words, **count}).status_code

    assert published.power == "What stands under power."
    first, then = "What stamps under power.", "What stumps under power."
    assert correct(curator, then) == 422, "that is another word"
    assert correct(curator, first) == 302
    assert correct(curator, then) == 422, "nor is it one by way of a third"
    published.refresh_from_db()
    assert published.power == first
    second_curator.post(f"/staff/review/corrections/{Correction.objects.get().pk}/")
    assert correct(curator, then) == 302


class TestConfirming:
    @pytest.fixture
    def handed_in(self, partner_a: Partner, contributor: Person) -> Consent:
        """Asked by the contributor, handed in by them."""
        return Consent.objects.create(
            partner=partner_a, label="Carer B", capacity="self", on_portal=True, words=True,
            name=True, state="handed_in", given_on=clock.today(), author=contributor.user,
            expires_on=clock.today() + datetime.timedelta(days=99),
        )  # fmt: skip

    def seen(self, person: Person, consent: Consent) -> str:
        page = person.get(f"/staff/consent/{consent.reference}/").text
        return re.search(r'name="seen" value="([^"]*)"', page)[1]  # type: ignore[index]

    def test_what_was_changed_meanwhile_is_looked_at_again(
        self, handed_in: Consent, curator: Person
    ) -> None:
        seen = self.seen(curator, handed_in)
        Consent.objects.filter(pk=handed_in.pk).update(in_press=True, credit_as="Ann Example")
        confirm = f"/staff/consent/{handed_in.reference}/confirm/"
        answer = curator.post(confirm, {"seen": seen})
        assert answer.status_code == 409
        assert "newspapers" in answer.text and "Ann Example" in answer.text
        assert "What may be used" not in answer.text, "only what is different"
        handed_in.refresh_from_db()
        assert handed_in.state == "handed_in"
        curator.post(confirm, {"seen": self.seen(curator, handed_in)})
        handed_in.refresh_from_db()
        assert handed_in.state == "given"

    def test_whoever_handed_it_in_does_not_confirm_it(
        self, handed_in: Consent, curator: Person, second_curator: Person
    ) -> None:
        page = f"/staff/consent/{handed_in.reference}/"
        day = clock.today()
        on = {"given_on_0": day.day, "given_on_1": day.month, "given_on_2": day.year}
        assert curator.post(page + "hand-in/", {**on, "aloud": "on"}).status_code == 302
        seen = self.seen(second_curator, handed_in)
        answer = curator.post(page + "confirm/", {"seen": seen}, follow=True)
        assert "You handed in the paper" in answer.text
        handed_in.refresh_from_db()
        assert handed_in.state == "handed_in"
        second_curator.post(page + "confirm/", {"seen": seen})
        handed_in.refresh_from_db()
        assert handed_in.state == "given"


def test_a_person_sees_and_answers_the_words_that_are_to_come(
    published: CaseStudy, contributor: Person, curator: Person, visitor: Client, consent: Consent
) -> None:
    new = "I read it once and knew where to go"
    speak(contributor, published, consent, new)
    page = visitor.get(own_page(consent)).text
    assert new in page and WORDS not in page
    assert "nobody outside the team can read it like this yet" in page
    assert f'<a href="{published.get_absolute_url()}">the earlier text</a>' in page
    spoken = curator.get(f"/staff/consent/{consent.reference}/aloud/{published.pk}/").text
    assert new in spoken and WORDS not in spoken
    says_right(visitor, consent, published)
    assert new in publish_change(published, contributor, curator, visitor)


def publish_change(story: CaseStudy, writer: Person, curator: Person, visitor: Client) -> str:
    """The change of a public story is published; its page."""
    publish(story, writer, curator)
    return visitor.get(story.get_absolute_url()).text


def test_an_answer_to_words_that_were_changed_meanwhile_is_none(
    story: CaseStudy, contributor: Person, visitor: Client, consent: Consent
) -> None:
    page = visitor.get(own_page(consent)).text
    seen = re.search(r'name="seen" value="([^"]+)"', page)[1]  # type: ignore[index]
    speak(contributor, story, consent, "Other words than those")
    answer = visitor.post(own_page(consent), {"story": story.pk, "said": "right", "seen": seen})
    assert "was changed since you opened this page" in visitor.get(answer.headers["Location"]).text
    assert consents.said(CaseStudy.objects.get(), consent) is None


def test_the_same_save_sent_twice_is_saved(story: CaseStudy, contributor: Person) -> None:
    story.refresh_from_db()
    sent = {"edit_count": story.edit_count, "power": "Carers had the last word."}
    address = f"/staff/case-studies/{story.pk}/edit/power/"
    assert contributor.post(address, sent).status_code == 302
    assert contributor.post(address, sent).status_code == 302
    other = {**sent, "power": "Clerks had it."}
    assert contributor.post(address, other).status_code == 409
