"""The only place that writes the index: in the transaction of whoever makes something public."""

import datetime
import re
from collections.abc import Collection, Iterable, Iterator
from itertools import islice
from typing import TypeVar

from django.db import transaction
from django.db.models import prefetch_related_objects

from apps.publishing import types
from apps.publishing.models import Publishable, SearchDocument
from apps.publishing.search.engines import engine
from apps.publishing.search.sources import Row, registered, relations_of, row_of
from apps.publishing.types import SearchText

BATCH = 500
LONGEST_BODY = 100_000  # characters; PostgreSQL takes a megabyte of words in one row
COLUMNS = ["address", "title", "date", "public_until", "is_example", "places", "summary", "body"]
Thing = TypeVar("Thing")
_unshown = re.compile(r"[\s\x00-\x1f\x7f]+|\bhttps?://\S+")  # on one line, without addresses


def put(item: Publishable) -> None:
    """Put a record's public words into the index, or renew them."""
    if types.of(item).search_text is not None:
        write([row_of(item)])
    _renew_followers(item.record_kind)


def drop(kind: str, object_id: int) -> None:
    """Take a record out of the index."""
    forget(SearchDocument.objects.filter(kind=kind, object_id=object_id))
    _renew_followers(kind)


def put_row(
    kind: str,
    object_id: int,
    address: str,
    text: SearchText,
    *,
    date: datetime.date | None = None,
    is_example: bool = False,
    public_until: datetime.date | None = None,
) -> None:
    """The same for a row that has no states; its action calls this in its transaction."""
    write([Row(kind, object_id, address, text, date, is_example, public_until)])


def renew(kind: str, ids: Collection[int] | None = None) -> None:
    """Write anew the rows of some records (all of them without ``ids``): a partner, place or topic
    that they name is called otherwise now, or they were merged, changed or deleted."""
    if ids is not None:
        for some in _batches(ids):
            _renew(kind, some)
        return
    held = SearchDocument.objects.filter(kind=kind).order_by("object_id")
    everything = set(held.values_list("object_id", flat=True))
    if kind in types.registered:
        everything |= set(types.registered[kind].rows.current().values_list("pk", flat=True))
        renew(kind, sorted(everything))
    else:
        _renew(kind, None)


def _batches(things: Iterable[Thing]) -> Iterator[list[Thing]]:
    rest = iter(things)
    while some := list(islice(rest, BATCH)):
        yield some


@transaction.atomic
def _renew(kind: str, ids: Collection[int] | None) -> None:
    """Locks the records, so that nothing withdrawn meanwhile comes back."""
    if kind in types.registered:
        rows = _rows_of_records(kind, ids or ())
    else:
        rows = list(registered[kind].rows(ids))
    write(rows)
    held = SearchDocument.objects.filter(kind=kind)
    if ids is not None:
        held = held.filter(object_id__in=ids)
    public = {row.object_id for row in rows}
    gone = [pk for pk, number in held.values_list("pk", "object_id") if number not in public]
    forget(SearchDocument.objects.filter(pk__in=gone))


def _rows_of_records(kind: str, ids: Collection[int]) -> list[Row]:
    if types.registered[kind].search_text is None:
        return []
    found = types.registered[kind].rows.current().filter(pk__in=ids)
    items = list(found.select_for_update(of=("self",)))
    prefetch_related_objects(items, *relations_of(kind))
    return [row_of(item) for item in items]


def _renew_followers(kind: str) -> None:
    for source in registered.values():
        if source.follows == kind:
            _renew(source.kind, None)


@transaction.atomic
def write(rows: Iterable[Row]) -> None:
    """Rows into the table and into the engine's index."""
    for some in _batches(rows):
        documents = SearchDocument.objects.bulk_create(
            [_document(row) for row in some],
            update_conflicts=True,
            unique_fields=["kind", "object_id"],
            update_fields=COLUMNS,
        )
        engine().index(documents)


def _document(row: Row) -> SearchDocument:
    return SearchDocument(
        kind=row.kind,
        object_id=row.object_id,
        address=row.address,
        title=_clean(row.text.title),
        date=row.date,
        public_until=row.public_until,
        is_example=row.is_example,
        places=" ".join(row.text.places),
        summary=_clean(row.text.summary),
        body=_clean(row.text.body)[:LONGEST_BODY],
    )


def _clean(text: str) -> str:
    """On one line, without web addresses and without the characters that mark what was found."""
    return " ".join(_unshown.sub(" ", text).split())


@transaction.atomic
def forget(documents: object) -> None:
    """Rows out of the table and out of the engine's index."""
    ids = list(documents.values_list("pk", flat=True))  # type: ignore[attr-defined]
    for some in _batches(ids):
        engine().forget(some)
        SearchDocument.objects.filter(pk__in=some).delete()


def rebuild() -> dict[str, int]:
    """The whole index anew, a few hundred rows at a time, while the portal goes on working."""
    kinds = [kind for kind, t in types.registered.items() if t.search_text] + list(registered)
    forget(SearchDocument.objects.exclude(kind__in=kinds))
    for kind in kinds:
        renew(kind)
    tidy()
    return {kind: SearchDocument.objects.filter(kind=kind).count() for kind in kinds}


@transaction.atomic
def tidy() -> None:
    """Leave nothing in the index of what is gone: an engine marks words as deleted, and drops them
    when it next joins its pieces."""
    engine().tidy()


def rebuild_if_empty() -> bool:
    """The whole index where it holds nothing: a first start, or one after an upgrade that emptied
    it because rows are written otherwise now. Whether it holds something now that it did not."""
    if SearchDocument.objects.exists():
        return False
    rebuild()
    return SearchDocument.objects.exists()
