"""What somebody in a story takes back or asks to change is so at once, and stays asked until it is
answered."""

import datetime
from typing import Any

import pytest
import time_machine
from django.test import Client

from apps.core import clock
from apps.core.outgoing import OutgoingMail
from apps.publishing import due
from apps.publishing.models import Consent
from apps.showcase import care, consents
from apps.showcase.actions import answers, stories
from apps.showcase.actions import consents as actions
from apps.showcase.models import CaseStudy, StoryAnswer
from tests.personas import Person
from tests.showcase.conftest import WORDS, own_page, says_right, speak

pytestmark = pytest.mark.django_db
NAMED = "A carer, Airedale"
ASKED = {"said": "change", "words": "Not three times, twice"}


def text(person: Any, address: str) -> str:
    return person.get(address).content.decode()


def asks(visitor: Client, consent: Consent, story: CaseStudy) -> str:
    """The person asks for a change; the page that they are led to."""
    answer = visitor.post(own_page(consent), {"story": story.pk, **ASKED}, follow=True)
    return answer.content.decode()


class TestName:
    def test_a_name_taken_back_is_gone_and_the_page_says_so(
        self, published: CaseStudy, visitor: Client, consent: Consent
    ) -> None:
        assert NAMED in text(visitor, published.get_absolute_url())
        page = visitor.post(
            own_page(consent) + "take-back/", {"everything": "no", "parts": ["name"]}, follow=True
        ).content.decode()
        assert "Your name is taken back, and gone from this site" in page and NAMED not in page
        told = text(visitor, published.get_absolute_url())
        assert NAMED not in told and WORDS in told
        consent.refresh_from_db()
        assert consent.credit_as == ""
        assert consents.problems(CaseStudy.objects.get()) == []

    def test_a_name_is_offered_only_where_it_was_agreed(
        self, published: CaseStudy, visitor: Client, consent: Consent
    ) -> None:
        assert "name/" in text(visitor, own_page(consent))
        Consent.objects.update(name=False)
        assert visitor.get(own_page(consent) + "name/").status_code == 404
        sent = visitor.post(own_page(consent) + "name/", {"credit_as": "Ann Example"})
        assert sent.status_code == 404
        assert f"{own_page(consent)}name/" not in text(visitor, own_page(consent))
        assert NAMED not in text(visitor, published.get_absolute_url())


class TestAskedOfWhatIsPublic:
    def test_it_is_hidden_at_once_until_they_say_that_it_is_right(
        self, published: CaseStudy, visitor: Client, consent: Consent
    ) -> None:
        address = published.get_absolute_url()
        before = text(visitor, own_page(consent))
        assert "nothing of yours in it is on this site from that moment" in before
        assert "Nothing of yours in it is on this site now" in asks(visitor, consent, published)
        assert WORDS not in text(visitor, address)
        assert "What stands under why." in text(visitor, address)
        says_right(visitor, consent, published)
        assert WORDS in text(visitor, address)

    def test_a_story_whose_summary_rests_on_it_is_not_shown(
        self, published: CaseStudy, visitor: Client, consent: Consent
    ) -> None:
        CaseStudy.objects.update(summary_consent=consent)
        asks(visitor, consent, published)
        assert visitor.get(published.get_absolute_url()).status_code == 410
        assert published.title not in text(visitor, "/case-studies/")

    def test_curators_and_writers_are_told(
        self, published: CaseStudy, visitor: Client, consent: Consent, contributor: Person,
        curator: Person, outsider: Person,
    ) -> None:  # fmt: skip
        asks(visitor, consent, published)
        mail = OutgoingMail.objects.get(kind="consent_to_curator")
        assert mail.recipient == curator.user.email
        assert "1 person in a story asks for a change" in text(curator, "/staff/care/")
        assert ASKED["words"] in text(contributor, "/staff/")
        assert ASKED["words"] not in text(outsider, "/staff/")

    def test_the_changed_text_is_shown_once_they_and_a_second_person_said_yes(
        self, published: CaseStudy, visitor: Client, consent: Consent, contributor: Person,
        curator: Person,
    ) -> None:  # fmt: skip
        asks(visitor, consent, published)
        speak(contributor, published, consent, "I read it twice")
        page = text(visitor, own_page(consent))
        assert "I read it twice" in page and "It was changed since" in page
        says_right(visitor, consent, published)
        told = text(visitor, published.get_absolute_url())
        assert WORDS not in told and "I read it twice" not in told
        for who, move in ((contributor, "submit"), (curator, "publish")):
            who.post(f"/staff/case-studies/{published.pk}/move/{move}/", {"meant": "on"})
        assert "I read it twice" in text(visitor, published.get_absolute_url())


class TestOpen:
    def test_it_stays_open_when_something_else_changes(
        self, story: CaseStudy, visitor: Client, consent: Consent, contributor: Person
    ) -> None:
        asks(visitor, consent, story)
        visitor.post(own_page(consent) + "name/", {"credit_as": "Ann"})
        speak(contributor, story, consent, "Other words altogether")
        for person, address in (
            (visitor, own_page(consent)), (contributor, f"/staff/case-studies/{story.pk}/"),
        ):  # fmt: skip
            assert ASKED["words"] in text(person, address)
        assert "asks for a change" in consents.problems(CaseStudy.objects.get())[0]
        says_right(visitor, consent, story)
        assert not StoryAnswer.objects.open().exists()
        assert consents.problems(CaseStudy.objects.get()) == []

    def test_a_curator_says_why_not_and_the_person_reads_it(
        self, published: CaseStudy, visitor: Client, consent: Consent, curator: Person,
        contributor: Person,
    ) -> None:  # fmt: skip
        asks(visitor, consent, published)
        page = f"/staff/consent/{consent.reference}/why-not/{published.pk}/"
        assert contributor.get(page).status_code == 404
        assert curator.post(page, {"words": ""}).status_code == 422
        assert curator.post(page, {"words": "The tape says three"}).status_code == 302
        assert "The tape says three" in text(visitor, own_page(consent))
        assert "Nobody in a story asks for a change" in text(curator, "/staff/care/")
        assert WORDS not in text(visitor, published.get_absolute_url())
        assert OutgoingMail.objects.filter(recipient="carer@example.org").count() == 1
        assert curator.get(page).status_code == 404


