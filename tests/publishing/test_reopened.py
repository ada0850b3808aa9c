"""The address of what was withdrawn and is worked on again: nobody who kept it is left guessing."""

import datetime

import pytest

from apps.core import clock
from apps.core.actors import SystemActor
from apps.involvement.models import Opportunity
from apps.library.models import Page
from apps.publishing import workflow
from apps.publishing.formats import actions as formats
from apps.publishing.models import AccessibleVersion, State
from tests.factories import PUBLISHED, ActivityFactory, ProjectFactory, owe
from tests.publishing.pictured import tell

pytestmark = pytest.mark.django_db
BY = SystemActor("tests")
ONCE = {"state": State.DRAFT, "revision": 1, "published_at": PUBLISHED}


def project(partner):
    return ProjectFactory(slug="again", **ONCE), "/our-work/again/"


def activity(partner):
    row = ActivityFactory(partner=partner, **ONCE)
    return row, f"/involvement/{row.reference}/"


def answer(partner):
    row = ActivityFactory(partner=partner, **ONCE)
    return row, f"/involvement/{row.reference}/poster/"


def opportunity(partner):
    row = Opportunity.objects.create(partner=partner, title="Join", slug="again", **ONCE)
    return row, "/get-involved/again/"


def story(partner):
    return tell(partner, slug="again", **ONCE), "/case-studies/again/"


def page(partner):
    row = Page.objects.create(title="About", slug="about", reviewed_on=clock.today(), **ONCE)
    return row, "/about/"


def version(partner):
    made = formats.begin(page=ProjectFactory(), form="large_print", language="en-GB", by=BY)
    AccessibleVersion.objects.filter(pk=made.pk).update(slug="again", **ONCE)
    return made, "/formats/again/"


KINDS = pytest.mark.parametrize(
    "make", [project, activity, answer, opportunity, story, page, version]
)


@KINDS
def test_what_was_public_and_is_a_draft_again_says_so(make, partner_a, visitor):
    _row, address = make(partner_a)
    response = visitor.get(address)
    shown = response.content.decode()
    assert response.status_code == 410
    assert "<h1>This page is not shown at the moment</h1>" in shown
    assert "somebody is working on it again" in shown
    assert "withdrawn" not in shown


@KINDS
def test_what_never_was_public_is_not_found(make, partner_a, visitor):
    row, address = make(partner_a)
    type(row).objects.filter(pk=row.pk).update(revision=0)
    assert visitor.get(address).status_code == 404


def test_withdrawn_then_reopened_then_public_again(published, lead, contributor, visitor):
    def stands() -> tuple[int, str]:
        response = visitor.get("/our-work/signs/")
        return response.status_code, response.content.decode()

    workflow.move(published, "withdraw", by=lead.user, note="The ward has moved.")
    code, shown = stands()
    assert (code, "This page was withdrawn" in shown) == (410, True)
    assert "The ward has moved." in shown
    workflow.move(published, "reopen", by=lead.user, note="It is back, says the ward.")
    code, shown = stands()
    assert (code, "not shown at the moment" in shown) == (410, True)
    assert "The ward has moved." not in shown
    assert "says the ward" not in shown
    workflow.move(published, "submit", by=contributor.user)
    assert stands()[0] == 410
    workflow.move(published, "publish", by=lead.user)
    assert stands()[0] == 200


def test_an_answer_that_is_owed_is_still_named(partner_a, visitor):
    row, address = activity(partner_a)
    owe(row, datetime.date(2026, 7, 3))
    shown = visitor.get(address).content.decode()
    assert "working on it again. An answer was promised by 3 July 2026, and is still owed." in shown


def test_a_version_goes_with_its_page(partner_a, visitor):
    made, address = version(partner_a)
    AccessibleVersion.objects.filter(pk=made.pk).update(state=State.PUBLISHED)
    type(made.page).objects.filter(pk=made.object_id).update(state=State.DRAFT)
    response = visitor.get(address)
    assert response.status_code == 410
    assert "not shown at the moment" in response.content.decode()
