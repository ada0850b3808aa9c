"""Whoever leaves leaves nothing unpublished behind, of whatever kind."""

import pytest

from apps.accounts import belongings
from apps.projects.models import Project
from apps.publishing import types

pytestmark = pytest.mark.django_db


def test_somebody_is_asked_for_the_unpublished_of_every_kind():
    assert set(types.registered) == belongings.kinds()


def test_a_draft_of_a_project_goes_to_somebody_who_may_write_it(
    draft, contributor, lead, administrator
):
    administrator.says_again()
    address = f"/staff/people/{contributor.user.pk}/disable/"
    assert "Hand over: 1 unpublished project" in administrator.get(address).text
    refused = administrator.post(address, {})
    assert refused.status_code == 422
    heir = {"to_unpublished_projects": lead.user.pk}
    assert administrator.post(address, heir).status_code == 302
    assert Project.objects.get(pk=draft.pk).author == lead.user
    assert draft.title in lead.get("/staff/projects/").text
