"""What is held about people who ask something or follow it, and who typed what."""

import datetime
from typing import Any

from apps.accounts.holdings import users
from apps.core import audit, clock, person_data
from apps.core.actors import Actor
from apps.core.contacts import Contact
from apps.core.person_data import Holding
from apps.publishing import requests_due
from apps.publishing.following import actions as following
from apps.publishing.models import Follow, FormDraft, Request, Version

TYPING_KEPT = datetime.timedelta(days=180)


def drop_typing() -> str:
    """Delete typing that nobody saved for half a year."""
    number, _ = FormDraft.objects.filter(updated_at__lt=clock.now() - TYPING_KEPT).delete()
    return f"{number} deleted" if number else ""


def _requests(contact: Contact) -> list[Request]:
    rows = Request.objects.filter(erased_on=None).exclude(contact="")
    return [row for row in rows if contact.is_one_of(row.contact) or contact.is_in(row.contact)]


def _erase_requests(rows: list[Any], contact: Contact, by: Actor) -> str:
    requests_due.erase_at_once([row.pk for row in rows])
    return ""


def _follows(contact: Contact) -> list[Follow]:
    return list(Follow.objects.of_one_mailbox(contact.key))


def _stop(rows: list[Any], contact: Contact, by: Actor) -> str:
    following.stop(follow=rows[0], everything=True)
    return ""


def _typing(contact: Contact) -> list[FormDraft]:
    mine = {user.pk for user in users(contact)}
    rows = FormDraft.objects.all()
    return [row for row in rows if row.user_id in mine or contact.is_in(row.data)]


def _versions(contact: Contact) -> list[Version]:
    mine = [user.pk for user in users(contact)]
    return list(Version.objects.filter(made_by_id__in=mine))


def _export_version(row: Any) -> dict[str, Any]:
    return {"kind": row.kind, "record": row.object_id, "number": row.number, "at": row.made_at}


def _unname(rows: list[Any], contact: Contact, by: Actor) -> str:
    numbers = [row.pk for row in rows]
    Version.objects.filter(pk__in=numbers).update(made_by_label=audit.ERASED)
    return ""


HOLDINGS = (
    Holding(
        model="publishing.Request",
        title="Requests",
        fields=("words", "name", "contact", "answer"),
        purpose="To answer what somebody asks, and to find out what is wrong on a page.",
        retention="Six months after the day by which we answer (a setting).",
        find=_requests,
        erasing="words, name, contact and answer are erased; that something was asked stays",
        erase=_erase_requests,
        names=("name",),
    ),
    Holding(
        model="publishing.Follow",
        title="Followers",
        fields=("mailbox", "email", "phone", "name"),
        purpose="To write to, or ring, who asked for news.",
        retention="Until they stop; 14 days where they never said yes.",
        find=_follows,
        erasing="deleted, with calls and waiting mails. If they wanted no mail ever, a hash stays "
        "so that this holds",
        erase=_stop,
        names=("name",),
    ),
    Holding(
        model="publishing.FormDraft",
        title="Typing that is not saved yet",
        fields=("user", "data"),
        purpose="So that typing is not lost before it is saved; only its writer reads it.",
        retention="Until the form is saved; half a year at most.",
        find=_typing,
        erasing="deleted: the person’s own, and what others typed with the address in it",
        erase=person_data.delete,
    ),
    Holding(
        model="publishing.Version",
        title="Writers of versions",
        fields=("made_by_label",),
        purpose="Who wrote which text, so that nobody publishes their own alone.",
        retention="As long as the record.",
        find=_versions,
        erasing="the name is taken out; the text stays, under the account’s number",
        erase=_unname,
        export=_export_version,
    ),
)
PUBLISHED = " note published_as withdrawn_reason archived_reason"  # columns of every record


def register() -> None:
    """Called once models are there."""
    person_data.register(*HOLDINGS)
    person_data.others(
        person_data.RECORD,
        {
            "publishing.AccessibleVersion": "language title maker link transcript body "
            "checked_with" + PUBLISHED,
            "publishing.EasyReadLine": "sentence",
            "publishing.WorkingCopy": "data note",
            "publishing.Version": "data why",
            "publishing.SearchDocument": "address title places summary body",
        },
    )
    person_data.others(
        person_data.OF_STAFF,
        {"publishing.PartNote": "part words", "publishing.Correction": "what"},
    )
    person_data.others(
        person_data.LISTED, {"publishing.Topic": "name", "publishing.Audience": "name"}
    )
    person_data.others(
        person_data.OWN_WORDS,
        {
            "publishing.RingTask": "told",
            "publishing.FormDraft": "form",
            "publishing.Request": "item_kind about",
        },
    )
