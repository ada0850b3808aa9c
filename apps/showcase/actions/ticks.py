"""The second tick to a story is given, or taken back."""

from django.db import transaction

from apps.accounts.models import User
from apps.core import actors, audit, clock
from apps.publishing import ahead, workflow
from apps.publishing.models import State
from apps.publishing.moves import PUBLISH
from apps.publishing.workflow import NotAllowed
from apps.showcase import ticks
from apps.showcase.models import CaseStudy, StoryTick

WROTE_IT = "You wrote part of this, so someone else gives the second tick."


@transaction.atomic
def tick(*, story: CaseStudy, seen: str, by: User) -> StoryTick:
    """A second reviewer has looked at the text as it stands; ``seen`` is its mark on their page.
    Twice is once. Raises ``NotAllowed`` with a sentence."""
    story = CaseStudy.objects.select_for_update().get(pk=story.pk)
    copy = ahead.copy_of(story)
    if PUBLISH not in workflow.reach(by, story):
        raise NotAllowed("This is not yours to do.")
    if ahead.subject(story, copy).state != State.IN_REVIEW:  # type: ignore[attr-defined]
        raise NotAllowed("It is not in review any more.")
    if by.pk in workflow.writers(story):
        raise NotAllowed(WROTE_IT)
    now = ticks.mark(story)
    if seen != now:
        raise NotAllowed(workflow.CHANGED_SINCE)
    row, new = StoryTick.objects.get_or_create(
        story=story, mark=now, by=by, defaults={"on": clock.today()}
    )
    if new:
        audit.note(act="gave the second tick", by=by, target=story)
    return row


@transaction.atomic
def take_back(*, story: CaseStudy, by: User) -> None:
    """They do not stand by it any more."""
    story = CaseStudy.objects.select_for_update().get(pk=story.pk)
    if story.ticks.filter(mark=ticks.mark(story), by_id=actors.id_of(by)).delete()[0]:
        audit.note(act="took back the second tick", by=by, target=story)
