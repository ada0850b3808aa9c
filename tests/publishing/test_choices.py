"""What the choices of a form show of records that are not public."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from apps.involvement.models import Activity, Opportunity
from apps.projects.models import Project, ProjectLink
from apps.publishing import actions
from tests.factories import PartFactory, ProjectFactory

pytestmark = pytest.mark.django_db
SECRET = "Merging two wards"


@pytest.fixture
def hidden(partner_b):
    """Another partner's draft."""
    project = ProjectFactory(title=SECRET, slug=None, state="draft", revision=0, published_at=None)
    PartFactory(project=project, partner=partner_b, role="lead")
    return project


@pytest.fixture
def ours(contributor, partner_a):
    """One record of each kind that may name a project: its page, and what it asks there."""
    by = contributor.user
    project = actions.create(model=Project, data={"title": "Signs", "kind": "project"}, by=by)
    PartFactory(project=project, partner=partner_a, role="lead")
    activity = actions.create(
        model=Activity, data={"title": "Coffee"}, by=by, partner=partner_a, reference="A-1",
        slug="a-1",
    )  # fmt: skip
    offer = actions.create(
        model=Opportunity, data={"title": "Join", "partner": str(partner_a.pk)}, by=by
    )
    return {
        "project": (project, f"/staff/projects/{project.pk}/edit/links/", _link),
        "activity": (
            activity,
            f"/staff/activities/{activity.pk}/edit/what/",
            lambda key: {"title": "Coffee", "project": key},
        ),
        "opportunity": (
            offer,
            f"/staff/opportunities/{offer.pk}/edit/became/",
            lambda key: {"project": key},
        ),
    }


def _link(key):
    return {
        "links_out-TOTAL_FORMS": "1", "links_out-INITIAL_FORMS": "0",
        "links_out-0-kind": "led_to", "links_out-0-target": key, "links_out-0-words": "it says",
    }  # fmt: skip


@pytest.mark.parametrize("kind", ["project", "activity", "opportunity"])
def test_another_partners_draft_is_neither_shown_nor_taken(contributor, hidden, ours, kind):
    public = ProjectFactory(title="Known to all")
    item, address, answers = ours[kind]
    page = contributor.get(address).content.decode()
    assert "Known to all" in page
    assert SECRET not in page
    typed = {"edit_count": item.edit_count}
    refused = contributor.post(address, {**answers(str(hidden.pk)), **typed})
    assert refused.status_code == 422
    assert SECRET not in refused.content.decode()
    assert contributor.post(address, {**answers(str(public.pk)), **typed}).status_code == 302


def test_what_a_record_names_already_stays_choosable(contributor, hidden, ours):
    activity, address, answers = ours["activity"]
    Activity.objects.filter(pk=activity.pk).update(project=hidden)
    assert SECRET in contributor.get(address).content.decode()
    typed = {"edit_count": activity.edit_count}
    assert contributor.post(address, {**answers(str(hidden.pk)), **typed}).status_code == 302
    project, address, answers = ours["project"]
    ProjectLink.objects.create(source=project, target=hidden, kind="led_to")
    assert SECRET in contributor.get(address).content.decode()
    typed = {"edit_count": project.edit_count}
    assert contributor.post(address, {**answers(str(hidden.pk)), **typed}).status_code == 302


def test_a_desk_asks_for_the_rows_that_were_chosen_not_for_the_whole_table(contributor, ours):
    project, *_ = ours["project"]
    other = ProjectFactory(title="The one it led to")
    ProjectLink.objects.create(source=project, target=other, kind="led_to")
    ProjectFactory.create_batch(3)
    with CaptureQueriesContext(connection) as asked:
        desk = contributor.get(f"/staff/projects/{project.pk}/").text
    assert "The one it led to" in desk
    whole = [sql for q in asked if '"title"' in (sql := q["sql"]) and '"projects_project"' in sql
             and '"projects_project"."id"' not in sql.partition(" WHERE ")[2]]  # fmt: skip
    assert whole == []
