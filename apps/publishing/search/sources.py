"""Where the rows of the index come from: published records, and rows without states."""

import datetime
from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from typing import Any

from django.utils import timezone

from apps.publishing import types
from apps.publishing.models import Publishable
from apps.publishing.types import SearchText


@dataclass(frozen=True)
class Row:
    """One public thing as search holds it."""

    kind: str
    object_id: int
    address: str
    text: SearchText
    date: datetime.date | None = None
    is_example: bool = False
    public_until: datetime.date | None = None


@dataclass(frozen=True)
class Source:
    """A kind without states (partners, words of the glossary): what people call it, and its public
    rows, all or those of some ids. ``follows`` names the kind of record on whose pages they
    stand: they come and go with it."""

    kind: str
    label: str
    rows: Callable[[Collection[int] | None], Iterable[Row]]
    follows: str = ""


registered: dict[str, Source] = {}
_reads: dict[Any, tuple[str, ...]] = {}


def register(source: Source) -> None:
    """Called in ``AppConfig.ready`` of the app that owns the page."""
    registered[source.kind] = source


def reads(*relations: str) -> Callable[[Callable[..., SearchText]], Callable[..., SearchText]]:
    """Says which relations a ``search_text`` reads, so that many records are read at once."""

    def note(function: Callable[..., SearchText]) -> Callable[..., SearchText]:
        _reads[function] = relations
        return function

    return note


def relations_of(kind: str) -> tuple[str, ...]:
    """What the kind's ``search_text`` reads beside the record."""
    return _reads.get(types.registered[kind].search_text, ())


def row_of(item: Publishable) -> Row:
    """A published record as search holds it."""
    published = types.of(item)
    assert published.search_text is not None  # noqa: S101 - asked for only where there is one
    day = timezone.localdate(item.published_at) if item.published_at else None
    return Row(
        kind=published.kind,
        object_id=item.pk,
        address=published.address(item.slug or ""),
        text=published.search_text(item),
        date=day,
        is_example=item.is_example,
        public_until=published.found_until(item),
    )


def labels() -> dict[str, str]:
    """Every kind that can be found, with what people call several of it."""
    held = {kind: t for kind, t in types.registered.items() if t.search_text}
    named = {kind: t.plural or plural(t.label) for kind, t in held.items()}
    return named | {kind: plural(source.label) for kind, source in registered.items()}


def label_of(kind: str) -> str:
    """What people call one of this kind."""
    held = types.registered.get(kind) or registered.get(kind)
    return held.label if held else kind


def plural(label: str) -> str:
    """Several of it: Projects, Activities."""
    return label[:-1] + "ies" if label.endswith("y") else label + "s"
