"""The person of a consent asks for everything to be erased, not only for it to be taken back."""

from django.db import transaction

from apps.core import audit
from apps.core.actors import Actor
from apps.publishing import search
from apps.publishing.models import Consent, ConsentEvidence, RingTask
from apps.showcase import calls, erasing
from apps.showcase.actions import consents, evidence

HOW = "asked to be erased"


@transaction.atomic
def erase(*, consent: Consent, by: Actor) -> None:
    """Take all of it back, as the person could on their own page, and then take out the paper, how
    to reach them, how they are called and what they said. One that a newer consent replaced is
    taken back as well: earlier versions may hold what rested on it."""
    replaced = Consent.objects.filter(pk=consent.pk, state=Consent.State.REPLACED)
    replaced.update(state=Consent.State.GIVEN)
    consents.take_back(consent=consent, how=HOW, by=by)
    RingTask.objects.of(calls.WORD, consent.pk).delete()
    for paper in ConsentEvidence.objects.filter(consent=consent):
        evidence.erase(evidence=paper, by=by)
    for name in ("words", "why_not"):
        said = consent.answers.exclude(**{name: ""})
        said.update(**{name: erasing.LEFT_OUT})
    consent.picture_answers.update(words="")
    Consent.objects.filter(pk=consent.pk).update(label=audit.ERASED, credit_as="")
    audit.take_out_target("consent", consent.pk)
    search.tidy()
