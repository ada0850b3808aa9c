"""People in stories who have no e-mail: they are rung before their consent ends."""

from collections.abc import Iterable
from typing import Any

from django.urls import reverse

from apps.core import audit
from apps.core.actors import Actor
from apps.publishing.models import Consent, RingTask
from apps.publishing.ringing.kinds import Call, RingKind

WORD = "consent"
PERMISSION = "showcase.keep_consents"
SAYS = [
    "Something they agreed to ends on {day}. We then take it down. They need do nothing.",
    "If they want it to stay, they agree once more: start a new consent with them.",
]


def leave_ending(consent: Consent, key: str) -> bool:
    """A call instead of the mail, in place of one that nobody made yet; whether it is new."""
    ids = {"day": consent.expires_on.isoformat()}
    if not RingTask.objects.leave(kind=WORD, subject=consent.pk, key=key, told=ids):
        return False
    RingTask.objects.of(WORD, consent.pk).open().exclude(key=key).delete()
    return True


def calls(user: Any, tasks: Iterable[RingTask]) -> list[Call]:
    """For curators; none about a consent that is over or was renewed, or whose evidence is gone."""
    if not user.has_perm(PERMISSION):
        return []
    rows = Consent.objects.live().filter(pk__in=[task.object_id for task in tasks])
    held = {consent.pk: consent for consent in rows.select_related("evidence")}
    found = [_call(task, held[task.object_id]) for task in tasks if task.object_id in held]
    return [call for call in found if call is not None]


def _call(task: RingTask, consent: Consent) -> Call | None:
    evidence = getattr(consent, "evidence", None)
    if evidence is None or evidence.email or (task.told or {}).get("day") != _iso(consent):
        return None
    day = f"{consent.expires_on.day} {consent.expires_on:%B %Y}"
    says = [words.format(day=day) for words in SAYS]
    if evidence.contact_note:
        says.append(f"How to reach them: {evidence.contact_note}")
    return Call(
        task,
        who=consent.label,
        phone=evidence.phone or "no number",
        title=f"their consent {consent.reference}",
        address=reverse("showcase:consent", args=[consent.reference]),
        says=says,
    )


def _iso(consent: Consent) -> str:
    return consent.expires_on.isoformat()


def shown(task: RingTask, by: Actor) -> None:
    """Whoever reads how to reach the person is kept in the audit record."""
    consent = Consent.objects.get(pk=task.object_id)
    audit.note(act="read how to reach the person of a consent", by=by, target=consent)


def drop_over() -> None:
    """Calls about what is not live any more are not made."""
    open_now = RingTask.objects.open().filter(kind=WORD)
    open_now.exclude(object_id__in=Consent.objects.live().values("pk")).delete()


CONSENTS = RingKind(WORD, calls, shown=shown)
