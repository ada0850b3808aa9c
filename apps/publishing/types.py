"""The register of public things: how a lower app comes to know of records that stand above it."""

import datetime
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db import models
from django.http import HttpRequest, HttpResponse

from apps.publishing.documents import Document
from apps.publishing.models import AccessibleVersion, Publishable, Recording
from apps.publishing.models.format import PAGES
from apps.publishing.models.recording import SHOWN_ON
from apps.publishing.plain import Data


@dataclass(frozen=True)
class SearchText:
    """What search knows of a record: every word in it is public."""

    title: str
    summary: str
    body: str
    places: tuple[str, ...] = ()  # slugs


@dataclass(frozen=True)
class PublishedType:
    """A kind of public record: its word, its model, what people call it, where one is shown, how
    it is edited, previewed and found.

    ``area`` is the word its staff pages stand under; ``preview`` draws the public page of a
    record that need not be public; ``can_begin``: whether people may write new ones;
    ``blockers_read``: the relations that its blockers look at, read at once for many.
    """

    kind: str
    model: type[Publishable]
    label: str
    address: Callable[[str], str]  # slug → path
    plural: str = ""
    area: str = ""
    document: Document | None = None
    can_begin: bool = True
    stands_alone: bool = True  # has a page of its own
    blockers_read: tuple[str, ...] = ()
    never_small: frozenset[str] = frozenset()  # what no small correction may touch
    preview: Callable[[Any, HttpRequest], HttpResponse] | None = None
    search_text: Callable[[Any], SearchText] | None = None
    found_until: Callable[[Any], datetime.date | None] = lambda item: None  # not found from then on
    heading: Callable[[Any], str] = str  # what it is called among other things, as in the feed
    heading_read: tuple[str, ...] = ()  # the relations that this looks at
    summary: Callable[[Any], str] = lambda item: getattr(item, "summary", "")
    beside: Callable[[Any, HttpRequest], str] | None = None  # what its desk shows of its own
    beside_checklist: Callable[[Any, HttpRequest], str] | None = None  # where it is reviewed
    pictures: str = ""  # the rows of its document that place pictures; "" for a kind without
    hints: Callable[[str, Data], list[str]] = lambda part, data: []  # what would read better
    how_far: Callable[[Any], dict[str, str]] | None = None  # its own say of how far parts are
    above: tuple[tuple[str, str], ...] = ()  # (address, label) of the public pages above its own
    to_read_aloud: Callable[[Any], str] | None = None  # its text for a reading of a minute

    def public(self) -> models.QuerySet[Publishable]:
        """The public records of this kind."""
        manager: Any = self.model._default_manager
        found: models.QuerySet[Publishable] = manager.public()
        return found

    @property
    def has_versions(self) -> bool:
        """Whether there can be accessible versions of it: of every page that is none itself."""
        return self.stands_alone and self.model not in (AccessibleVersion, Recording)

    @property
    def shows_recordings(self) -> bool:
        """Whether its page shows films and sound of ours: every one that is made from no other."""
        return self.model not in (AccessibleVersion, Recording)

    @property
    def many(self) -> str:
        """What people call several."""
        return self.plural or f"{self.label}s"

    @property
    def rows(self) -> Any:
        """All records of this kind, with the words of its queryset."""
        return self.model._default_manager.all()


registered: dict[str, PublishedType] = {}


def register(published: PublishedType) -> None:
    """Called in ``AppConfig.ready`` of the app that owns the page."""
    registered[published.kind] = published
    if published.has_versions:
        PAGES[published.kind] = published.model
    if published.shows_recordings:
        SHOWN_ON[published.kind] = published.model


def under(area: str) -> PublishedType | None:
    """The kind whose staff pages stand under this word."""
    return next((p for p in registered.values() if p.area == area and area), None)


def of(item: Publishable) -> PublishedType:
    """The kind of a record."""
    return registered[item.record_kind]


def resolve(kind: str, object_id: int) -> Publishable | None:
    """The public record behind a pointer; None for an unknown kind, a draft or a missing row."""
    found = registered.get(kind)
    return found.public().filter(pk=object_id).first() if found else None
