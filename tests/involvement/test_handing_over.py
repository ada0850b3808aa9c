"""Whoever leaves hands over what they have in hand, only to people who may have it; whoever moves
to another partner leaves it behind."""

import datetime

import pytest

from apps.accounts.models import Grant, User
from apps.accounts.permissions import Role
from apps.core.counts import Count
from apps.involvement.actions import private
from apps.involvement.models import Activity, LogLink, Promise, Response
from apps.publishing import workflow
from apps.publishing.models import State
from tests.involvement.test_promises import complete, promise
from tests.involvement.test_quick_log import THREE, log
from tests.personas import Person, make_person

pytestmark = pytest.mark.django_db
FIELDS = ("promises", "unpublished_activities", "unpublished_answers", "links_for_groups")


@pytest.fixture
def admin(administrator: Person) -> Person:
    administrator.says_again()
    return administrator


@pytest.fixture
def colleague(partner_a) -> User:
    """Writes for partner A too."""
    return make_person("colleague@example.org", Role.CONTRIBUTOR, partner=partner_a, name="Col")


@pytest.fixture
def draft(contributor) -> Activity:
    return log(contributor, way="engage")


def at(person: Person) -> str:
    return f"/staff/people/{person.user.pk}/disable/"


def offered(admin: Person, leaves: Person, field: str) -> set[User]:
    form = admin.get(at(leaves)).context["form"]
    return set(form.fields[f"to_{field}"].queryset)


class TestWhoIsOffered:
    def test_whoever_may_write_all_of_it_and_nobody_else(
        self, admin, contributor, colleague, lead, outsider, curator, draft, place
    ):
        promise(draft, contributor)
        by_place = make_person("place@example.org", Role.LEAD, name="Lea Of Place")
        by_place.grants.get().places.add(place)
        gone = make_person("gone@example.org", Role.CONTRIBUTOR, partner=draft.partner)
        Grant.objects.filter(user=gone).update(until=datetime.date(2020, 1, 1))
        may = {colleague, lead.user, admin.user}
        assert offered(admin, contributor, "unpublished_activities") == may
        assert offered(admin, contributor, "promises") == may
        draft.places.add(place)
        assert offered(admin, contributor, "unpublished_activities") == may | {by_place}

    def test_of_two_partners_whoever_may_write_for_both(
        self, admin, contributor, colleague, lead, outsider, draft, partner_b
    ):
        contributor.user.grants.get().partners.add(partner_b)
        other = log(contributor, title="Walk by the canal", partner=str(partner_b.pk))
        assert other.partner == partner_b
        assert offered(admin, contributor, "unpublished_activities") == {admin.user}

    def test_nobody_else_is_taken_when_sent_in(self, admin, contributor, outsider, curator, draft):
        for nobody in (outsider, curator, contributor):
            sent = {"to_unpublished_activities": nobody.user.pk}
            assert admin.post(at(contributor), sent).status_code == 422
        draft.refresh_from_db()
        assert draft.author == contributor.user
        assert User.objects.get(pk=contributor.user.pk).is_active


def test_everything_in_hand_has_somebody_else_afterwards(
    admin, contributor, colleague, partner_a, visitor, draft
):
    waiting = log(contributor, title="Walk by the canal")
    complete(waiting)
    promise(waiting, contributor)
    workflow.move(waiting, "submit", by=contributor.user)
    answers = [
        Response.objects.create(author=contributor.user, state=state)
        for state in (State.DRAFT, State.IN_REVIEW)
    ]
    for answer in answers:
        answer.activities.add(waiting)
    _, secret = private.send_link(partner=partner_a, group_name="Sunrise", by=contributor.user)
    page = admin.get(at(contributor)).content.decode()
    for words in ("2 unpublished activities", "2 unpublished answers", "1 link for a group"):
        assert words in page
    sent = {f"to_{name}": colleague.pk for name in FIELDS}
    assert admin.post(at(contributor), sent).status_code == 302
    for item in (draft, waiting, *answers):
        item.refresh_from_db()
        assert item.author == colleague
    assert Promise.objects.get().looked_after_by == colleague
    visitor.post(f"/log/{secret}/", {**THREE, "title": "Tea"})
    assert LogLink.objects.get().activity.author == colleague


class TestMovedToAnotherPartner:
    @pytest.fixture
    def moved(self, contributor, draft, partner_b) -> Person:
        """Wrote a draft, an answer and something in review for A, and works for B now."""
        draft.took_part = Count(7, "exactly", "people")
        draft.note = "Canary of the reviewer"
        draft.save()
        answer = Response.objects.create(author=contributor.user, title="Canary of the answer")
        answer.activities.add(draft)
        waiting = log(contributor, title="Walk by the canal")
        Activity.objects.filter(pk=waiting.pk).update(state=State.IN_REVIEW)
        contributor.user.grants.get().partners.set([partner_b])
        return Person.signed_in(User.objects.get(pk=contributor.user.pk))

    def test_what_they_wrote_for_the_first_is_not_theirs_to_open(self, moved, draft):
        for activity in Activity.objects.all():
            desk = f"/staff/activities/{activity.pk}/"
            for page in ("edit/said/", "private/", "next/", "promise/", "give/", "versions/"):
                assert moved.get(desk + page).status_code == 404
        assert moved.get(f"/staff/activities/{draft.pk}/").status_code == 404
        assert moved.get(f"/staff/log/{draft.pk}/").status_code == 404
        assert moved.post(f"/staff/activities/{draft.pk}/nothing-to-add/").status_code == 404
        answer = Response.objects.get()
        assert moved.get(f"/staff/answers/{answer.pk}/").status_code == 404

    def test_nor_is_it_listed_for_them(self, moved):
        for page in ("/staff/", "/staff/activities/?whose=mine"):
            said = moved.get(page).content.decode()
            for words in ("Carers’ café", "Canary", "Walk by the canal"):
                assert words not in said

    def test_it_is_handed_over_all_the_same(self, admin, moved, colleague, draft):
        sent = {f"to_{name}": colleague.pk for name in FIELDS}
        assert admin.post(at(moved), sent).status_code == 302
        draft.refresh_from_db()
        assert draft.author == colleague
