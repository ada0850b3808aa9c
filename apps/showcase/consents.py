"""What in a story rests on which consent, and what is still missing before it may be public."""

import hashlib
import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse

from apps.publishing import ahead
from apps.publishing.models import Blocker, Consent, Picture, Recording, State, WorkingCopy
from apps.showcase.models import HEADINGS, CaseStudy, StoryAnswer

NOT_SEEN = "has not seen this as it is now. Send them their page, or note that it was read to them."


@dataclass(frozen=True)
class Resting:
    """One thing in a story that rests on a consent (or on none yet): what of the person it uses (a
    key of ``Consent.MEDIA``), what it is in words, and the very thing, for its mark."""

    consent: Consent | None
    medium: str
    what: str
    mark: str

    @property
    def part(self) -> str:
        """The section of the story in which it stands."""
        return "pictures" if self.medium == "picture" else "words"


def resting(story: CaseStudy) -> Iterator[Resting]:
    """Everything about people in a story that is not hidden, in the order of the page."""
    if story.summary_consent_id is not None:
        yield Resting(story.summed_up_by, "words", "The summary", story.summary)
    for block in story.blocks.select_related("consent"):
        if not block.hidden:
            what = f"{block.get_kind_display()} under “{HEADINGS[block.heading]}”"
            yield Resting(block.consent, "words", what, f"{block.heading}|{block.body}")
    for placed in story.pictures.select_related("picture__consent"):
        picture = placed.picture
        if picture.basis == Picture.Basis.CONSENT and picture.hidden_on is None:
            what = f"The picture “{picture}”"
            yield Resting(picture.consent, "picture", what, f"{picture.key}|{picture.caption}")
    for recording in recordings(story):
        said = f"{recording.key}|{recording.title}|{recording.transcript}|{recording.captions}"
        yield Resting(recording.consent, recording.medium, f"The {recording}", said)


def recordings(story: CaseStudy) -> QuerySet[Recording]:
    """The films and sound of a story that rest on a consent, also those that are on their way."""
    rows = Recording.objects.of(story).filter(consent__isnull=False).exclude(folder="")
    return rows.exclude(state=State.WITHDRAWN).select_related("consent").order_by("pk")


def problems(story: CaseStudy) -> list[Blocker]:
    """What is missing, in sentences: a consent that is live and reaches this far, and the yes of
    the person to how they are shown."""
    found: list[Blocker] = []
    asked: dict[int, Consent] = {}
    for thing in resting(story):
        if thing.consent is None:
            sentence = f"{thing.what}: say on which consent it rests."
            found.append(Blocker(sentence, thing.part))
        elif not thing.consent.is_live:
            standing = thing.consent.standing.lower()
            sentence = f"{thing.what} rests on {thing.consent}, which is not live: {standing}."
            found.append(Blocker(sentence, thing.part))
        elif not thing.consent.covers(thing.medium):
            medium = Consent.MEDIA[thing.medium]
            sentence = f"{thing.what} rests on {thing.consent}, not given for {medium} here."
            found.append(Blocker(sentence, thing.part))
        else:
            asked[thing.consent.pk] = thing.consent
    for consent in asked.values():
        found += not_right(story, consent)
    return found


def not_right(story: CaseStudy, consent: Consent) -> list[Blocker]:
    """That a person did not say yes to how the story shows them now, in a sentence; empty if they
    did."""
    people = reverse("publishing:desk", args=["case-studies", story.pk]) + "#people"
    answer = said(story, consent)
    if answer is None:
        return [Blocker(f"{consent} {NOT_SEEN}", at=people)]
    if answer.said == StoryAnswer.Said.CHANGE:
        told = " They were told why not. Ask them to look again." if answer.answered_on else ""
        return [Blocker(f"{consent} asks for a change: “{answer.words}”.{told}", at=people)]
    return []


def of(story: CaseStudy, consent: Consent) -> list[Resting]:
    """What in a story rests on one consent."""
    return [thing for thing in resting(story) if thing.consent == consent]


def mark(story: CaseStudy, consent: Consent) -> str:
    """Another one whenever anything that rests on the consent, or the credit, is different: an
    answer to other words is none to these."""
    told = [consent.credit, *(f"{thing.medium}|{thing.mark}" for thing in of(story, consent))]
    return hashlib.sha256(json.dumps(told, ensure_ascii=False).encode()).hexdigest()


def said(story: CaseStudy, consent: Consent) -> StoryAnswer | None:
    """The newest answer of the person to what stands there now; None where they gave none. A change
    that they asked for last stands, whatever is there by now, until they say that it is right."""
    answers = StoryAnswer.objects.filter(story=story, consent=consent).order_by("-pk")
    newest = answers.first()
    if newest is None or newest.said == StoryAnswer.Said.CHANGE:
        return newest
    return answers.filter(mark=mark(story, consent)).first()


def as_it_will_be(story: CaseStudy, consent: Consent, look: Callable[[CaseStudy], Any]) -> Any:
    """What ``look`` finds in a story as its person is to see it: with the change that waits, where
    anything of theirs stands in that."""
    found = ahead.as_it_would_be(story, lambda then: (look(then),) if of(then, consent) else ())
    return found[0] if found else look(story)


def people(story: CaseStudy) -> list[Consent]:
    """Every consent that something in the story rests on, once each."""
    found = {thing.consent.pk: thing.consent for thing in resting(story) if thing.consent}
    return list(found.values())


def stories_of(consent: Consent) -> list[CaseStudy]:
    """The stories in which something rests on a consent, or did before it was hidden."""
    rows = CaseStudy.objects.filter(summary_consent=consent)
    rows |= CaseStudy.objects.filter(blocks__consent=consent)
    rows |= CaseStudy.objects.filter(pictures__picture__consent=consent)
    kept = consent.pictures.filter(kind=CaseStudy.record_kind)  # also those that wait
    rows |= CaseStudy.objects.filter(pk__in=kept.values("object_id"))
    played = consent.recordings.filter(kind=CaseStudy.record_kind)
    rows |= CaseStudy.objects.filter(pk__in=played.values("object_id"))
    rows |= CaseStudy.objects.filter(pk__in=_waiting_with(consent))
    return list(rows.distinct().order_by("pk"))


def _waiting_with(consent: Consent) -> list[int]:
    """The stories of which a change that waits names the consent, whatever they show now."""
    copies = WorkingCopy.objects.filter(kind=CaseStudy.record_kind)
    key = str(consent.pk)
    return [copy.object_id for copy in copies if rests(copy.data, key)]


def rests(data: dict[str, Any], key: str) -> bool:
    """Whether anything in a text of a story rests on the consent of this key."""
    blocks = data.get("blocks", [])
    named = [data.get("summary_consent"), *(block.get("consent") for block in blocks)]
    return key in map(str, named)


def story_of(consent: Consent, number: str) -> CaseStudy | None:
    """The one of them that has this number, as it was sent; None for any other."""
    return next((one for one in stories_of(consent) if str(one.pk) == number), None)
