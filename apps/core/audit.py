"""The audit record: who did which sensitive act, kept also when its target is gone."""

from collections.abc import Iterable
from typing import Any

from django.db.models import QuerySet

from apps.core import actors
from apps.core.actors import Actor, SystemActor
from apps.core.contacts import Contact
from apps.core.models import AuditRecord

ERASED = "(erased)"


def note(*, act: str, by: Actor, target: Any = None, label: str = "", **details: Any) -> None:
    """Write one line. ``act`` is a verb phrase ("invited", "withdrew"), ``target`` the row it was
    done to; ``details`` hold ids, names of fields and numbers, never what somebody typed in
    private. Call it inside the transaction of the act.
    """
    if isinstance(by, SystemActor) and not by.remembered:
        return
    AuditRecord.objects.create(
        actor_id=actors.id_of(by),
        actor_label=actors.label_of(by),
        act=act,
        kind=target._meta.model_name if target is not None else "",
        object_id=target.pk if target is not None else None,
        label=(label or (str(target) if target is not None else ""))[:300],
        details=details,
    )


def take_out_account(number: int) -> None:
    """The person behind an account is erased: what they did stays, under the account's number."""
    _lines().filter(actor_id=number).update(actor_label=ERASED)
    take_out_target("user", number)


def take_out_target(kind: str, number: int) -> None:
    """Whom lines are about is erased: they stay, under the number of the row. With the two beside
    it the only change that a line can have."""
    _lines().filter(kind=kind, object_id=number).update(label=ERASED)


def take_out(lines: Iterable[AuditRecord], contact: Contact) -> None:
    """Take a person's address or number out of lines in which it stands."""
    for line in _lines().filter(pk__in=[line.pk for line in lines]):
        told = {
            name: ERASED if contact.is_in(value) else value for name, value in line.details.items()
        }
        label = ERASED if contact.is_in(line.label) else line.label
        by = ERASED if contact.is_in(line.actor_label) else line.actor_label
        _lines().filter(pk=line.pk).update(label=label, actor_label=by, details=told)


def _lines() -> "QuerySet[AuditRecord]":
    """Past the guard that keeps everybody else from changing a line."""
    return QuerySet(AuditRecord)
