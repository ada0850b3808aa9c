"""What the person of a consent says to a story, and what a curator answers them."""

import datetime

from django.db import transaction

from apps.core import actors, audit, clock
from apps.core.actors import Actor, SystemActor
from apps.publishing import workflow
from apps.publishing.formats import actions as formats
from apps.publishing.models import PUBLIC_STATES, Consent
from apps.publishing.recordings import actions as recordings
from apps.publishing.workflow import NotAllowed
from apps.showcase import consents, erasing, reading
from apps.showcase.actions import consent_mails as mails
from apps.showcase.models import CaseStudy, StoryAnswer

HOLDER = SystemActor("the person of the consent")


@transaction.atomic
def answer(
    *, story: CaseStudy, consent: Consent, said: str, words: str = "", read_by: str = "",
    on: datetime.date | None = None, seen: str = "", by: Actor = HOLDER,
) -> StoryAnswer:  # fmt: skip
    """What the person says to how they stand in a story now. ``read_by``: it was read to them by
    somebody in this role, who notes it down; ``seen``: the mark of what stood on the page. A change
    of what is public takes all of theirs out of the public page at once, until they say that it is
    right. Raises ``NotAllowed`` where it can't be their answer to what stands there now."""
    story = CaseStudy.objects.select_for_update().get(pk=story.pk)
    there, mark = consents.as_it_will_be(
        story, consent, lambda now: (consents.of(now, consent), consents.mark(now, consent))
    )
    if not there:
        raise NotAllowed("Nothing in this story rests on this consent any more.")
    if seen and seen != mark:
        raise NotAllowed(workflow.CHANGED_SINCE)
    on = on or clock.today()
    if read_by:
        reading.check(story=story, consent=consent, mark=mark, on=on, by=by)
    row = StoryAnswer.objects.create(
        story=story, consent=consent, said=said, words=words.strip()[:1000], read_by=read_by[:120],
        mark=mark, on=on, noted_by_id=actors.id_of(by),
    )  # fmt: skip
    if said == StoryAnswer.Said.CHANGE:
        _hide_until_right(row, by=by)
        mails.leave_change_asked(consent, row.pk)
    elif mark == consents.mark(story, consent) and story.answers.filter(consent=consent).holding():
        story.answers.filter(consent=consent).holding().update(holds=False)
        erasing.shows_otherwise(story)
    act = "read aloud, and noted what was said" if read_by else "said what they think of it"
    audit.note(act=act, by=by, target=consent, story=story.pk, said=said)
    return row


def _hide_until_right(row: StoryAnswer, *, by: Actor) -> None:
    """Nothing of the person stays in the public page, nor in what was made from it."""
    story = row.story
    if story.state not in PUBLIC_STATES or not consents.of(story, row.consent):
        return
    row.holds = True
    row.save(update_fields=["holds"])
    formats.take_down(page=story, by=by)
    recordings.take_down_readings(page=story, by=by)
    erasing.shows_otherwise(story)
    audit.note(act="hid what somebody asks to change", by=by, target=story)


@transaction.atomic
def say_why_not(*, asked: StoryAnswer, words: str, by: Actor) -> None:
    """A curator tells the person why something stays as it is; they read it on their page. It is
    shown only once they say that it is right. Twice is once."""
    asked = StoryAnswer.objects.select_for_update().get(pk=asked.pk)
    if asked.answered_on is not None:
        return
    asked.why_not = words.strip()[:1000]
    asked.answered_on, asked.answered_by_id = clock.today(), actors.id_of(by)
    asked.save(update_fields=["why_not", "answered_on", "answered_by"])
    mails.leave_answered(asked.consent, asked.pk)
    audit.note(act="said why not", by=by, target=asked.consent, story=asked.story_id)
