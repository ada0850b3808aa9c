"""Contacts of teams: public ways to reach a team, which may be one person's address."""

from typing import Any

from apps.core import person_data, versions
from apps.core.actors import Actor
from apps.core.contacts import Contact as Reached
from apps.core.person_data import Holding
from apps.partners.models import Contact


def _contacts(contact: Reached) -> list[Contact]:
    rows = Contact.objects.all()
    return [
        row
        for row in rows
        if contact.is_one_of(row.email, row.phone)
        or contact.is_in(row.label, row.purpose, row.access_note, row.offers)
    ]


def _erase(rows: list[Any], contact: Reached, by: Actor) -> str:
    for row in rows:
        for name in ("email", "phone"):
            if contact.is_one_of(getattr(row, name)):
                setattr(row, name, "")
        row.edit_count += 1
        row.save()
    versions.raise_public()
    return ""


CONTACTS = Holding(
    model="partners.Contact",
    title="Contacts of teams",
    fields=("label", "email", "phone"),
    purpose="So that people reach a team; public. Meant for addresses of teams, not of persons.",
    retention="While the team has it.",
    find=_contacts,
    erasing="address and number are taken out; the contact stays, and needs another address",
    erase=_erase,
)


def register() -> None:
    """Called once models are there."""
    person_data.register(CONTACTS)
    person_data.others(
        person_data.LISTED,
        {
            "partners.Place": "name",
            "partners.Community": "name description",
            "partners.Partner": "name short_name summary how_to_work_with url active_from_words "
            "active_to_words",
            "partners.PartnerName": "name until_words",
            "partners.Contact": "purpose access_note offers",
        },
    )
