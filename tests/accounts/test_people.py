"""People: invited, given roles, disabled with hand-over; an administrator is always left."""

import datetime
import re

import pytest
from django.core import mail

from apps.accounts import belongings
from apps.accounts.belongings import Belonging
from apps.accounts.models import Grant, Invitation, User
from apps.core import clock, outbox
from apps.core.models import AuditRecord
from apps.core.outgoing import OutgoingMail
from tests.personas import PASSWORD, Person, make_person

pytestmark = pytest.mark.django_db
PEOPLE = "/staff/people/"
INVITE = f"{PEOPLE}invite/"
GOOD = "three words apart"


@pytest.fixture
def admin(administrator: Person) -> Person:
    """An administrator who has just said again who they are."""
    administrator.post("/accounts/reauthenticate/", {"password": PASSWORD})
    return administrator


def answers(partner, **changes):
    return {
        "name": "New Person", "email": "New@example.org", "chosen": ["contributor"],
        "reach": "partners", "partners": [partner.pk], **changes,
    }  # fmt: skip


def invited(admin, partner, **changes):
    """The link that an invitation's mail carries."""
    assert admin.post(INVITE, answers(partner, **changes)).status_code == 302
    outbox.send_waiting()
    return re.search(r"/accounts/invitation/\S+", mail.outbox[-1].body)[0]


def acts():
    return list(AuditRecord.objects.order_by("id").values_list("act", flat=True))


def test_somebody_is_invited_and_gets_in(admin, visitor, partner_a):
    link = invited(admin, partner_a)
    page = visitor.get(link).content.decode()
    assert "Ad Min invites New Person (new@example.org)" in page
    assert "Contributor, Partner A" in page
    assert visitor.post(link, {"password": GOOD})["Location"] == "/staff/"
    user = User.objects.get(email="new@example.org")
    assert user.partner == partner_a
    assert user.emailaddress_set.get().verified
    assert visitor.get("/staff/").status_code == 200
    assert acts() == ["invited", "accepted an invitation"]


def test_only_a_hash_of_the_secret_is_kept(admin, partner_a):
    secret = invited(admin, partner_a).split("/")[3]
    assert secret not in str(Invitation.objects.values())
    assert secret not in str(AuditRecord.objects.values())


@pytest.mark.parametrize(
    ("password", "words"),
    [("", "Choose a password"), ("short", "at least 12"), ("password1234", "others do not use")],
)
def test_a_weak_password_is_refused(admin, visitor, partner_a, password, words):
    link = invited(admin, partner_a)
    response = visitor.post(link, {"password": password})
    assert response.status_code == 422
    assert words in response.content.decode()
    assert not User.objects.filter(email="new@example.org").exists()


def test_links_that_open_nothing_look_alike(admin, visitor, partner_a):
    used = invited(admin, partner_a, email="used@example.org")
    visitor.post(used, {"password": GOOD})
    visitor.cookies.clear()
    expired = invited(admin, partner_a, email="expired@example.org")
    Invitation.objects.filter(email="expired@example.org").update(
        expires_on=clock.today() - datetime.timedelta(days=1)
    )
    cancelled = invited(admin, partner_a, email="cancelled@example.org")
    row = Invitation.objects.get(email="cancelled@example.org")
    admin.post(f"{PEOPLE}invitations/{row.pk}/cancel/")
    replaced = invited(admin, partner_a, email="again@example.org")
    row = Invitation.objects.get(email="again@example.org")
    admin.post(f"{PEOPLE}invitations/{row.pk}/again/")
    dead = [used, expired, cancelled, replaced, "/accounts/invitation/nonsense/"]
    before = User.objects.count()
    for way in (visitor.get, lambda link: visitor.post(link, {"password": GOOD})):
        found = [way(link) for link in dead]
        assert [response.status_code for response in found] == [404] * 5
        assert len({response.content for response in found}) == 1
    assert User.objects.count() == before


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"email": "no address"}, "Enter an e-mail address"),
        ({"chosen": []}, "Select at least one role"),
        ({"partners": []}, "Select at least one partner"),
        ({"reach": "everywhere"}, "Contributors and trainers work for a partner"),
        ({"until_0": "1", "until_1": "1", "until_2": "2020"}, "Enter a day that is not over yet"),
        ({"email": "administrator@example.org"}, "This person is here already"),
    ],
)
def test_a_wrong_invitation_says_what_to_do(admin, partner_a, changes, words):
    response = admin.post(INVITE, answers(partner_a, **changes))
    assert response.status_code == 422
    assert words in response.content.decode()
    assert not OutgoingMail.objects.exists()


def test_an_address_has_one_waiting_invitation(admin, partner_a):
    invited(admin, partner_a)
    response = admin.post(INVITE, answers(partner_a))
    assert response.status_code == 422
    assert Invitation.objects.count() == 1


def test_ten_forbidden_fields_change_nothing(admin, visitor, partner_a):
    link = invited(admin, partner_a)
    forbidden = {
        "is_superuser": "on", "is_staff": "on", "is_active": "", "email": "other@example.org",
        "role": "administrator", "everywhere": "on", "partner": "1", "grants": "[]", "id": "1",
        "last_seen": "2020-01-01",
    }  # fmt: skip
    visitor.post(link, {"password": GOOD, **forbidden})
    user = User.objects.get(email="new@example.org")
    assert (user.is_superuser, user.is_staff, user.is_active) == (False, False, True)
    assert [grant.role for grant in user.grants.all()] == ["contributor"]
    assert not user.grants.get().everywhere


