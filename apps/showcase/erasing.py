"""Taking a person's words and pictures out of everywhere: the page, the change that waits, typing
that was kept, and earlier versions."""

from collections.abc import Callable
from typing import Any

from apps.publishing.models import Consent, FormDraft, Picture, Version, WorkingCopy
from apps.showcase.models import CaseStudy, StoryBlock, StoryPicture

Data = dict[str, Any]
GONE = ""  # what stands where words stood


def blank_words(story: CaseStudy, consent: Consent) -> None:
    """No word that rests on the consent stays in the story, in any of its texts."""
    key = str(consent.pk)
    rows = StoryBlock.objects.filter(story=story, consent=consent)
    told = {block.body for block in rows} - {GONE}
    summaries = {story.summary} - {GONE} if story.summary_consent_id == consent.pk else set()
    rows.update(body=GONE, hidden=True)
    if summaries:
        CaseStudy.objects.filter(pk=story.pk).update(summary=GONE)

    def blank(data: Data) -> Data:
        if str(data.get("summary_consent", "")) == key or data.get("summary") in summaries:
            data = {**data, "summary": GONE}
        blocks = [
            {**block, "body": GONE, "hidden": True}
            if str(block.get("consent", "")) == key or block.get("body") in told
            else block
            for block in data.get("blocks", [])
        ]
        return {**data, "blocks": blocks} if "blocks" in data else data

    _in_every_text(story, blank)
    FormDraft.objects.filter(
        kind=story.record_kind, object_id=story.pk, form__in=["words", "about"]
    ).delete()


def drop_pictures(story: CaseStudy, consent: Consent) -> None:
    """No picture that rests on the consent stays, nor its files, nor the words beside it."""
    pictures = list(Picture.objects.filter(in_stories__story=story, consent=consent).distinct())
    pictures += Picture.objects.of(story).filter(consent=consent)
    keys = {str(picture.pk) for picture in pictures}
    if not keys:
        return
    from apps.publishing.pictures.actions import gone  # noqa: PLC0415 - comes with the pictures

    StoryPicture.objects.filter(picture__in=keys).delete()

    def without(data: Data) -> Data:
        rows = [row for row in data.get("pictures", []) if str(row.get("picture")) not in keys]
        return {**data, "pictures": rows} if "pictures" in data else data

    _in_every_text(story, without)
    gone(list({picture.pk: picture for picture in pictures}.values()))


def _in_every_text(story: CaseStudy, rewrite: Callable[[Data], Data]) -> None:
    whose = {"kind": story.record_kind, "object_id": story.pk}
    for row in [*WorkingCopy.objects.filter(**whose), *Version.objects.filter(**whose)]:
        data = rewrite(row.data)
        if data != row.data:
            row.data = data
            row.save(update_fields=["data"])
