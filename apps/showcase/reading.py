"""What somebody notes who read a story to a person of it: when that can be their answer."""

import datetime

from apps.core import clock
from apps.core.actors import Actor
from apps.publishing import actions, workflow
from apps.publishing.models import Consent
from apps.publishing.plain import Data
from apps.publishing.workflow import NotAllowed
from apps.showcase.models import CaseStudy, StoryAnswer

WROTE_IT = "You wrote part of this story, so someone else reads it to them and notes what they say."
TO_COME = "Enter a day that has come."
TOO_EARLY = "The text as it stands now was saved on {day}. Read it to them, and enter that day."
THEY_SAID = (
    "On {day} they asked for a change themselves, by their own link: “{words}”. That counts. "
    "Change the words, or read them again on a later day."
)
THEY_SAID_YES = "On {day} they answered themselves, by their own link. That counts."


def check(*, story: CaseStudy, consent: Consent, mark: str, on: datetime.date, by: Actor) -> None:
    """Raises ``NotAllowed`` for a writer of the story, a day on which the text was not there yet,
    and over what the person said on their own page since."""
    if workflow.ever_wrote(by, story):
        raise NotAllowed(WROTE_IT)
    if on > clock.today():
        raise NotAllowed(TO_COME)
    saved = stands_since(story, consent)
    if saved is not None and on < saved:
        raise NotAllowed(TOO_EARLY.format(day=_in_words(saved)))
    rows = StoryAnswer.objects.filter(story=story, consent=consent, mark=mark)
    own = rows.filter(read_by="").first()
    if own is not None and own.on >= on:
        sentence = THEY_SAID if own.said == StoryAnswer.Said.CHANGE else THEY_SAID_YES
        raise NotAllowed(sentence.format(day=_in_words(own.on), words=own.words))


def stands_since(story: CaseStudy, consent: Consent) -> datetime.date | None:
    """The day on which what rests on a consent was saved as it stands; None where no version says
    so."""
    saved: datetime.date | None = None
    now: Data | None = None
    for version in actions.versions_of(story):  # newest first
        held = _of(version.data, consent)
        if now is None:
            now = held
        if held != now:
            break
        saved = clock.day_of(version.made_at)
    pictures = consent.pictures.filter(kind=story.record_kind, object_id=story.pk)
    days = [clock.day_of(one.updated_at) for one in pictures]
    return max([*days, saved]) if saved else None


def _of(data: Data, consent: Consent) -> Data:
    """What of a text rests on a consent."""
    key = str(consent.pk)
    pictures = {str(pk) for pk in consent.pictures.values_list("pk", flat=True)}
    mine = [one for one in data.get("blocks", []) if str(one.get("consent")) == key]
    placed = [one for one in data.get("pictures", []) if str(one.get("picture")) in pictures]
    sums_up = str(data.get("summary_consent")) == key
    return {"blocks": mine, "pictures": placed, "summary": data.get("summary") if sums_up else ""}


def _in_words(day: datetime.date) -> str:
    return f"{day.day} {day:%B %Y}"
