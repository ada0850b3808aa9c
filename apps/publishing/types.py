"""The register of public things: how a lower app comes to know of records that stand above it."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db import models

from apps.publishing.models import Publishable


@dataclass(frozen=True)
class PublishedType:
    """A kind of public record: its word, its model, what people call it, and where one is shown."""

    kind: str
    model: type[Publishable]
    label: str
    address: Callable[[str], str]  # slug → path

    def public(self) -> models.QuerySet[Publishable]:
        """The public records of this kind."""
        manager: Any = self.model._default_manager
        found: models.QuerySet[Publishable] = manager.public()
        return found


registered: dict[str, PublishedType] = {}


def register(published: PublishedType) -> None:
    """Called in ``AppConfig.ready`` of the app that owns the page."""
    registered[published.kind] = published


def resolve(kind: str, object_id: int) -> Publishable | None:
    """The public record behind a pointer; None for an unknown kind, a draft or a missing row."""
    found = registered.get(kind)
    return found.public().filter(pk=object_id).first() if found else None
