"""What is news, and of what: each kind of record says so itself."""

import datetime
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from apps.core import clock
from apps.publishing import addressed, types
from apps.publishing.addressed import Item
from apps.publishing.models import Publishable
from apps.publishing.models.follow import Follow, News
from apps.publishing.models.request import SITE

Pointer = tuple[str, int | None]
EVERYTHING: Pointer = (SITE, None)


@dataclass(frozen=True)
class Source:
    """A kind of record that followers hear of. ``of`` are the records it is news of, as (kind,
    id); ``heading`` and ``lines`` are what the mail says of it; ``address`` is its path."""

    kind: str
    of: Callable[[Any], Iterable[Pointer]]
    heading: Callable[[Any], str]
    lines: Callable[[Any], list[str]]


@dataclass(frozen=True)
class Told:
    """A piece of news as it stands now: when it came, its record, and what it is news of."""

    row: int
    at: datetime.datetime
    source: Source
    item: Publishable
    of: frozenset[Pointer]

    @property
    def says(self) -> list[str]:
        """What it says, line by line: in a mail, or on the phone."""
        return [self.source.heading(self.item), *self.source.lines(self.item)]


sources: dict[str, Source] = {}
FOLLOWED = ("activity", "project")  # what has an address by which it can be followed


def register(source: Source) -> None:
    """Called in ``AppConfig.ready`` of the app whose record it is."""
    sources[source.kind] = source


def became_public(item: Publishable) -> None:
    """Remember what became public, in the transaction that made it so; once, unless it was gone
    before anybody was told."""
    if item.record_kind in sources and not item.is_example:
        News.objects.get_or_create(
            kind=item.record_kind, object_id=item.pk, defaults={"at": clock.now()}
        )


def went(item: Publishable) -> None:
    """It was withdrawn: what nobody was told of yet is no news."""
    News.objects.filter(kind=item.record_kind, object_id=item.pk, told=False).delete()


def is_example(item: Item) -> bool:
    """Whether a thing is an example, of which nobody is told anything."""
    row = types.resolve(item.kind, item.object_id) if item.object_id is not None else None
    return row is not None and row.is_example


def between(since: datetime.datetime, upto: datetime.datetime) -> list[Told]:
    """The news after one moment and up to another, oldest first; what was withdrawn since is no
    news."""
    found = []
    for row in News.objects.filter(at__gt=since, at__lte=upto).order_by("at", "pk"):
        source, item = sources.get(row.kind), types.resolve(row.kind, row.object_id)
        if source is not None and item is not None and not item.is_example:
            of = frozenset([EVERYTHING, *source.of(item)])
            found.append(Told(row.pk, row.at, source, item, of))
    return found


def for_(follow: Follow, news: list[Told]) -> list[Told]:
    """What of these one follower does not know yet."""
    pointer = (follow.kind, follow.object_id)
    return [
        one for one in news
        if pointer in one.of and follow.told_upto is not None and one.at > follow.told_upto
    ]  # fmt: skip


def thing(kind: str, object_id: int | None) -> Item | None:
    """What is followed, as long as it is public."""
    return addressed.now(kind, object_id)
