"""Examples on which something of people hangs are not removed from under it."""

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError

from apps.core.models import AuditRecord
from apps.home.demo import examples
from apps.involvement.models import Activity
from apps.projects.models import Project
from apps.publishing.models import Consent
from apps.showcase.models import CaseStudy
from tests.factories import ActivityFactory
from tests.publishing.pictured import tell

pytestmark = pytest.mark.django_db


@pytest.fixture
def loaded() -> int:
    examples.load()
    return everything()


def everything() -> int:
    kinds = (Project, Activity, CaseStudy, Consent)
    return sum(kind.objects.count() for kind in kinds)


def named(partner, title: str) -> CaseStudy:
    story = tell(partner)
    story.title = title
    story.save()
    return story


def refused() -> str:
    with pytest.raises(CommandError) as said:
        call_command("remove_examples")
    return str(said.value)


def test_stories_of_people_are_named_and_nothing_goes(loaded, partner_a):
    of_project, of_meeting = (named(partner_a, f"Told of {of}") for of in ("one", "two"))
    of_project.project = Project.objects.get(is_example=True)
    of_project.save()
    of_meeting.activity, of_meeting.project = Activity.objects.filter(is_example=True)[0], None
    of_meeting.save()
    before = everything()
    said = refused()
    assert said.count("“") == 2
    assert "“Told of one” (story), “Told of two” (story)" in said
    assert everything() == before > loaded
    assert not AuditRecord.objects.filter(act="removed the examples").exists()


def test_words_that_rest_on_a_made_up_consent_are_named(loaded, partner_a):
    story = named(partner_a, "Ours")
    consent = Consent.objects.filter(partner__slug=examples.SLUG).first()
    story.blocks.create(kind="quote", heading="why", body="Well.", consent=consent)
    before = everything()
    assert "“Ours” (story)" in refused()
    assert everything() == before > loaded


def test_an_activity_of_people_only_loses_the_example_it_was_part_of(loaded):
    ours = ActivityFactory(
        reference="A-1", slug="a-1", project=Project.objects.get(is_example=True)
    )
    call_command("remove_examples")
    ours.refresh_from_db()
    assert ours.project is None
    assert not Project.objects.filter(is_example=True).exists()
