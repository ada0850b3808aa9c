"""What curators do to collections of stories, and to those that stand first."""

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
    order = _moved([place.story_id for place in places], story, to)
    for place in places:
        if place.story_id in order:
            place.position = order.index(place.story_id) + 1
            place.save(update_fields=["position"])
        else:
            place.delete()
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
    order = _moved([row.pk for row in rows], story, to)
    for row in rows:
        place = order.index(row.pk) + 1 if row.pk in order else None
        if row.featured != place:
            row.featured = place
            row.save(update_fields=["featured"])
    versions.raise_public(*((CaseStudy.record_kind, row.pk) for row in rows))
    audit.note(act="ordered what is featured", by=by)


def _moved(order: list[int], story: int, to: str) -> list[int]:
    """The order after one step; what is not there, or is at the end already, stays."""
    if story not in order:
        return order
    at = order.index(story)
    if to == OUT:
        return [one for one in order if one != story]
    other = at + {UP: -1, DOWN: 1}.get(to, 0)
    if 0 <= other < len(order):
        order[at], order[other] = order[other], order[at]
    return order
