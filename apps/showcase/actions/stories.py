"""How a story begins, is looked at by reviewers, and how a passage of it is hidden at once."""

import datetime
from typing import Any

from django.db import transaction

from apps.core import actors, audit, clock, versions
from apps.core.actors import Actor, SystemActor
from apps.involvement.models import Activity
from apps.projects.models import Project
from apps.publishing import actions, ahead, workflow
from apps.publishing.formats import actions as formats
from apps.publishing.recordings import actions as recordings
from apps.showcase import erasing
from apps.showcase.models import CaseStudy, StoryReview

REVIEWERS_LINK_HOLDS = datetime.timedelta(days=30)


@transaction.atomic
def begin(*, source: Project | Activity, by: Actor) -> CaseStudy:
    """The draft of a story of a project or an activity, told by the partner of whoever begins it.
    Nothing is copied: the story shows the facts of what it comes from."""
    data: dict[str, Any] = {"title": f"The story of {source.title}"[:200]}
    data["project" if isinstance(source, Project) else "activity"] = str(source.pk)
    data["topics"] = sorted((str(topic.pk) for topic in source.topics.all()), key=int)
    partner = getattr(by, "partner_id", None)
    if partner:
        data["writers"] = [{"partner": str(partner), "who": ""}]
    story: Any = actions.create(model=CaseStudy, data=data, by=by, is_example=source.is_example)
    return story


@transaction.atomic
def hide_now(*, story: CaseStudy, block: int, why: str, by: Actor) -> None:
    """Take one passage about a person out of the public page at once, without a second person. To
    show it again is a change of the story, which somebody else publishes. Twice is once."""
    story = CaseStudy.objects.select_for_update().get(pk=story.pk)
    row = story.blocks.filter(pk=block).first()
    if row is None or row.hidden:
        return
    row.hidden = True
    row.save(update_fields=["hidden"])
    story.edit_count += 1
    story.save(update_fields=["edit_count", "updated_at"])
    copy = ahead.copy_of(story)
    if copy is not None:
        copy.data["blocks"] = [
            {**held, "hidden": True} if held.get("body") == row.body else held
            for held in copy.data.get("blocks", [])
        ]
        copy.edit_count += 1
        copy.save()
    formats.take_down(page=story, by=by)
    recordings.take_down_readings(page=story, by=by)
    versions.raise_public((story.record_kind, story.pk))
    audit.note(act="hid a passage at once", by=by, target=story, why=why[:300])


@transaction.atomic
def delete_blanks(*, story: CaseStudy, by: Actor) -> None:
    """Delete the passages of which nothing is left: what stood there was taken back."""
    story = CaseStudy.objects.select_for_update().get(pk=story.pk)
    if not erasing.blanks(story):
        return
    erasing.drop_blanks(story)
    erasing.is_another_text(story)
    audit.note(act="deleted passages that were taken back", by=by, target=story)


@transaction.atomic
def ask_reviewer(*, story: CaseStudy, name: str, by: Actor) -> StoryReview:
    """A link for somebody with lived experience, who reads the draft and says what they think."""
    row = StoryReview.objects.create(
        story=story, name=name, asked_by_id=actors.id_of(by),
        ends_on=clock.today() + REVIEWERS_LINK_HOLDS,
    )  # fmt: skip
    audit.note(act="asked a reviewer by link", by=by, target=story, reviewer=row.pk)
    return row


@transaction.atomic
def reviewed(*, review: StoryReview, said: str, words: str) -> StoryReview:
    """What the reviewer says to the text as it stands; the last word counts."""
    review = StoryReview.objects.select_for_update().get(pk=review.pk)
    review.said, review.words = said, words.strip()[:4000]
    review.said_on = clock.today()
    review.mark = workflow.mark(review.story, ahead.copy_of(review.story))
    review.edit_count += 1
    review.save()
    by = SystemActor("a reviewer by link")
    audit.note(act="reviewed a story by link", by=by, target=review.story, said=said)
    return review


@transaction.atomic
def end_review(*, review: StoryReview, by: Actor) -> None:
    """The link leads nowhere from now on; what was said stays."""
    review.link_version += 1
    review.ends_on = clock.today()
    review.save(update_fields=["link_version", "ends_on"])  # what they said is as old as it was
    audit.note(act="ended a reviewer’s link", by=by, target=review.story, reviewer=review.pk)
