"""What publishing does by the clock: approved texts become public on their day."""

from apps.core import clock
from apps.core.actors import SystemActor
from apps.core.dates import PartialDate, Precision
from apps.publishing import ahead, types, workflow
from apps.publishing.models import Publishable, State, UnderReview, WorkingCopy

BY = SystemActor("due work")
LONGEST_NOTE = 500


def publish_dated() -> str:
    """Publish whatever was approved for today or a day before. What can't be published any more
    stays in review, and its note says why."""
    published = stopped = 0
    for item in due_today():
        try:
            workflow.move(item, "publish", by=BY)
            published += 1
        except workflow.NotAllowed as error:
            keep_in_review(item, str(error))
            stopped += 1
    words = [f"{published} published"] if published else []
    return ", ".join(words + ([f"{stopped} stopped"] if stopped else []))


def due_today() -> list[Publishable]:
    """The records, new or with a change, whose day has come."""
    due = {"state": State.IN_REVIEW, "publish_on__lte": clock.today()}
    found: list[Publishable] = []
    for kind, published in types.registered.items():
        changed = WorkingCopy.objects.filter(kind=kind, **due).values("object_id")
        found += published.rows.filter(**due)
        found += published.rows.filter(pk__in=changed)
    return found


def keep_in_review(item: Publishable, why: str) -> None:
    """Take the day away and say what stood in the way."""
    moved: UnderReview = ahead.subject(item, ahead.copy_of(item))
    day = moved.publish_on
    if day is None:
        return
    words = PartialDate(day, day, Precision.DAY)
    moved.note = f"This was to be public on {words}, but could not: {why}"[:LONGEST_NOTE]
    moved.publish_on = None
    moved.save()
