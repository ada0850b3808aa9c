"""Papers and addresses behind a consent are kept no longer than they are of use."""

import datetime

from django.db import transaction
from django.db.models import Q

from apps.core import audit, clock, site_settings
from apps.core.actors import Actor, SystemActor
from apps.publishing.models import Consent, ConsentEvidence

MONTHS = "consent_evidence_months"
BY = SystemActor("due work")
State = Consent.State


def last_use(consent: Consent) -> datetime.date | None:
    """The day on which a consent that is over was of use for the last time: on this site, where it
    lasted so long, or outside, and when a copy was asked back. None while something may rest on
    it."""
    days = [
        day
        for used, chased in consent.uses.values_list("used_on", "chased_on")
        for day in (used, chased)
        if day is not None
    ]
    match consent.state:
        case State.WITHDRAWN:
            days.append(consent.withdrawn_on or clock.today())
        case State.REPLACED:
            newer = consent.replaced_by
            days.append(newer.given_on if newer and newer.given_on else consent.expires_on)
        case State.GIVEN:
            days.append(consent.expires_on)
        case _:  # asked, and nothing came of it
            days.append(consent.updated_at.date())
    last = max(days)
    return last if last <= clock.today() else None


def erase_old() -> str:
    """Erase the paper and how to reach the person, so many months after the last use; what was
    agreed stays. Running it again changes nothing."""
    before = clock.add_months(clock.today(), -site_settings.number(MONTHS))
    over = Q(consent__state__in=[State.WITHDRAWN, State.REPLACED])
    over |= Q(consent__state=State.GIVEN, consent__expires_on__lte=before)
    over |= Q(consent__state__in=[State.ASKED, State.HANDED_IN])
    erased = 0
    for pk in ConsentEvidence.objects.filter(over).values_list("pk", flat=True):
        erased += _erase(pk, before)
    return f"{erased} erased" if erased else ""


@transaction.atomic
def _erase(pk: int, before: datetime.date) -> bool:
    """Erase one, if its day has come."""
    evidence = ConsentEvidence.objects.select_for_update().get(pk=pk)
    last = last_use(evidence.consent)
    if last is None or last > before:
        return False
    erase(evidence=evidence, by=BY, last_use=last.isoformat())
    return True


@transaction.atomic
def erase(*, evidence: ConsentEvidence, by: Actor, **why: str) -> None:
    """Erase the paper and how to reach the person, the file once that is committed."""
    storage, name = evidence.file.storage, evidence.file.name
    if name:
        transaction.on_commit(lambda: storage.delete(name))
    audit.note(
        act="erased the evidence of a consent", by=by, target=evidence.consent,
        had_paper=bool(name), **why,
    )  # fmt: skip
    evidence.delete()
