"""The buttons by which a story begins stand where people look for them, for whoever may press
them."""

import pytest

from apps.projects.models import Project
from apps.publishing.models import Request
from tests.architecture.test_records import write_activity
from tests.personas import Person

pytestmark = pytest.mark.django_db


def test_an_activity_is_told_as_a_story_by_a_button(contributor: Person) -> None:
    activity = write_activity(contributor, "Carers’ café")
    desk = contributor.get(f"/staff/activities/{activity.pk}/").content.decode()
    assert "Tell this as a story" in desk


def test_a_suggestion_from_the_public_becomes_one(
    curator: Person, trainer: Person, project: Project
) -> None:
    asked = Request.objects.receive(
        kind="suggest-a-story", reply_by="none", words="Tell this", item_kind="project",
        object_id=project.pk, about=project.title,
    )  # fmt: skip
    page = curator.get(f"/staff/requests/{asked.reference}/").content.decode()
    assert f"/staff/case-studies/from/project/{project.pk}/" in page
    assert "Begin a story of this" in page