class TestObjections:
    def objected(self, story: CaseStudy) -> None:
        review = stories.ask_reviewer(story=story, name="a carer by link", by=answers.HOLDER)
        stories.reviewed(review=review, said="change", words="Say who decided")

    def test_it_stands_above_the_button_on_both_pages(
        self, story: CaseStudy, visitor: Client, consent: Consent, contributor: Person,
        curator: Person,
    ) -> None:  # fmt: skip
        says_right(visitor, consent, story)
        contributor.post(f"/staff/case-studies/{story.pk}/move/submit/", {"meant": "on"})
        pages = [f"/staff/case-studies/{story.pk}/{end}/" for end in ("review", "move/publish")]
        assert not [page for page in pages if "Say who decided" in text(curator, page)]
        self.objected(story)
        for page in pages:
            assert "a carer by link asked for a change on" in text(curator, page)
            assert "Say who decided" in text(curator, page)

    def test_a_day_that_was_set_before_waits_and_says_so(
        self, story: CaseStudy, visitor: Client, consent: Consent, contributor: Person,
        curator: Person,
    ) -> None:  # fmt: skip
        says_right(visitor, consent, story)
        contributor.post(f"/staff/case-studies/{story.pk}/move/submit/", {"meant": "on"})
        day = clock.today() + datetime.timedelta(days=2)
        on = {"on_0": day.day, "on_1": day.month, "on_2": day.year, "meant": "on"}
        curator.post(f"/staff/case-studies/{story.pk}/move/publish/", on)
        story.refresh_from_db()
        assert story.publish_on == day
        self.objected(story)
        with time_machine.travel(datetime.datetime(day.year, day.month, day.day, 12), tick=False):
            assert due.publish_dated() == "1 stopped"
        story.refresh_from_db()
        assert story.state == "in_review" and "Say who decided" in story.note


class TestTakenBack:
    def test_an_empty_passage_says_one_thing_and_goes_by_one_press(
        self, published: CaseStudy, consent: Consent, contributor: Person
    ) -> None:
        speak(contributor, published, consent, f"{WORDS}, and again")
        actions.take_back(consent=consent)
        desk = text(contributor, f"/staff/case-studies/{published.pk}/")
        assert "Delete the passage that was taken back" in desk
        part = desk.split("/edit/words/")[1].split("</li>")[0]
        assert "To do" in part
        refused = contributor.post(f"/staff/case-studies/{published.pk}/move/submit/")
        assert "They took this consent back" in refused.content.decode()
        assert "Enter the words" not in refused.content.decode()
        contributor.post(f"/staff/case-studies/{published.pk}/taken-back/")
        assert "Delete the passage" not in text(contributor, f"/staff/case-studies/{published.pk}/")
        sent = contributor.post(f"/staff/case-studies/{published.pk}/move/submit/", {"meant": "on"})
        assert sent.status_code == 302

    def test_copies_outside_are_counted_as_their_list(
        self, curator: Person, consent: Consent, partner_a: object
    ) -> None:
        for where in ("A report", "A leaflet"):
            actions.use_outside(consent=consent, purpose="in_print", where=where, by=curator.user)
        actions.take_back(consent=consent)
        found = care.of(curator.user)["outside"]
        assert found is not None and found.total == 1
        assert consent.label in text(curator, found.address)
        assert "Copies outside to ask back, of 1 consent" in text(curator, "/staff/care/")

    def test_the_page_of_a_consent_that_is_over_asks_nobody_to_look(
        self, published: CaseStudy, curator: Person, consent: Consent
    ) -> None:
        actions.take_back(consent=consent)
        page = text(curator, f"/staff/consent/{consent.reference}/")
        assert "They have not seen this as it is now" not in page


def test_a_new_link_is_sent_at_once(
    published: CaseStudy, curator: Person, consent: Consent, visitor: Client
) -> None:
    before = own_page(consent)
    curator.post(f"/staff/consent/{consent.reference}/link/")
    assert visitor.get(before).status_code == 404
    assert visitor.get(own_page(consent)).status_code == 200
    mail = OutgoingMail.objects.get(kind="consent_to_person")
    assert (mail.recipient, mail.ids["says"]) == ("carer@example.org", "link")


def test_a_credit_needs_the_name_and_under_18_says_what_follows(
    contributor: Person, partner_a: Any
) -> None:
    page = text(contributor, "/staff/consent/new/")
    assert "is under 18. Two reviewers then look" in page
    sent = contributor.post(
        "/staff/consent/new/",
        {"partner": partner_a.pk, "may_use": ["words"], "credit_as": "Ann Example"},
    )
    assert sent.status_code == 422
    assert "Tick “Name” above, or leave this empty" in sent.content.decode()
