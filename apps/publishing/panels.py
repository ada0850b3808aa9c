"""What an app shows on pages of another that stands below it or beside it: each panel is drawn by
the app that owns it."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from django.utils.safestring import SafeString

PROJECT, PARTNER = "project", "partner"
ACTIVITY_DESK = "activity desk"  # each kind of record has a desk, called like this one


@dataclass(frozen=True)
class Panel:
    """A part of a page. ``on`` says of which pages, ``place`` where among the others; ``draw``
    gives it for one record, "" where there is nothing to show."""

    name: str
    on: str
    draw: Callable[[Any, HttpRequest], str]
    place: int = 0


registered: dict[tuple[str, str], Panel] = {}


def register(*panels: Panel) -> None:
    """Called in ``AppConfig.ready`` of the app that shows something."""
    for panel in panels:
        registered[panel.on, panel.name] = panel


def shown(on: str, item: Any, request: HttpRequest) -> list[SafeString]:
    """The panels of a page, in their order, without empty ones."""
    held = sorted((p for p in registered.values() if p.on == on), key=lambda p: (p.place, p.name))
    drawn = (SafeString(panel.draw(item, request)) for panel in held)
    return [panel for panel in drawn if panel.strip()]
