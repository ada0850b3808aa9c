"""The audit record: who did which sensitive act, kept also when its target is gone."""

from typing import Any

from apps.core import actors
from apps.core.actors import Actor, SystemActor
from apps.core.models import AuditRecord


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
