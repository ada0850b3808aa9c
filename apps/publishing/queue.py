"""What waits for a second person, of every kind that is registered."""

import datetime
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from django.db.models import Q
from django.urls import reverse

from apps.core import clock
from apps.publishing import ahead, types, workflow
from apps.publishing.lists import kinds
from apps.publishing.models import (
    Blocker,
    Correction,
    Publishable,
    State,
    WorkingCopy,
)
from apps.publishing.types import PublishedType


@dataclass(frozen=True)
class Waiting:
    """One record, or change of a record, in review."""

    item: Publishable
    published: PublishedType
    is_change: bool
    submitted_at: datetime.datetime | None
    author: str
    missing: list[Blocker]
    mine: bool  # somebody else wrote it, so this person may publish it
    covered: bool
    publish_on: datetime.date | None

    @property
    def days(self) -> int:
        """How many days it has waited."""
        since = self.submitted_at or clock.now()
        return max(0, (clock.now() - since).days)


SHOWS: dict[str, tuple[str, Callable[[Waiting], bool]]] = {
    "mine": ("Mine to do", lambda row: row.mine),
    "ready": ("Ready to publish", lambda row: row.mine and not row.missing),
    "incomplete": ("Something still to add", lambda row: bool(row.missing)),
    "covered": ("Asked of us as covering team", lambda row: row.covered),
}


Found = tuple[PublishedType, dict[int, WorkingCopy], list[Publishable], dict[int, set[int]]]


def kinds_of(user: Any) -> list[PublishedType]:
    """The kinds that go through review, by name, as far as the person publishes any."""
    held = [one for one in types.registered.values() if one.document and one.area]
    return sorted(
        (one for one in held if user.has_perm(one.model.publish_permission)),
        key=lambda one: one.many,
    )


def _in_review(user: Any, area: str = "") -> Iterator[Found]:
    """Of each kind, or of the one with this area, what the person may review: its changes, its
    records, and who wrote them. The changes of all kinds are asked at once, the records of a kind
    at once."""
    changes: dict[str, dict[int, WorkingCopy]] = {}
    in_review = WorkingCopy.objects.filter(state=State.IN_REVIEW).select_related("submitted_by")
    for copy in in_review:
        changes.setdefault(copy.kind, {})[copy.object_id] = copy
    for published in types.registered.values():
        if published.document is None or (area and published.area != area):
            continue
        copies = changes.get(published.kind, {})
        rows = published.rows.publishable_by(user).select_related("submitted_by")
        rows = rows.prefetch_related(*published.blockers_read)
        items = list(rows.filter(Q(state=State.IN_REVIEW) | Q(pk__in=copies)))
        yield published, copies, items, workflow.writers_of(items)


def to_review(user: Any) -> list[tuple[PublishedType, Publishable]]:
    """What the person may publish, since somebody else wrote it or said yes to it, without a look
    at what it lacks."""
    return [
        (published, item)
        for published, _copies, items, wrote in _in_review(user)
        for item in items
        if user.pk not in wrote[item.pk] or item.agreed_outside(user.pk)
    ]


def waiting_for(user: Any, area: str = "") -> list[Waiting]:
    """What the person may review, of all kinds or of the one with this area, the longest wait
    first."""
    found = [
        _waiting(item, published, copies.get(item.pk), user, wrote)
        for published, copies, items, wrote in _in_review(user, area)
        for item in items
    ]
    return sorted(found, key=lambda row: (row.submitted_at is None, row.submitted_at, row.item.pk))


def _waiting(
    item: Publishable,
    published: PublishedType,
    copy: WorkingCopy | None,
    user: Any,
    wrote: dict[int, set[int]],
) -> Waiting:
    moved: Any = ahead.subject(item, copy)
    return Waiting(
        item=item,
        published=published,
        is_change=copy is not None,
        submitted_at=moved.submitted_at,
        author=str(moved.submitted_by or "somebody"),
        missing=ahead.blockers(item, copy),
        mine=user.pk not in wrote[item.pk] or item.agreed_outside(user.pk),
        covered=moved.cover_asked_at is not None,
        publish_on=moved.publish_on,
    )


@dataclass(frozen=True)
class Look:
    """A correction that somebody else has to look at: of what, and where it stands."""

    correction: Correction
    title: str
    address: str

    @property
    def changes(self) -> str:
        """The page that shows what was mended, side by side; "" for a row of a list."""
        published = types.registered.get(self.correction.kind)
        if published is None or self.correction.version is None:
            return ""
        where = [published.area, self.correction.object_id, self.correction.version]
        return reverse("publishing:version", args=where)


def second_looks(user: Any) -> list[Look]:
    """Corrections by others that nobody has looked at again, the earliest day first."""
    waiting = Correction.objects.waiting().exclude(made_by=user).select_related("made_by")
    found: list[Look] = []
    by_kind: dict[str, list[Correction]] = {}
    for correction in waiting:
        by_kind.setdefault(correction.kind, []).append(correction)
    for kind, corrections in by_kind.items():
        places = _where(kind, user, [correction.object_id for correction in corrections])
        found += [
            Look(correction, *places[correction.object_id])
            for correction in corrections
            if correction.object_id in places
        ]
    return sorted(found, key=lambda look: (look.correction.look_by, look.correction.pk))


def _where(kind: str, user: Any, ids: list[int]) -> dict[int, tuple[str, str]]:
    """(title, address) of the records among these that the person may look at."""
    if kind in types.registered:
        rows = types.registered[kind].rows.publishable_by(user).filter(pk__in=ids)
        return {row.pk: (str(row), row.get_absolute_url()) for row in rows}
    if not user.has_perm("publishing.edit_lists"):
        return {}
    lists = [one for one in kinds.registered.values() if one.model._meta.model_name == kind]
    return {
        row.pk: (str(row), one.url("-edit", row.pk))
        for one in lists
        for row in one.rows().filter(pk__in=ids)
    }
