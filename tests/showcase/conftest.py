"""A story on its way, a consent, and the people around them."""

import datetime
from typing import Any

import pytest
from django.test import Client

from apps.core import clock
from apps.partners.models import Partner
from apps.projects.models import Project
from apps.publishing.models import Consent, ConsentEvidence
from apps.showcase.actions import consent_mails as mails
from apps.showcase.models import HEADINGS, CaseStudy
from tests.factories import PartFactory, ProjectFactory
from tests.personas import Person

WORDS = "I read it three times and still rang up"


@pytest.fixture
def project(partner_a: Partner) -> Project:
    """A published project of partner A."""
    found: Project = ProjectFactory(title="Clearer letters", slug="clearer-letters")
    PartFactory(project=found, partner=partner_a)
    return found


@pytest.fixture
def consent(partner_a: Partner) -> Consent:
    """A carer's, live for two years, for words and a picture on this site."""
    found = Consent.objects.create(
        partner=partner_a, label="Carer A", capacity="self", on_portal=True, in_print=True,
        words=True, name=True, picture=True, credit_as="A carer, Airedale",
        state=Consent.State.GIVEN, given_on=clock.today(),
        expires_on=clock.today() + datetime.timedelta(days=700),
    )  # fmt: skip
    ConsentEvidence.objects.create(consent=found, email="carer@example.org")
    return found


def write(person: Person, story: CaseStudy, part: str, **answers: Any) -> Any:
    """Save a part of a story as its form does."""
    story.refresh_from_db()
    return person.post(
        f"/staff/case-studies/{story.pk}/edit/{part}/",
        {"edit_count": story.edit_count, **answers},
    )


@pytest.fixture
def story(contributor: Person, project: Project, consent: Consent, partner_a: Partner) -> CaseStudy:
    """A whole story of the project, in which a carer speaks, written by the contributor."""
    contributor.post(f"/staff/case-studies/from/project/{project.pk}/")
    found = CaseStudy.objects.get()
    write(
        contributor, found, "about", title="The letter nobody could follow", project=project.pk,
        summary="A letter sent people to the wrong door. Carers and clerks wrote a new one.",
    )  # fmt: skip
    for part in HEADINGS:
        texts = {"changed": "One page.", "not_changed": "The bar code stays."}
        answers = texts if part == "changed" else {part: f"What stands under {part}."}
        write(contributor, found, part, **answers)
    speak(contributor, found, consent)
    found.refresh_from_db()
    return found


def speak(person: Person, story: CaseStudy, consent: Consent | None, words: str = WORDS) -> Any:
    """Put somebody's words under the first heading."""
    return write(
        person, story, "words",
        **{
            "blocks-TOTAL_FORMS": "1", "blocks-INITIAL_FORMS": "0",
            "blocks-0-kind": "quote", "blocks-0-heading": "why", "blocks-0-body": words,
            "blocks-0-consent": consent.pk if consent else "",
        },
    )  # fmt: skip


def publish(story: CaseStudy, writer: Person, curator: Person) -> CaseStudy:
    """Submitted by its writer and published by a curator."""
    for who, move in ((writer, "submit"), (curator, "publish")):
        answer = who.post(f"/staff/case-studies/{story.pk}/move/{move}/", {"meant": "on"})
        assert answer.status_code == 302, answer.content.decode()
    story.refresh_from_db()
    assert story.state == "published"
    return story


def own_page(consent: Consent) -> str:
    """The path of the person's own page."""
    consent.refresh_from_db()
    return "/" + mails.address_of(consent).split("/", 3)[3]


def says_right(visitor: Client, consent: Consent, story: CaseStudy) -> None:
    """The person in it says on their own page that it is right."""
    answer = visitor.post(own_page(consent), {"story": story.pk, "said": "right"})
    assert answer.status_code == 302


@pytest.fixture
def published(
    story: CaseStudy, contributor: Person, curator: Person, visitor: Client, consent: Consent
) -> CaseStudy:
    """The same story as everybody reads it."""
    says_right(visitor, consent, story)
    return publish(story, contributor, curator)
