"""Taking a person's words and pictures out of everywhere: the page, the change that waits, typing
that was kept, and earlier versions."""

from collections.abc import Callable
from typing import Any

from django.db.models import Q

from apps.core import clock, versions
from apps.publishing import ahead, part_notes, search
from apps.publishing.models import (
    Consent,
    FormDraft,
    PartNote,
    Picture,
    Publishable,
    Version,
    WorkingCopy,
)
from apps.publishing.pictures.actions import gone
from apps.showcase import consents, taken_back
from apps.showcase.documents import STORY
from apps.showcase.models import CaseStudy, StoryBlock, StoryPicture, StoryReview

Data = dict[str, Any]
GONE = ""  # what stands where words stood
LEFT_OUT = "…"  # and in what was said of them, where something stands
TEXTS: tuple[Any, ...] = (WorkingCopy, Version)


def named_in(consent: Consent) -> set[int]:
    """The stories of which any text names the consent: a change that waits, an earlier version, or
    typing that was kept. What the record itself holds, its rows say."""
    key, kind = str(consent.pk), CaseStudy.record_kind
    found = {
        row.object_id
        for model in TEXTS
        for row in model._default_manager.filter(kind=kind).only("object_id", "data")
        if consents.rests(row.data, key)
    }
    typed = FormDraft.objects.filter(kind=kind).values_list("object_id", "data")
    return found | {
        pk
        for pk, data in typed
        if any(key in values for name, values in data.items() if name.endswith("consent"))
    }


def blank_words(story: CaseStudy, consent: Consent) -> None:
    """No word that rests on the consent stays in the story, in any of its texts: as it is, as it
    was before somebody said on which consent it rests, in what reviewers wrote, or typed."""
    key = str(consent.pk)
    sums_up = story.summary_consent_id == consent.pk
    texts = _texts_of(story)
    told = _wordings(texts, key)
    rows = StoryBlock.objects.filter(story=story, consent=consent)
    told |= set(rows.values_list("body", flat=True))
    summaries = _summaries([row.data for row in texts], key)
    if sums_up:
        summaries.add(story.summary)
    told, summaries = told - {GONE}, summaries - {GONE}
    now = {"blocks": STORY.read(story)["blocks"], "summary": story.summary}

    def blank(data: Data) -> Data:
        if data.get("summary") in summaries and not _of_another(data.get("summary_consent"), key):
            data = {**data, "summary": GONE}
        blocks = [
            {**block, "body": GONE, "hidden": True} if block.get("body") in told else block
            for block in data.get("blocks", [])
        ]
        return {**data, "blocks": blocks} if "blocks" in data else data

    began = [now, *(row.data for row in texts)]
    marks = [mark for data in began for mark in taken_back.marks_of(data, blank(data))]
    resting = Q(consent=consent) | Q(body__in=told)
    StoryBlock.objects.filter(resting, story=story).update(body=GONE, hidden=True)
    if sums_up:
        CaseStudy.objects.filter(pk=story.pk).update(summary=GONE)
    _in_every_text(story, blank)
    taken_back.remember(story, told | summaries, marks)
    _blank_what_was_said(story, told | summaries)


def _of_another(named: Any, key: str) -> bool:
    return bool(named) and str(named) != key


def _wordings(texts: list[Any], key: str) -> set[str]:
    """Every wording of the passages that rest on a consent, also from before it was chosen for
    them. Passages have no numbers: what a save put in the place of another is the same one."""
    told: set[str] = set()
    newer: list[Data] = []
    for row in texts:  # the newest first
        blocks = row.data.get("blocks", [])
        for at, block in enumerate(blocks):
            mine = str(block.get("consent") or "") == key or block.get("body") in told
            if mine or _became(block, at, blocks, newer, told, key):
                told.add(block.get("body", GONE))
        newer = blocks
    return told


def _became(
    block: Data, at: int, blocks: list[Data], newer: list[Data], told: set[str], key: str
) -> bool:
    """Whether a passage, of no other person, is gone in the next text, where one of the consent
    stands in its place or under its heading that was not there before."""
    if _of_another(block.get("consent"), key) or block.get("body") in bodies(newer):
        return False
    before = bodies(blocks)
    return any(
        one.get("body") in told
        and one.get("body") not in before
        and (place == at or one.get("heading") == block.get("heading"))
        for place, one in enumerate(newer)
    )


def bodies(blocks: list[Data]) -> set[str]:
    """The words of passages."""
    return {block.get("body", GONE) for block in blocks}


