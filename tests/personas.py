"""The people of the tests: one of each role, at partner A unless their name says otherwise."""

import functools

import pytest
from django.contrib.auth.hashers import make_password
from django.test import Client

from apps.accounts.models import Grant, User
from apps.accounts.permissions import Role
from apps.partners.models import Partner, Place
from tests.factories import PartnerFactory, PlaceFactory

PASSWORD = "a long enough password"
ROLES = ("contributor", "outsider", "lead", "curator", "trainer", "administrator")


@functools.cache
def hashed() -> str:
    """The password as it is stored: made once, as to make it is slow on purpose."""
    return make_password(PASSWORD)


def make_person(
    email: str,
    role: str,
    *,
    partner: Partner | None = None,
    place: Place | None = None,
    everywhere: bool = False,
    name: str = "",
) -> User:
    """Somebody with one grant."""
    user = User(email=email, name=name, partner=partner, usual_place=place, password=hashed())
    user.save()
    grant = Grant.objects.create(user=user, role=role, everywhere=everywhere)
    if partner:
        grant.partners.add(partner)
    return user


class Person(Client):
    """A browser in which somebody is signed in."""

    user: User

    @classmethod
    def signed_in(cls, user: User) -> "Person":
        client = cls()
        client.user = user
        client.force_login(user, backend="apps.accounts.backends.RoleBackend")
        return client

    def says_again(self) -> None:
        """Enter the password once more, as sensitive pages ask for."""
        self.post("/accounts/reauthenticate/", {"password": PASSWORD})


@pytest.fixture
def place(db: None) -> Place:
    """Where partner A works."""
    return PlaceFactory(name="Airedale", slug="airedale")


@pytest.fixture
def partner_a(db: None) -> Partner:
    """The partner of most people here."""
    return PartnerFactory(name="Partner A", slug="partner-a")


@pytest.fixture
def partner_b(db: None) -> Partner:
    """Another partner, with which A shares nothing."""
    return PartnerFactory(name="Partner B", slug="partner-b")


@pytest.fixture
def contributor(partner_a: Partner, place: Place) -> Person:
    """Logs activities of partner A."""
    return Person.signed_in(
        make_person(
            "contributor@example.org",
            Role.CONTRIBUTOR,
            partner=partner_a,
            place=place,
            name="Con Tributor",
        )
    )


@pytest.fixture
def outsider(partner_b: Partner) -> Person:
    """A contributor of partner B."""
    return Person.signed_in(
        make_person("outsider@example.org", Role.CONTRIBUTOR, partner=partner_b, name="Out Sider")
    )


@pytest.fixture
def lead(partner_a: Partner) -> Person:
    """Leads at partner A."""
    return Person.signed_in(
        make_person("lead@example.org", Role.LEAD, partner=partner_a, name="Lea Der")
    )


@pytest.fixture
def curator(db: None) -> Person:
    """Looks after the whole portal's texts."""
    return Person.signed_in(make_person("curator@example.org", Role.CURATOR, name="Cura Tor"))


@pytest.fixture
def second_curator(db: None) -> Person:
    """The second person whom publishing needs."""
    return Person.signed_in(make_person("second@example.org", Role.CURATOR, name="Sec Ond"))


@pytest.fixture
def trainer(partner_a: Partner) -> Person:
    """Runs training for partner A."""
    return Person.signed_in(
        make_person("trainer@example.org", Role.TRAINER, partner=partner_a, name="Trai Ner")
    )


@pytest.fixture
def administrator(db: None) -> Person:
    """Looks after people, settings and mail."""
    return Person.signed_in(
        make_person("administrator@example.org", Role.ADMINISTRATOR, name="Ad Min")
    )
