"""Two projects that the engine's tests move."""

import pytest

from apps.projects.models import Project
from apps.publishing import actions
from tests.factories import PartFactory, ProjectFactory
from tests.personas import Person


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