def test_roles_are_changed_only_by_who_says_again_who_they_are(administrator, contributor, content):
    address = f"{PEOPLE}{contributor.user.pk}/roles/add/"
    response = administrator.post(address, {"role": "curator"})
    assert response["Location"].startswith("/accounts/reauthenticate/")
    assert contributor.user.grants.count() == 1


def test_a_role_is_given_ended_and_taken_away(admin, contributor):
    address = f"{PEOPLE}{contributor.user.pk}/"
    assert admin.post(f"{address}roles/add/", {"role": "curator"}).status_code == 302
    grant = contributor.user.grants.get(role="curator")
    assert grant.everywhere
    end = {"until_0": "30", "until_1": "6", "until_2": "2099"}
    admin.post(f"{address}roles/{grant.pk}/", end)
    grant.refresh_from_db()
    assert grant.until == datetime.date(2099, 6, 30)
    assert "until 30 June 2099" in admin.get(PEOPLE).content.decode()
    admin.post(f"{address}roles/{grant.pk}/remove/")
    assert contributor.user.grants.count() == 1
    assert acts() == ["gave a role", "changed a role’s end", "took a role away"]


def test_nobody_ends_their_own_last_administrator_role(admin):
    make_person("other@example.org", "administrator")
    [grant] = admin.user.grants.all()
    address = f"{PEOPLE}{admin.user.pk}/roles/{grant.pk}/"
    response = admin.post(address, {"until_0": "30", "until_1": "6", "until_2": "2099"})
    assert response.status_code == 422
    page = admin.post(f"{address}remove/", follow=True).content.decode()
    assert "You can’t end your own last administrator role" in page
    assert Grant.objects.filter(pk=grant.pk, until=None).exists()


def test_nobody_disables_themselves(admin):
    response = admin.post(f"{PEOPLE}{admin.user.pk}/disable/")
    assert response.status_code == 422
    assert User.objects.get(pk=admin.user.pk).is_active


def test_whoever_leaves_hands_over_first(admin, contributor, lead):
    papers = {contributor.user.pk: 9}

    def hand_over(user, heir, by):
        papers[heir.pk] = papers.pop(user.pk)

    belongings.register(Belonging("papers", lambda user: papers.get(user.pk, 0), hand_over))
    try:
        address = f"{PEOPLE}{contributor.user.pk}/disable/"
        assert "Hand over: 9 papers" in admin.get(address).content.decode()
        refused = admin.post(address, {})
        assert refused.status_code == 422
        assert "Choose who looks after the 9 papers" in refused.content.decode()
        assert papers == {contributor.user.pk: 9}
        assert admin.post(address, {"to_papers": lead.user.pk}).status_code == 302
    finally:
        belongings.forget("papers")
    assert papers == {lead.user.pk: 9}
    assert not User.objects.get(pk=contributor.user.pk).is_active
    assert contributor.get("/staff/").status_code == 302
    assert admin.post(f"{PEOPLE}{contributor.user.pk}/enable/").status_code == 302
    assert User.objects.get(pk=contributor.user.pk).is_active
    assert acts() == ["disabled", "enabled again"]


def test_the_list_is_searched_by_words_and_role(admin, contributor, lead):
    page = admin.get(f"{PEOPLE}?q=tribu&role=contributor").content.decode()
    assert "Con Tributor" in page
    assert "Lea Der" not in page
    assert "Nobody fits" in admin.get(f"{PEOPLE}?q=zzz").content.decode()
    assert admin.get(f"{PEOPLE}?page=x&role=nonsense").status_code == 200


@pytest.mark.parametrize("items", [1, 3])
def test_people_list_queries(admin, partner_a, items, django_assert_max_num_queries):
    for number in range(items):
        make_person(f"p{number}@example.org", "lead", partner=partner_a)
        invited(admin, partner_a, email=f"i{number}@example.org")
    admin.get(PEOPLE)
    with django_assert_max_num_queries(18):
        admin.get(PEOPLE)


@pytest.mark.parametrize("persona", ["contributor", "outsider", "lead", "curator", "trainer"])
def test_people_are_not_found_by_others(request, persona, administrator):
    client = request.getfixturevalue(persona)
    for address in (PEOPLE, INVITE, f"{PEOPLE}{administrator.user.pk}/"):
        assert client.get(address).status_code == 404
    assert "People" not in client.get("/staff/").content.decode().split("<main")[0]


def test_details_are_changed_and_noted(admin, contributor, partner_b):
    address = f"{PEOPLE}{contributor.user.pk}/details/"
    admin.post(address, {"name": "New Name", "partner": partner_b.pk, "usual_place": ""})
    user = User.objects.get(pk=contributor.user.pk)
    assert (user.name, user.partner, user.usual_place) == ("New Name", partner_b, None)
    assert AuditRecord.objects.get().details == {"fields": ["name", "partner", "usual place"]}
    assert admin.post(address, {"name": ""}).status_code == 422
