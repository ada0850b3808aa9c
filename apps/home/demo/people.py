"""One sign-in for each role, with passwords made on the spot; never in production."""

import json
import secrets
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import transaction

from apps.accounts import addresses
from apps.accounts.models import Grant, User
from apps.accounts.permissions import Role
from apps.home.demo import examples
from apps.partners.models import Place

HOST = "example.org"


def file() -> Path:
    """Where the sign-ins are written down, outside git."""
    return Path(settings.VAR_DIR) / "demo-accounts.json"


@transaction.atomic
def make() -> list[dict[str, str]]:
    """The sign-ins that are there, made where they are missing: role, email, password.

    A password stands in the file alone; where the file is gone, it is made anew.
    """
    known = {row["email"]: row for row in _written()}
    rows = [_one(role, known) for role in Role]
    if list(known.values()) != rows:
        file().parent.mkdir(parents=True, exist_ok=True)
        file().write_text(json.dumps(rows, indent=2) + "\n")
        file().chmod(0o600)
    return rows


def _written() -> list[dict[str, str]]:
    try:
        rows = json.loads(file().read_text())
    except (OSError, ValueError):
        return []
    return rows if isinstance(rows, list) else []


def _one(role: Role, known: dict[str, dict[str, str]]) -> dict[str, str]:
    email = f"{role.value}@{HOST}"
    user = User.objects.filter(email=email).first()
    if user is not None and email in known:
        return known[email]
    password = secrets.token_urlsafe(12)
    if user is None:
        user = _new(role, email)
    user.set_password(password)
    user.save()
    return {"role": role.value, "email": email, "password": password}


def _new(role: Role, email: str) -> User:
    partner = examples.partner()
    fields: dict[str, Any] = {"name": f"Demo {role.label.lower()}", "partner": partner}
    place = Place.objects.filter(kind=Place.Kind.SYSTEM).first()
    user = User.objects.create_user(email, usual_place=place, **fields)
    grant = Grant.objects.create(user=user, role=role)
    grant.partners.add(partner)
    addresses.follow(user, verified=True)
    return user
