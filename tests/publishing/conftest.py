"""Two projects that the engine's tests move, and two stories for pictures."""

import pytest

from apps.projects.models import Project
from apps.publishing import actions
from apps.showcase.models import CaseStudy
from tests.factories import PUBLISHED, PartFactory, ProjectFactory
from tests.personas import Person
from tests.publishing.pictured import tell


@pytest.fixture
def draft(contributor: Person, partner_a) -> Project:
    """A contributor's draft that lacks nothing."""
    project = actions.create(
        model=Project,
        data={"title": "Waiting rooms", "kind": "project", "summary": "We asked; we listened."},
        by=contributor.user,
    )
    PartFactory(project=project, partner=partner_a, role="lead")
    return project


@pytest.fixture
def published(partner_a) -> Project:
    """Something public that partner A leads."""
    project = ProjectFactory(
        title="Signs", slug="signs", summary="Old summary.", published_as="content file"
    )
    PartFactory(project=project, partner=partner_a, role="lead")
    return project


@pytest.fixture
def commits(django_capture_on_commit_callbacks):
    """What is to happen after a commit happens at the end of ``with commits(execute=True)``."""
    return django_capture_on_commit_callbacks


@pytest.fixture
def story(partner_a, contributor) -> CaseStudy:
    """A draft of partner A."""
    return tell(partner_a, author=contributor.user)


@pytest.fixture
def told(partner_a) -> CaseStudy:
    """A story that everybody reads."""
    return tell(partner_a, state="published", slug="signs", revision=1, published_at=PUBLISHED)
