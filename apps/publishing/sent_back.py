"""What came back to its writer with a note, of every kind, and changes of public records too."""

from collections import defaultdict
from dataclasses import dataclass
from typing import Any

from django.db.models import CharField, Q, Value
from django.urls import reverse

from apps.publishing import types
from apps.publishing.models import Publishable, State, UnderReview, WorkingCopy
from apps.publishing.types import PublishedType


@dataclass(frozen=True)
class Back:
    """A record that came back, and what did: the record itself, or a change of it."""

    published: PublishedType
    item: Publishable
    moved: UnderReview

    @property
    def is_change(self) -> bool:
        """Whether the record is public and a change of it came back."""
        return self.moved is not self.item

    @property
    def address(self) -> str:
        """Its desk."""
        return reverse("publishing:desk", args=[self.published.area, self.item.pk])


def to(user: Any) -> list[Back]:
    """All that came back to somebody who began it or sent it, as far as they may still write it;
    by the order of the kinds, then the oldest first."""
    changes: dict[str, dict[int, WorkingCopy]] = defaultdict(dict)
    for copy in WorkingCopy.objects.filter(_with_note(user)).order_by("object_id"):
        changes[copy.kind][copy.object_id] = copy
    found: list[Back] = []
    for kind in _kinds_with(user) | changes.keys():
        published = types.registered.get(kind)
        if published is None or not published.area:
            continue
        own = changes[kind]
        rows = published.rows.editable_by(user).filter(_with_note(user) | Q(pk__in=own))
        found += [Back(published, item, own.get(item.pk, item)) for item in rows.order_by("pk")]
    order = list(types.registered)
    return sorted(found, key=lambda back: (order.index(back.published.kind), back.item.pk))


def _with_note(user: Any) -> Q:
    theirs = Q(author=user) | Q(submitted_by=user)
    return theirs & Q(state=State.DRAFT) & ~Q(note="")


def _kinds_with(user: Any) -> set[str]:
    """The kinds of which something came back, by one query: most have nothing."""
    asked = [
        published.rows.filter(_with_note(user))
        .order_by()
        .values_list(Value(kind, output_field=CharField()), flat=True)
        for kind, published in types.registered.items()
        if published.area
    ]
    return set(asked[0].union(*asked[1:])) if asked else set()
