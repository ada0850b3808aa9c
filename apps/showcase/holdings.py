"""What is held about people in stories: everything rests on a consent, and goes with it."""

from collections.abc import Callable
from typing import Any

from apps.core import person_data
from apps.core.actors import Actor
from apps.core.contacts import Contact
from apps.core.person_data import Holding, plain
from apps.publishing.holdings import PUBLISHED
from apps.publishing.models import (
    Consent,
    ConsentEvidence,
    ConsentUse,
    Picture,
    PictureAnswer,
    Recording,
)
from apps.publishing.pictures.files import path_of as picture_path
from apps.publishing.recordings.files import path_of as recording_path
from apps.showcase.actions import erase_person
from apps.showcase.models import CaseStudy, StoryAnswer, StoryBlock, StoryReview

AS_AGREED = "As the person agreed: until the consent’s day, or until they take it back."
WITH_CONSENT = "taken out with the consent: from the page, the change that waits and every version"
TO_TELL = "To tell a story together with the people in it, as they agreed."


def _evidence(contact: Contact) -> list[ConsentEvidence]:
    rows = ConsentEvidence.objects.all()
    return [
        row
        for row in rows
        if contact.is_one_of(row.email, row.phone) or contact.is_in(row.contact_note)
    ]


def _consents(contact: Contact) -> list[Consent]:
    return list(Consent.objects.filter(evidence__in=_evidence(contact)))


def _resting(model: Any) -> Callable[[Contact], list[Any]]:
    return lambda contact: list(model._default_manager.filter(consent__in=_consents(contact)))


def _erase_consents(rows: list[Any], contact: Contact, by: Actor) -> str:
    for consent in rows:
        erase_person.erase(consent=consent, by=by)
    return ""


def _export_consent(row: Any) -> dict[str, Any]:
    """What was agreed, and summaries of stories that rest on it."""
    told = CaseStudy.objects.filter(summary_consent=row).values_list("summary", flat=True)
    return {**plain(row), "summaries": list(told)}


def _reviews(contact: Contact) -> list[StoryReview]:
    rows = StoryReview.objects.all()
    return [row for row in rows if contact.is_in(row.name, row.words)]


def _unname(rows: list[Any], contact: Contact, by: Actor) -> str:
    numbers = [row.pk for row in rows]
    StoryReview.objects.filter(pk__in=numbers).update(name="A reviewer", words="")
    return ""


HOLDINGS = (
    Holding(
        model="publishing.Consent",
        title="Consents",
        fields=("label", "credit_as", "withdrawn_how"),
        purpose="What somebody agreed to, so that nothing of theirs is shown beyond it.",
        retention="Kept, without the paper: it says that showing them was agreed, and when not.",
        find=_consents,
        erasing="taken back whole, so that all that rests on it is gone; name and credit are "
        "erased. That there was a consent stays, under its reference, with uses outside the "
        "portal, whose copies are asked back",
        erase=_erase_consents,
        export=_export_consent,
    ),
    Holding(
        model="publishing.ConsentEvidence",
        title="Papers of consents",
        fields=("file", "file_name", "email", "phone", "contact_note"),
        purpose="To prove a consent, and to reach its person; each reading is in the audit record.",
        retention="12 months after the last use of the consent (a setting).",
        find=_evidence,
        erasing="deleted with the consent, the file too",
        files=lambda row: [row.file.name],
    ),
    Holding(
        model="publishing.ConsentUse",
        title="Uses of consents outside",
        fields=("where", "chased_note"),
        purpose="To find copies outside the portal when a consent ends.",
        retention="As long as the consent.",
        find=_resting(ConsentUse),
        erasing="stays: copies outside are asked back by people, who need to know where",
    ),
    Holding(
        model="publishing.Picture",
        title="Pictures of people",
        fields=("alt", "caption", "credit", "consent", "hidden_because"),
        purpose=TO_TELL,
        retention=AS_AGREED,
        find=_resting(Picture),
        erasing=WITH_CONSENT,
        files=lambda row: [picture_path(row.folder, width) for width in row.widths],
    ),
    Holding(
        model="publishing.Recording",
        title="Films and sound of people",
        fields=("title", "maker", "transcript", "captions", "read_by"),
        purpose=TO_TELL,
        retention=AS_AGREED,
        find=_resting(Recording),
        erasing=WITH_CONSENT,
        files=lambda row: [recording_path(row.folder)] if row.folder else [],
    ),
    Holding(
        model="publishing.PictureAnswer",
        title="Answers to pictures",
        fields=("words",),
        purpose="What the person said to a picture of them.",
        retention="As long as the consent.",
        find=_resting(PictureAnswer),
        erasing="what they said is erased; whether they said yes stays",
    ),
    Holding(
        model="showcase.StoryBlock",
        title="Words of people in stories",
        fields=("body",),
        purpose=TO_TELL,
        retention=AS_AGREED,
        find=_resting(StoryBlock),
        erasing=WITH_CONSENT,
    ),
    Holding(
        model="showcase.StoryAnswer",
        title="Answers to stories",
        fields=("words", "why_not"),
        purpose="What the person said to how a story shows them.",
        retention="As long as the consent.",
        find=_resting(StoryAnswer),
        erasing="what they said is erased; whether they said yes stays",
    ),
    Holding(
        model="showcase.StoryReview",
        title="Reviews of stories by link",
        fields=("name", "words"),
        purpose="What a reviewer with lived experience said to a draft, by a link.",
        retention="As long as the story. No address is kept: the link is handed over by people.",
        find=_reviews,
        erasing="name and words are erased where the address stands in them; else ask the "
        "story’s team",
        erase=_unname,
        names=("name",),
    ),
)


def register() -> None:
    """Called once models are there."""
    person_data.register(*HOLDINGS)
    person_data.others(
        person_data.RECORD,
        {
            "showcase.CaseStudy": "title summary content_note why who together changed not_changed "
            "power hard use_this" + PUBLISHED,
            "showcase.StoryWriter": "who",
            "showcase.Collection": "title intro",
            "publishing.Recording": "notice" + PUBLISHED,
            "publishing.Picture": "notice",
        },
    )
    person_data.others(
        person_data.OWN_WORDS,
        {
            "showcase.StoryAnswer": "read_by",
            "publishing.ConsentUse": "purpose",
            "publishing.Picture": "widths",
        },
    )