def _summaries(texts: list[Data], key: str) -> set[str]:
    """The summaries that rest on a consent, and those that they were made from: of the texts up to
    the last that names it, newest first."""
    named = [at for at, data in enumerate(texts) if str(data.get("summary_consent") or "") == key]
    if not named:
        return set()
    return {
        data.get("summary", GONE)
        for data in texts[named[0] :]
        if not _of_another(data.get("summary_consent"), key)
    }


def _blank_what_was_said(story: CaseStudy, told: set[str]) -> None:
    """What reviewers, curators and the person wrote goes where it says the words again, and the
    links of reviewers are closed; typing that was kept goes for the parts in which they stood, and
    wherever it holds them."""
    whose = {"kind": story.record_kind, "object_id": story.pk}
    part_notes.forget(story, ["words", "about", "pictures"])  # they may say the words again
    for note in PartNote.objects.filter(**whose):
        if taken_back.says_again(note.words, told):
            note.delete()
    for review in StoryReview.objects.filter(story=story):
        if taken_back.says_again(review.words, told):
            review.words = GONE
        review.closed_on = clock.today()
        review.save(update_fields=["words", "closed_on"])  # what they said is as old as it was
    for answer in story.answers.all():
        for name in ("words", "why_not"):
            if taken_back.says_again(getattr(answer, name), told):
                story.answers.filter(pk=answer.pk).update(**{name: LEFT_OUT})
    copy = ahead.copy_of(story)
    if copy is not None and taken_back.says_again(copy.note, told):
        WorkingCopy.objects.filter(pk=copy.pk).update(note=GONE)
    if taken_back.says_again(story.note, told):
        CaseStudy.objects.filter(pk=story.pk).update(note=GONE)
    for draft in FormDraft.objects.filter(**whose):
        typed = " ".join(word for words in draft.data.values() for word in words)
        if draft.form in ("words", "about") or taken_back.says_again(typed, told):
            draft.delete()


def blanks(story: CaseStudy) -> int:
    """How many passages stand in the text that is worked on of which nothing is left."""
    copy = ahead.copy_of(story)
    if copy is not None:
        return sum(map(_is_blank, copy.data.get("blocks", [])))
    return story.blocks.filter(body=GONE, hidden=True).count()


def _is_blank(block: Data) -> bool:
    return bool(block.get("hidden")) and not block.get("body")


def drop_blanks(story: CaseStudy) -> None:
    """Delete them, from the record and from the change that waits."""
    StoryBlock.objects.filter(story=story, body=GONE, hidden=True).delete()
    copy = ahead.copy_of(story)
    if copy is not None:
        rows = [block for block in copy.data.get("blocks", []) if not _is_blank(block)]
        copy.data = {**copy.data, "blocks": rows}
        copy.save(update_fields=["data"])


def drop_pictures(story: CaseStudy, consent: Consent) -> None:
    """No picture that rests on the consent stays, nor its files, nor the words beside it."""
    pictures = list(Picture.objects.filter(in_stories__story=story, consent=consent).distinct())
    pictures += Picture.objects.of(story).filter(consent=consent)
    if not pictures:
        return
    keys = {str(picture.pk) for picture in pictures}
    StoryPicture.objects.filter(picture__in=pictures).delete()

    def without(data: Data) -> Data:
        rows = [row for row in data.get("pictures", []) if str(row.get("picture")) not in keys]
        return {**data, "pictures": rows} if "pictures" in data else data

    _in_every_text(story, without)
    whose = {"kind": story.record_kind, "object_id": story.pk}
    FormDraft.objects.filter(**whose, form="pictures").delete()  # typed beside them
    gone(list({picture.pk: picture for picture in pictures}.values()))


def _texts_of(story: CaseStudy) -> list[Any]:
    """The change that waits, and every version, newest first."""
    whose = {"kind": story.record_kind, "object_id": story.pk}
    return [row for model in TEXTS for row in model._default_manager.filter(**whose)]


def _in_every_text(story: CaseStudy, rewrite: Callable[[Data], Data]) -> None:
    for row in _texts_of(story):
        data = rewrite(row.data)
        if data != row.data:
            row.data = data
            row.save(update_fields=["data"])


def is_another_text(item: Publishable) -> None:
    """Whoever has it open, to publish or to write, has an earlier text: a button pressed there does
    nothing, and a form sent from there shows both texts."""
    item.edit_count += 1
    item.save(update_fields=["edit_count", "updated_at"])
    copy = ahead.copy_of(item)
    if copy is not None:
        copy.edit_count += 1
        copy.save(update_fields=["edit_count", "updated_at"])


def shows_otherwise(story: CaseStudy) -> None:
    """The public and its search follow what the story shows now, in the same transaction."""
    search.renew(story.record_kind, [story.pk])
    versions.raise_public((story.record_kind, story.pk))
