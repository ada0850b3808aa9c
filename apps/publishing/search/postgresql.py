"""The index on PostgreSQL: a side table with weighted words, plain titles and their letters."""
# ruff: noqa: S608 - the pieces that statements are put together from are constants of this file

import datetime
from collections.abc import Collection, Iterable, Sequence
from typing import Any

from django.db import connection

from apps.publishing.models import SearchDocument
from apps.publishing.search import words
from apps.publishing.search.words import Term

TABLE = "publishing_search_index"
TIERS = ("A", "AB", "")
JOIN = (
    f"{TABLE} i JOIN publishing_searchdocument d ON d.id = i.document_id"
    " WHERE i.words @@ (to_tsquery('portal_english', %s) && %s::tsquery)"
    " AND (d.public_until IS NULL OR d.public_until > %s)"
)
HEADLINE = "StartSel={0}, StopSel={1}"


def index(documents: Sequence[SearchDocument]) -> None:
    """Write these rows, over what they were before."""
    with connection.cursor() as cursor:
        cursor.executemany(
            f"INSERT INTO {TABLE} (document_id, words, title, letters) VALUES (%s,"
            " setweight(to_tsvector('portal_english', %s), 'A') ||"
            " setweight(to_tsvector('portal_english', %s), 'B') ||"
            " setweight(to_tsvector('portal_english', %s), 'C') || array_to_tsvector(%s),"
            " to_tsvector('simple', %s), %s) ON CONFLICT (document_id) DO UPDATE SET"
            " words = excluded.words, title = excluded.title, letters = excluded.letters",
            [
                (
                    d.pk,
                    *(words.plain(text) for text in (d.title, d.summary, d.body)),
                    [f"kind:{d.kind}", *(f"place:{slug}" for slug in d.places.split())],
                    words.with_joined(d.title),
                    words.plain(d.title),
                )
                for d in documents
            ],
        )


def forget(ids: Collection[int]) -> None:
    """Take these rows out."""
    with connection.cursor() as cursor:
        cursor.execute(f"DELETE FROM {TABLE} WHERE document_id = ANY(%s)", [list(ids)])


def tidy() -> None:
    """Drop what belongs to no document."""
    with connection.cursor() as cursor:
        cursor.execute(
            f"DELETE FROM {TABLE} WHERE document_id NOT IN"
            " (SELECT id FROM publishing_searchdocument)"
        )


def counts(
    terms: list[Term], kinds: Iterable[str], place: str, today: datetime.date, most: int
) -> dict[str, int]:
    """How many of each kind match, counted no further than ``most``."""
    parts, values = [], list[Any]()
    for kind in kinds:
        parts.append(f"SELECT %s::text, count(*) FROM (SELECT 1 FROM {JOIN} LIMIT %s) held")
        values += [kind, _query(terms), _marks([kind], place), today, most]
    return dict(_rows(" UNION ALL ".join(parts), values))


def candidates(
    terms: list[Term], kinds: list[str], place: str, today: datetime.date, limit: int
) -> list[tuple[int, int, float, Any, str]]:
    """(tier, document, score, day, title), in each tier the newest rows first."""
    parts, values = [], list[Any]()
    for tier, weights in enumerate(TIERS):
        parts.append(
            f"SELECT {tier} AS tier, i.document_id AS id,"
            " ts_rank_cd(i.words, to_tsquery('portal_english', %s), 2) AS score,"
            " newest.date, newest.title"
            " FROM (SELECT d.id, d.date, d.title"
            f" FROM {JOIN} ORDER BY d.id DESC LIMIT %s) newest"
            f" JOIN {TABLE} i ON i.document_id = newest.id"
        )
        query = _query(terms, weights)
        values += [query, query, _marks(kinds, place), today, limit]
    return _rows(" UNION ALL ".join(parts) + " ORDER BY tier, id DESC", values)


def shown(terms: list[Term], ids: list[int], start: str, stop: str) -> dict[int, tuple[Any, ...]]:
    """Kind, address and whether it is an example; title, summary and a piece of the body with what
    was found marked."""
    sel = HEADLINE.format(start, stop)
    whole, piece = f"{sel}, HighlightAll=true", f"{sel}, MaxWords=24, MinWords=12"
    found = _rows(
        "SELECT d.id, d.kind, d.address, d.is_example,"
        " ts_headline('portal_english', d.title, q, %s),"
        " ts_headline('portal_english', d.summary, q, %s),"
        " ts_headline('portal_english', d.body, q, %s)"
        " FROM publishing_searchdocument d, to_tsquery('portal_english', %s) q"
        " WHERE d.id = ANY(%s)",
        [whole, whole, piece, _query(terms), ids],
    )
    return {row[0]: tuple(row[1:]) for row in found}


def records(terms: list[Term], kind: str, today: datetime.date) -> list[int]:
    """The records of one kind that match, all of them."""
    found = _rows(f"SELECT d.object_id FROM {JOIN}", [_query(terms), _marks([kind], ""), today])
    return [row[0] for row in found]


def beginning(typed: list[str], today: datetime.date, limit: int) -> list[int]:
    """Documents whose titles have words that begin like this, newest first."""
    found = _rows(
        f"SELECT d.id FROM {TABLE} i JOIN publishing_searchdocument d ON d.id = i.document_id"
        " WHERE i.title @@ to_tsquery('simple', %s)"
        " AND (d.public_until IS NULL OR d.public_until > %s) ORDER BY d.id DESC LIMIT %s",
        [" & ".join(f"'{word}':*" for word in typed), today, limit],
    )
    return [row[0] for row in found]


def titles_with(pieces: list[str], today: datetime.date, limit: int) -> list[str]:
    """Folded titles in which one of these three-letter pieces stands."""
    part = (
        f"(SELECT i.letters FROM {TABLE} i JOIN publishing_searchdocument d"
        " ON d.id = i.document_id WHERE i.letters LIKE %s"
        " AND (d.public_until IS NULL OR d.public_until > %s) LIMIT %s)"
    )
    values = [value for piece in pieces for value in (f"%{piece}%", today, limit)]
    return [row[0] for row in _rows(" UNION ".join([part] * len(pieces)), values)]


def _rows(sql: str, values: list[Any]) -> list[Any]:
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        return list(cursor.fetchall())


def _query(terms: list[Term], weights: str = "") -> str:
    """The question in the language of ``to_tsquery``; every word stands in quotation marks."""
    label = f":{weights}" if weights else ""
    return " & ".join(
        "(" + " | ".join(" <-> ".join(f"'{word}'{label}" for word in form) for form in term) + ")"
        for term in terms
    )


def _marks(kinds: Sequence[str], place: str) -> str:
    """The filters as a query of its own; letters only, since kinds and slugs are ours."""
    parts = []
    if kinds:
        parts.append("(" + " | ".join(f"'kind:{kind}'" for kind in kinds) + ")")
    if place:
        parts.append(f"'place:{place}'")
    return " & ".join(parts)
