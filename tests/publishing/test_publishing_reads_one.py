"""Publishing one record reads that record, however many there are."""

from collections import Counter

import pytest
from django.db.models.signals import post_init

from apps.core.actors import SystemActor
from apps.projects.models import Project
from apps.publishing import workflow
from tests.factories import PartFactory, ProjectFactory

pytestmark = pytest.mark.django_db


def read_while_publishing(project):
    """How many rows of each model are read while a project becomes public."""
    Project.objects.filter(pk=project.pk).update(state="in_review")
    project.refresh_from_db()
    seen: Counter[str] = Counter()

    def count(sender, **_more):
        seen[sender.__name__] += 1

    post_init.connect(count)
    try:
        workflow.move(project, "publish", by=SystemActor("somebody"))
    finally:
        post_init.disconnect(count)
    return seen


def test_as_many_rows_are_read_with_thirty_others():
    project = ProjectFactory(summary="People and staff wrote it together.")
    PartFactory(project=project)
    read_while_publishing(project)
    alone = read_while_publishing(project)
    for _ in range(30):
        ProjectFactory()
    assert read_while_publishing(project) == alone
