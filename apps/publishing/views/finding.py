"""The record that an address of a staff page means, within what the person may touch."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.http import Http404
from django.shortcuts import get_object_or_404
from django.urls import reverse

from apps.accounts.access import StaffRequest
from apps.publishing import actions, ahead, types, workflow
from apps.publishing.documents import Document, Section
from apps.publishing.models import Blocker, Publishable, State, WorkingCopy
from apps.publishing.moves import Move
from apps.publishing.plain import Data
from apps.publishing.types import PublishedType


@dataclass(frozen=True)
class Desk:
    """A record on somebody's desk: its kind, the change of it that is under way, its text."""

    item: Publishable
    published: PublishedType
    document: Document
    copy: WorkingCopy | None
    data: Data
    edit_count: int
    asked: dict[str, Any] = field(default_factory=dict)  # of the one person of a request

    def moves_for(self, user: Any) -> list[Move]:
        """The moves whose buttons somebody sees."""
        moves = workflow.moves_from(
            self.item, self.copy, reached=self.reach_of(user), wrote=self.wrote(user)
        )
        return [
            move
            for move in moves
            if not (move.second_person and self.item.waits_for_another(user.pk))
        ]

    def reach_of(self, user: Any) -> frozenset[str]:
        """What somebody may do with it, asked once."""
        if "reach" not in self.asked:
            self.asked["reach"] = workflow.reach(user, self.item)
        reach: frozenset[str] = self.asked["reach"]
        return reach

    def wrote(self, user: Any) -> bool:
        """Whether somebody wrote part of what is not public yet, and no second person outside has
        said yes to it; asked once."""
        if "wrote" not in self.asked:
            self.asked["wrote"] = workflow.wrote_alone(user, self.item)
        return bool(self.asked["wrote"])

    @property
    def parts(self) -> list[Section]:
        """The parts of its document that such a text has."""
        return [section for section in self.document.sections if section.asked(self.data)]

    @property
    def moved(self) -> Any:
        """What is in draft or review: the change, or the record."""
        return self.copy or self.item

    def to_mend(self, found: Iterable[str]) -> list[tuple[str, str]]:
        """(sentence, address of the part where it is mended) of what stands between this and the
        public; "" where there is nothing to open."""
        return [(str(one), self._place_of(one)) for one in found]

    def _place_of(self, found: str) -> str:
        if not isinstance(found, Blocker):
            return ""
        if found.of is not None:
            kind, pk = found.of
            return reverse("publishing:desk", args=[types.registered[kind].area, pk])
        if found.part and self.item.state != State.WITHDRAWN:
            return self.address("edit", found.part)
        return found.at

    def address(self, name: str = "desk", *more: Any) -> str:
        """The address of one of its staff pages."""
        return reverse(f"publishing:{name}", args=[self.published.area, self.item.pk, *more])


def kind_under(area: str) -> PublishedType:
    """The kind whose staff pages stand under a word. Raises ``Http404``."""
    published = types.under(area)
    if published is None:
        raise Http404
    return published


def desk(request: StaffRequest, area: str, pk: int, *, words: str = "editable_by") -> Desk:
    """The record, if it is among the person's ``words`` of its queryset. Raises ``Http404``."""
    published = kind_under(area)
    rows = getattr(published.rows, words)(request.user)
    item = get_object_or_404(rows, pk=pk)
    document: Any = published.document
    copy = ahead.copy_of(item)
    data, edit_count = actions.text_in(item, copy)
    return Desk(item, published, document, copy, data, edit_count)


def either_desk(request: StaffRequest, area: str, pk: int) -> Desk:
    """The record, if the person may write or review it. Raises ``Http404``."""
    try:
        return desk(request, area, pk)
    except Http404:
        return desk(request, area, pk, words="publishable_by")


def section_of(at: Desk, name: str) -> Section:
    """A section of its document. Raises ``Http404``."""
    section = at.document.section(name)
    if section is None:
        raise Http404
    return section
