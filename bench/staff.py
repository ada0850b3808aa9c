"""Somebody signed in, for what only staff can ask for."""

import random
import secrets
from string import ascii_letters
from urllib.parse import urlencode

from django.conf import settings
from django.test import Client

from apps.accounts.models import User
from apps.accounts.permissions import Role
from apps.partners.models import Partner, Place
from tests.personas import make_person


def contributor() -> User:
    """Somebody who logs activities of a partner, made once."""
    return _person("contributor@example.org", Role.CONTRIBUTOR)


def trainer() -> User:
    """Somebody who keeps the sessions of the same partner."""
    return _person("trainer@example.org", Role.TRAINER)


def administrator() -> User:
    """Somebody who sees every staff page."""
    return _person("administrator@example.org", Role.ADMINISTRATOR)


def _person(email: str, role: str) -> User:
    held = User.objects.filter(email=email).first()
    if held:
        return held
    if role == Role.ADMINISTRATOR:
        return make_person(email, role, everywhere=True)
    place = Place.objects.exclude(kind=Place.Kind.NEIGHBOURHOOD).order_by("position")[0]
    return make_person(email, role, partner=Partner.objects.order_by("pk")[0], place=place)


def client(user: User) -> Client:
    """A browser of this process in which the person is signed in."""
    made = Client(headers={"host": "localhost"})
    made.force_login(user, backend="apps.accounts.backends.RoleBackend")
    return made


def signed_in(user: User) -> dict[str, str]:
    """The headers of a browser in which the person is signed in and may send a form."""
    session = client(user).cookies[settings.SESSION_COOKIE_NAME].value
    token = secrets.token_hex(16)
    return {
        "Cookie": f"{settings.SESSION_COOKIE_NAME}={session}; {settings.CSRF_COOKIE_NAME}={token}",
        "X-CSRFToken": token,
    }


def quick_log(number: int) -> str:
    """The three answers of a phone, and the way. No title is like another: the portal would ask
    whether it is the same."""
    title = "".join(random.Random(number).choices(ascii_letters, k=24))
    return urlencode({"title": title, "day": "today", "where": "online", "way": "engage"})
