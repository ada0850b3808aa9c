"""What curators do to collections of stories, and to those that stand first."""

from typing import Any

from django.db import transaction

from apps.core import audit, versions
from apps.core.actors import Actor
from apps.publishing.workflow import free_slug
from apps.showcase.models import CaseStudy, Collection, CollectionPlace

UP, DOWN, OUT = "up", "down", "out"


@transaction.atomic
def save(
    *, collection: Collection | None, title: str, intro: str, public: bool, by: Actor
) -> Collection:
    """A new collection, or other words for one. Its address is made once and never changes."""
    if collection is None:
        collection = Collection(slug=free_slug(Collection, title))
    collection.title, collection.intro, collection.public = title, intro, public
    collection.edit_count += 1
    collection.save()
    versions.raise_public()
    audit.note(act="saved a collection", by=by, target=collection)
    return collection


@transaction.atomic
def delete(*, collection: Collection, by: Actor) -> None:
    """The collection goes; its stories stay."""
    audit.note(act="deleted a collection", by=by, target=collection)
    collection.delete()
    versions.raise_public()


@transaction.atomic
def put_in(*, collection: Collection, story: CaseStudy, by: Actor) -> None:
    """A story at the end of a collection; one that is in it stays where it is."""
    last = collection.places.count()
    CollectionPlace.objects.get_or_create(
        collection=collection, story=story, defaults={"position": last + 1}
    )
    versions.raise_public()
    audit.note(act="put a story into a collection", by=by, target=collection, story=story.pk)


@transaction.atomic
def move(*, collection: Collection, story: int, to: str, by: Actor) -> None:
    """One place up or down, or out."""
    places = list(collection.places.select_for_update().order_by("position", "pk"))
    for place, at in _in_order(places, [place.story_id for place in places], story, to):
        if at is None:
            place.delete()
        else:
            place.position = at
            place.save(update_fields=["position"])
    versions.raise_public()
    audit.note(act="ordered a collection", by=by, target=collection)


@transaction.atomic
def feature(*, story: CaseStudy, by: Actor) -> None:
    """A story at the end of those that stand first on the list and the front page."""
    held = CaseStudy.objects.exclude(featured=None)
    if story.featured is None:
        story.featured = held.count() + 1
        story.save(update_fields=["featured"])
    versions.raise_public((story.record_kind, story.pk))
    audit.note(act="featured a story", by=by, target=story)


@transaction.atomic
def move_featured(*, story: int, to: str, by: Actor) -> None:
    """The same as in a collection."""
    rows = list(CaseStudy.objects.select_for_update().exclude(featured=None).order_by("featured"))
    for row, at in _in_order(rows, [row.pk for row in rows], story, to):
        row.featured = at
        row.save(update_fields=["featured"])
    versions.raise_public(*((CaseStudy.record_kind, row.pk) for row in rows))
    audit.note(act="ordered what is featured", by=by)


def _in_order(
    rows: list[Any], order: list[int], story: int, to: str
) -> list[tuple[Any, int | None]]:
    """Each row with its place after one step, counted from 1; None for the one that goes out.
    ``order`` are the stories of the rows. A story that is not there, or is at the end already,
    moves nothing."""
    places = dict(zip(order, rows, strict=True))
    new = list(order)
    if story in new:
        at = new.index(story)
        other = at + {UP: -1, DOWN: 1}.get(to, 0)
        if to == OUT:
            new.remove(story)
        elif 0 <= other < len(new):
            new[at], new[other] = new[other], new[at]
    return [(row, new.index(pk) + 1 if pk in new else None) for pk, row in places.items()]
