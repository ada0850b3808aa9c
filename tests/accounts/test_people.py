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
from tests.personas import Person, make_person

pytestmark = pytest.mark.django_db
PEOPLE = "/staff/people/"
INVITE = f"{PEOPLE}invite/"
GOOD = "three words apart"


@pytest.fixture
def admin(administrator: Person) -> Person:
    """An administrator who has just said again who they are."""
    administrator.says_again()
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

    def takers(user):
        return User.objects.filter(pk__in=[user.pk, lead.user.pk])

    belongings.register(Belonging("papers", lambda user: papers.get(user.pk, 0), takers, hand_over))
    try:
        address = f"{PEOPLE}{contributor.user.pk}/disable/"
        assert "Hand over: 9 papers" in admin.get(address).content.decode()
        refused = admin.post(address, {})
        assert refused.status_code == 422
        assert "Choose who looks after the 9 papers" in refused.content.decode()
        for nobody in (contributor.user, admin.user):  # oneself; somebody who may not have them
            refused = admin.post(address, {"to_papers": nobody.pk})
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
    with django_assert_max_num_queries(16):
        admin.get(PEOPLE)


@pytest.mark.parametrize("persona", ["contributor", "outsider", "lead", "curator", "trainer"])
def test_people_are_not_found_by_others(request, persona, administrator):
    client = request.getfixturevalue(persona)
    for address in (PEOPLE, INVITE, f"{PEOPLE}{administrator.user.pk}/"):
        assert client.get(address).status_code == 404
    assert "People" not in client.get("/staff/").content.decode().split("<main")[0]


def details_of(person, **changes):
    same = {"name": person.user.name, "email": person.user.email, "partner": "", "usual_place": ""}
    return {**same, **changes}


def test_details_are_changed_and_noted(admin, contributor, partner_b):
    address = f"{PEOPLE}{contributor.user.pk}/details/"
    admin.post(address, details_of(contributor, name="New Name", partner=partner_b.pk))
    user = User.objects.get(pk=contributor.user.pk)
    assert (user.name, user.partner, user.usual_place) == ("New Name", partner_b, None)
    assert AuditRecord.objects.get().details == {"fields": ["name", "partner", "usual place"]}
    assert admin.post(address, {"name": ""}).status_code == 422


def code_for(visitor, email):
    """The code in the mail to an address; None where it says that nobody is known by it."""
    mail.outbox.clear()
    visitor.cookies.clear()
    visitor.post("/accounts/login/code/", {"email": email})
    found = re.search(r"^\S{5,}$", mail.outbox[0].body, re.M)
    return found and found[0]


def test_a_new_address_is_told_to_both_signs_in_and_ends_sessions(admin, contributor, visitor):
    old, new = contributor.user.email, "new.address@example.org"
    address = f"{PEOPLE}{contributor.user.pk}/details/"
    assert contributor.get("/staff/").status_code == 200
    answer = admin.post(address, details_of(contributor, email="New.Address@example.org"))
    assert answer.status_code == 302
    assert contributor.get("/staff/").status_code == 302
    assert "e-mail address" in AuditRecord.objects.get(act="changed details").details["fields"]
    assert new not in str(AuditRecord.objects.values("details"))
    outbox.send_waiting()
    assert sorted(one.to[0] for one in mail.outbox) == [old, new]
    for one in mail.outbox:
        assert f"with {new} from now on, no longer with {old}. Ad Min changed it" in one.body
    assert code_for(visitor, old) is None
    visitor.post("/accounts/login/code/confirm/", {"code": code_for(visitor, new)})
    assert visitor.get("/staff/").status_code == 200


def test_saving_other_details_ends_no_session_and_sends_no_mail(admin, contributor):
    admin.post(f"{PEOPLE}{contributor.user.pk}/details/", details_of(contributor, name="New"))
    assert contributor.get("/staff/").status_code == 200
    assert not OutgoingMail.objects.exists()


@pytest.mark.parametrize(
    ("email", "words"),
    [
        ("LEAD@example.org", "Somebody else signs in with this e-mail address."),
        ("nonsense", "Enter an e-mail address, like name@example.org"),
        ("", "Enter an e-mail address, like name@example.org"),
    ],
)
def test_an_address_that_will_not_do_changes_nothing(admin, contributor, lead, email, words):
    address = f"{PEOPLE}{contributor.user.pk}/details/"
    answer = admin.post(address, details_of(contributor, name="New", email=email))
    assert answer.status_code == 422
    assert words in answer.content.decode()
    contributor.user.refresh_from_db()
    assert (contributor.user.name, contributor.user.email) == (
        "Con Tributor", "contributor@example.org",
    )  # fmt: skip


def test_an_address_is_changed_only_by_who_says_again_who_they_are(administrator, contributor):
    answer = administrator.post(
        f"{PEOPLE}{contributor.user.pk}/details/", details_of(contributor, email="x@example.org")
    )
    assert answer.status_code == 302
    assert "reauthenticate" in answer["Location"]
    contributor.user.refresh_from_db()
    assert contributor.user.email == "contributor@example.org"


@pytest.mark.parametrize("act", ["remove", "end", "disable"])
def test_an_administrator_whose_role_ends_is_not_the_one_who_stays(admin, act):
    """Whoever acts here has a last day; the other one is the last without."""
    other = make_person("other@example.org", "administrator")
    soon = clock.today() + datetime.timedelta(days=30)
    admin.user.grants.update(until=soon)
    role = f"{PEOPLE}{other.pk}/roles/{other.grants.get().pk}/"
    late = soon + datetime.timedelta(days=30)
    parts = {"until_0": late.day, "until_1": late.month, "until_2": late.year}
    address, typed = {
        "remove": (f"{role}remove/", {}),
        "end": (role, parts),
        "disable": (f"{PEOPLE}{other.pk}/disable/", {}),
    }[act]
    page = admin.post(address, typed, follow=True).content.decode()
    assert "This is the last administrator whose role has no end." in page
    other.refresh_from_db()
    assert other.is_active
    assert other.grants.get().until is None
