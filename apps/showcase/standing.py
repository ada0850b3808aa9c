"""What a person said stays said when only what they chose themselves is different: their name, or
what they took back."""

from collections.abc import Callable
from typing import Any

from apps.publishing.models import Consent
from apps.showcase import consents
from apps.showcase.models import CaseStudy, StoryAnswer


def _as_it_is(story: CaseStudy, consent: Consent, look: Callable[[CaseStudy], Any]) -> Any:
    return look(story)


VIEWS: tuple[Any, ...] = (consents.as_it_will_be, _as_it_is)
Answers = list[tuple[CaseStudy, Any, StoryAnswer]]


def answers(consent: Consent) -> Answers:
    """What the person said to each text of theirs as it stands: public, and on its way."""
    found = [
        (story, view, view(story, consent, lambda now: consents.said(now, consent)))
        for story in consents.stories_of(consent)
        for view in VIEWS
    ]
    return [(story, view, row) for story, view, row in found if row is not None]


def still_hold(held: Answers, consent: Consent) -> None:
    """They said it to the rest, and what is different now they chose themselves."""
    for story, view, row in held:
        story.refresh_from_db()
        row.mark = view(story, consent, lambda now: consents.mark(now, consent))
        row.save(update_fields=["mark"])
