"""The stories of the world that the browser walks: one of the examples as everybody reads it, a
draft in which somebody speaks, and the links of the people who look at it."""

import datetime
from typing import Any

from apps.accounts.models import User
from apps.core import clock, links
from apps.home.demo import examples
from apps.home.demo.stories import LETTER
from apps.projects.models import Project
from apps.publishing import actions, workflow
from apps.publishing.models import Consent, ConsentEvidence, ConsentUse
from apps.showcase.actions import answers, consents
from apps.showcase.actions import stories as acts
from apps.showcase.models import CaseStudy, Collection, CollectionPlace

WORDS = "They moved the chair so that I could see the board."


def make(people: dict[str, User]) -> dict[str, Any]:
    """Everything, once; numbers, references and links by name."""
    told = CaseStudy.objects.get(title="Example: The letter nobody could follow")
    consent = agreed("Visitor B")
    draft = written(people["contributor"], consent)
    over = agreed("Visitor C")
    ConsentUse.objects.create(
        consent=over, purpose="in_print", where="The yearly report of 2026, page 4",
        used_on=clock.today(),
    )  # fmt: skip
    consents.take_back(consent=over)
    waiting = agreed("Visitor D", state=Consent.State.HANDED_IN)
    review = acts.ask_reviewer(story=draft, name="a carer", by=people["contributor"])
    in_review, asked = submitted(people["contributor"])
    part = agreed("Visitor F")
    consents.take_back(consent=part, parts={"in_print"})
    example = told.blocks.get().consent
    row = Collection.objects.create(slug="letters", title="Letters and signs", public=True)
    CollectionPlace.objects.create(collection=row, story=told, position=1)
    return {
        "story": draft.pk,
        "story_slug": told.slug,
        "story_block": draft.blocks.get().pk,
        "consent": consent.reference,
        "consent_over": over.reference,
        "consent_use": over.uses.get().pk,
        "consent_asked": asked.reference,
        "consent_waiting": waiting.reference,
        "collection": row.pk,
        "story_waiting": in_review.pk,
        "own_right": links.standing("consent", example.reference, 1),
        "own_change": links.standing("consent", asked.reference, 1),
        "own_part": links.standing("consent", part.reference, 1),
        "own": links.standing("consent", consent.reference, 1),
        "own_over": links.standing("consent", over.reference, 1),
        "reviewer": links.standing("reviewer", review.key, 1),
    }


def agreed(label: str, state: str = Consent.State.GIVEN) -> Consent:
    """A consent of the made-up partner, for words on this site and on paper."""
    consent = Consent.objects.create(
        partner=examples.partner(), label=label, capacity="self", on_portal=True, in_print=True,
        words=True, name=True, credit_as="A visitor", state=state, given_on=clock.today(),
        expires_on=clock.today() + datetime.timedelta(days=400),
    )  # fmt: skip
    ConsentEvidence.objects.create(consent=consent, email="visitor@example.org")
    return consent


def written(writer: User, consent: Consent) -> CaseStudy:
    """A draft of a story in which the person of the consent speaks."""
    project = Project.objects.get(title=examples.TITLE)
    story: Any = acts.begin(source=project, by=writer)
    block = {"kind": "quote", "heading": "why", "body": WORDS, "consent": str(consent.pk)}
    changes = {
        "title": "The board that nobody could see",
        "summary": "Visitors asked for a lower board, and chose where it hangs.",
        "why": "The board hung behind a plant.\n\n- nobody saw it\n- nobody asked",
        "changed": "It hangs at the door.",
        "not_changed": "It is not bigger: the wall is too small.",
        "blocks": [block],
    }
    actions.save(item=story, changes=changes, edit_count=story.edit_count, by=writer)
    story.refresh_from_db()
    return CaseStudy.objects.get(pk=story.pk)


def submitted(writer: User) -> tuple[CaseStudy, Consent]:
    """A whole story that waits for a second person, while the person in it asks for a change."""
    consent = agreed("Visitor E")
    story = written(writer, consent)
    texts = {name: LETTER[name] for name in ("who", "together", "power", "hard", "use_this")}
    actions.save(
        item=story, changes={**texts, "title": "The board at the door"},
        edit_count=story.edit_count, by=writer,
    )  # fmt: skip
    story.refresh_from_db()
    workflow.move(story, "submit", by=writer)
    answers.answer(
        story=story, consent=consent, said="change", words="Please say “sign” instead of “board”.",
        by=writer,
    )  # fmt: skip
    return story, consent
