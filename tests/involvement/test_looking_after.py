"""Somebody else looks after an activity; and who did what when."""

import re

import pytest

from apps.accounts.models import Grant
from apps.accounts.permissions import Role
from apps.core.models import AuditRecord
from apps.involvement.models import Activity
from apps.publishing import workflow
from tests.involvement.test_promises import complete, promise
from tests.involvement.test_quick_log import log
from tests.personas import Person, make_person

pytestmark = pytest.mark.django_db


@pytest.fixture
def logged(contributor) -> Activity:
    return log(contributor, way="inform")


@pytest.fixture
def colleague(partner_a) -> Person:
    """Writes for partner A too."""
    return Person.signed_in(
        make_person("colleague@example.org", Role.CONTRIBUTOR, partner=partner_a, name="Col League")
    )


def give(by: Person, activity: Activity, to: Person):
    return by.post(f"/staff/activities/{activity.pk}/give/", {"to": str(to.user.pk)})


@pytest.mark.parametrize("giver", ["lead", "contributor"])
def test_it_then_stands_in_the_other_persons_list(
    request, giver, contributor, colleague, lead, logged
):
    by = request.getfixturevalue(giver)
    assert give(by, logged, colleague).status_code == 302
    assert "To finish (1)" in colleague.get("/staff/").content.decode()
    assert "To finish" not in contributor.get("/staff/").content.decode()
    line = AuditRecord.objects.get(act="gave it to somebody else")
    assert (line.actor_id, line.object_id) == (by.user.pk, logged.pk)
    page = by.get(f"/staff/activities/{logged.pk}/versions/").content.decode()
    assert "Gave it to somebody else: Col League" in page
    assert workflow.writers(logged) == {contributor.user.pk}  # who wrote it stays


def test_the_answer_that_is_owed_goes_along(contributor, colleague, lead, logged):
    made = promise(logged, contributor)
    page = lead.get(f"/staff/activities/{logged.pk}/give/").content.decode()
    assert "The answer that is owed goes along: Promised by" in page
    give(lead, logged, colleague)
    made.refresh_from_db()
    assert made.looked_after_by == colleague.user


def test_an_answer_to_several_activities_stays(contributor, colleague, lead, logged):
    made = promise(logged, contributor)
    made.covers.create(activity=log(contributor))
    give(lead, logged, colleague)
    made.refresh_from_db()
    assert made.looked_after_by == contributor.user


def test_only_people_of_its_partner_may_take_it(contributor, colleague, lead, outsider, logged):
    Grant.objects.filter(user=colleague.user).update(until="2020-01-01")
    page = lead.get(f"/staff/activities/{logged.pk}/give/").content.decode()
    assert "Lea Der (lead@example.org)" in page
    assert "Col League" not in page
    assert "Out Sider" not in page
    assert "Con Tributor (" not in page  # looks after it already
    for to in (colleague, outsider, contributor):
        answer = give(lead, logged, to)
        assert answer.status_code == 422
        assert "Choose one of the answers offered here" in answer.content.decode()
    assert give(lead, logged, lead).status_code == 302
    nobody = lead.post(f"/staff/activities/{logged.pk}/give/", {"to": ""})
    assert "Choose a person" in nobody.content.decode()


def test_a_colleague_and_another_partner_do_not_give_it_away(colleague, outsider, logged):
    for person in (colleague, outsider):
        assert give(person, logged, person).status_code == 404
        page = person.get(f"/staff/activities/{logged.pk}/")
        assert "Give it to somebody else" not in page.content.decode()
    logged.refresh_from_db()
    assert logged.author_id not in (colleague.user.pk, outsider.user.pk)


class TestWhoDidWhatWhen:
    def test_saves_moves_and_acts_stand_in_one_list_newest_first(self, contributor, lead, logged):
        complete(logged)
        section = f"/staff/activities/{logged.pk}/edit/said/"
        contributor.post(section, {"heard": "Too high.", "edit_count": logged.edit_count})
        workflow.move(logged, "submit", by=contributor.user)
        workflow.move(logged, "return", by=lead.user, note="Who came? Ask Ann.")
        workflow.move(logged, "submit", by=contributor.user)
        workflow.move(logged, "take_back", by=contributor.user)
        workflow.move(logged, "submit", by=contributor.user)
        workflow.move(logged, "publish", by=lead.user)
        page = contributor.get(f"/staff/activities/{logged.pk}/versions/").content.decode()
        rows = re.findall(r'<td>([^<]+)</td><th scope="row">([^<]+)</th>', page)
        assert rows == [
            ("Lea Der", "Published"),
            ("Con Tributor", "Submitted for review"),
            ("Con Tributor", "Taken back"),
            ("Con Tributor", "Submitted for review"),
            ("Lea Der", "Sent back"),
            ("Con Tributor", "Submitted for review"),
            ("Con Tributor", "Saved"),
            ("Con Tributor", "Begun"),
        ]
        assert "Ask Ann" not in str(AuditRecord.objects.values())

    def test_it_is_for_whoever_may_see_the_record(self, logged, outsider, colleague, curator):
        address = f"/staff/activities/{logged.pk}/versions/"
        assert colleague.get(address).status_code == 200
        assert outsider.get(address).status_code == 404
        assert curator.get(address).status_code == 404

    def test_names_of_private_files_stay_where_they_are(self, contributor, logged):
        AuditRecord.objects.create(
            actor_label="Con Tributor", act="attached a file", kind="activity",
            object_id=logged.pk, details={"name": "sign-in sheet.pdf"},
        )  # fmt: skip
        page = contributor.get(f"/staff/activities/{logged.pk}/versions/").content.decode()
        assert "Attached a file" in page
        assert "sign-in sheet" not in page
