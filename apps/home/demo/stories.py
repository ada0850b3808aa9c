"""Two example stories, with the consents that they rest on: one for two years, one that ends in
twenty days."""

import datetime
from typing import Any

from apps.core import clock
from apps.partners.models import Partner
from apps.projects.models import Project
from apps.publishing import actions
from apps.publishing.models import Consent, ConsentEvidence
from apps.showcase.actions import answers
from apps.showcase.models import CaseStudy

LETTER: dict[str, Any] = {
    "title": "Example: The letter nobody could follow",
    "summary": "A made-up clinic’s letter sent people to the wrong door. Carers and clerks sat "
    "down together and wrote a new one.",
    "content_note": "this story mentions a serious illness in a family.",
    "why": "The letter ran to four pages. The time and the door came last.",
    "who": "About nine people: carers, people who use the clinic, and two clerks. They were asked "
    "in the waiting room and by phone.",
    "together": "We cut the letter up on a table and kept only:\n\n- what someone needs to get "
    "there\n- whom to ring\n- what happens next",
    "changed": "One page. The door, the day and a phone number come first.",
    "not_changed": "We could not drop the bar code, because the booking system needs it.",
    "power": "The group had the last word on the wording. The clinic had the last word on the law, "
    "and said so at the start.",
    "hard": "Two people left when meetings ran late. We would end on time, every time.",
    "use_this": "Bring scissors. Start from one letter that people already hold in their hands.",
}
SIGNS: dict[str, Any] = {
    **LETTER,
    "title": "Example: Signs that people chose",
    "summary": "Visitors of a made-up hospital walked its corridors with the people who make the "
    "signs, and chose new words for them.",
    "content_note": "",
    "why": "People asked for the way at every second corner.",
    "together": "We walked the same way twice: once as it was, once with paper signs.",
    "changed": "All signs on the ground floor say where they lead in words that visitors chose.",
    "not_changed": "The signs upstairs stay until the building is painted.",
    "use_this": "Walk it together, with paper and tape.",
}
SAYINGS = (
    (LETTER, "Example carer", "A carer", "I read it three times and still rang up.", 700),
    (SIGNS, "Example visitor", "", "Now I find the ward without asking.", 20),
)


def load(project: Project, partner: Partner, by: Any, publish: Any) -> int:
    """Make them; how many records were made."""
    for data, label, credit, words, days in SAYINGS:
        consent = _consent(partner, label, credit, days)
        block = {"kind": "quote", "heading": "why", "body": words, "consent": str(consent.pk)}
        story: Any = actions.create(
            model=CaseStudy,
            data={
                **data,
                "project": str(project.pk),
                "writers": [
                    {"partner": str(partner.pk), "who": "three of the people who took part"}
                ],
                "blocks": [block],
            },
            by=by,
            is_example=True,
        )
        answers.answer(story=story, consent=consent, said="right", by=by)
        publish(story)
    return 2 * len(SAYINGS)


def _consent(partner: Partner, label: str, credit: str, days: int) -> Consent:
    today = clock.today()
    consent = Consent.objects.create(
        partner=partner, label=label, capacity=Consent.Capacity.SELF, on_portal=True, words=True,
        name=True, credit_as=credit, state=Consent.State.GIVEN, given_on=today,
        expires_on=today + datetime.timedelta(days=days),
    )  # fmt: skip
    ConsentEvidence.objects.create(consent=consent, contact_note="Example: nobody to reach")
    return consent


def remove(partner_slug: str) -> int:
    """Delete the consents of the made-up partner; how many went. Their stories went before."""
    rows = Consent.objects.filter(partner__slug=partner_slug)
    number = rows.count()
    for consent in rows:
        consent.uses.all().delete()
        consent.delete()
    return number
