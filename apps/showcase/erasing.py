"""Taking a person's words and pictures out of everywhere: the page, the change that waits, typing
that was kept, and earlier versions."""

from collections.abc import Callable
from typing import Any

from apps.core import versions
from apps.publishing import part_notes, search, workflow
from apps.publishing.models import Consent, FormDraft, Picture, Version, WorkingCopy
from apps.publishing.pictures.actions import gone
from apps.showcase.models import CaseStudy, StoryBlock, StoryPicture

Data = dict[str, Any]
GONE = ""  # what stands where words stood
TEXTS: tuple[Any, ...] = (WorkingCopy, Version)


def named_in(consent: Consent) -> set[int]:
    """The stories of which any text names the consent: a change that waits, an earlier version, or
    typing that was kept. What the record itself holds, its rows say."""
    key, kind = str(consent.pk), CaseStudy.record_kind
    found = {
        row.object_id
        for model in TEXTS
        for row in model._default_manager.filter(kind=kind).only("object_id", "data")
        if _rests(row.data, key)
    }
    typed = FormDraft.objects.filter(kind=kind).values_list("object_id", "data")
    return found | {
        pk
        for pk, data in typed
        if any(key in values for name, values in data.items() if name.endswith("consent"))
    }


def _rests(data: Data, key: str) -> bool:
    """Whether anything in a text rests on the consent of this key."""
    blocks = data.get("blocks", [])
    named = [data.get("summary_consent"), *(block.get("consent") for block in blocks)]
    return key in map(str, named)


def blank_words(story: CaseStudy, consent: Consent) -> None:
    """No word that rests on the consent stays in the story, in any of its texts."""
    key = str(consent.pk)
    rows = StoryBlock.objects.filter(story=story, consent=consent)
    sums_up = story.summary_consent_id == consent.pk
    told = {block.body for block in rows}
    summaries = {story.summary} if sums_up else set()
    for row in _texts_of(story):
        told |= {b["body"] for b in row.data.get("blocks", []) if str(b.get("consent")) == key}
        if str(row.data.get("summary_consent")) == key:
            summaries.add(row.data.get("summary", GONE))
    rows.update(body=GONE, hidden=True)
    if sums_up:
        CaseStudy.objects.filter(pk=story.pk).update(summary=GONE)

    def blank(data: Data) -> Data:
        if data.get("summary") in summaries:
            data = {**data, "summary": GONE}
        blocks = [
            {**block, "body": GONE, "hidden": True} if block.get("body") in told else block
            for block in data.get("blocks", [])
        ]
        return {**data, "blocks": blocks} if "blocks" in data else data

    _in_every_text(story, blank)
    part_notes.forget(story, ["words", "about", "pictures"])  # they may say the words again
    FormDraft.objects.filter(
        kind=story.record_kind, object_id=story.pk, form__in=["words", "about"]
    ).delete()


def blanks(story: CaseStudy) -> int:
    """How many passages stand in the text that is worked on of which nothing is left."""
    copy = workflow.copy_of(story)
    if copy is not None:
        return sum(map(_is_blank, copy.data.get("blocks", [])))
    return story.blocks.filter(body=GONE, hidden=True).count()


def _is_blank(block: Data) -> bool:
    return bool(block.get("hidden")) and not block.get("body")


def drop_blanks(story: CaseStudy) -> None:
    """Delete them, from the record and from the change that waits."""
    StoryBlock.objects.filter(story=story, body=GONE, hidden=True).delete()
    copy = workflow.copy_of(story)
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
    gone(list({picture.pk: picture for picture in pictures}.values()))


def _texts_of(story: CaseStudy) -> list[Any]:
    """The change that waits, and every version."""
    whose = {"kind": story.record_kind, "object_id": story.pk}
    return [row for model in TEXTS for row in model._default_manager.filter(**whose)]


def _in_every_text(story: CaseStudy, rewrite: Callable[[Data], Data]) -> None:
    for row in _texts_of(story):
        data = rewrite(row.data)
        if data != row.data:
            row.data = data
            row.save(update_fields=["data"])


def is_another_text(story: CaseStudy) -> None:
    """Whoever has it open, to publish or to write, has an earlier text: a button pressed there does
    nothing, and a form sent from there shows both texts."""
    story.edit_count += 1
    story.save(update_fields=["edit_count", "updated_at"])
    copy = workflow.copy_of(story)
    if copy is not None:
        copy.edit_count += 1
        copy.save(update_fields=["edit_count", "updated_at"])


def shows_otherwise(story: CaseStudy) -> None:
    """The public and its search follow what the story shows now, in the same transaction."""
    search.renew(story.record_kind, [story.pk])
    versions.raise_public((story.record_kind, story.pk))
