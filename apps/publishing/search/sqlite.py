"""The index on SQLite: three FTS5 tables, whose row ids are those of the documents."""
# ruff: noqa: S608 - the pieces that statements are put together from are constants of this file

import datetime
from collections.abc import Collection, Iterable, Sequence
from typing import Any

from django.db import connection

from apps.publishing.models import SearchDocument
from apps.publishing.search import words
from apps.publishing.search.words import Term

TEXT, TITLE, LETTERS = (
    "publishing_search_text",
    "publishing_search_title",
    "publishing_search_letters",
)
TIERS = ("{title}", "{title summary}", "{title summary body}")
ANYWHERE = TIERS[-1]
JOIN = (
    "publishing_search_text CROSS JOIN publishing_searchdocument d"
    " ON d.id = publishing_search_text.rowid"
    " WHERE publishing_search_text MATCH %s"
    " AND (d.public_until IS NULL OR d.public_until > %s)"
)
SCORE = "bm25(publishing_search_text, 8, 3, 1, 0)"


def index(documents: Sequence[SearchDocument]) -> None:
    """Write these rows, deleting what they were before."""
    forget([document.pk for document in documents])
    with connection.cursor() as cursor:
        cursor.executemany(
            f"INSERT INTO {TEXT} (rowid, title, summary, body, marks) VALUES (%s, %s, %s, %s, %s)",
            [(d.pk, d.title, d.summary, d.body, _marks(d)) for d in documents],
        )
        cursor.executemany(
            f"INSERT INTO {TITLE} (rowid, title) VALUES (%s, %s)",
            [(d.pk, words.with_joined(d.title)) for d in documents],
        )
        cursor.executemany(
            f"INSERT INTO {LETTERS} (rowid, title) VALUES (%s, %s)",
            [(d.pk, words.plain(d.title)) for d in documents],
        )


def forget(ids: Collection[int]) -> None:
    """Take these rows out."""
    with connection.cursor() as cursor:
        for table in (TEXT, TITLE, LETTERS):
            cursor.executemany(f"DELETE FROM {table} WHERE rowid = %s", [(pk,) for pk in ids])


def tidy() -> None:
    """Drop what belongs to no document, and join the pieces of the index."""
    with connection.cursor() as cursor:
        for table in (TEXT, TITLE, LETTERS):
            cursor.execute(
                f"DELETE FROM {table} WHERE rowid NOT IN (SELECT id FROM publishing_searchdocument)"
            )
            cursor.execute(f"INSERT INTO {table} ({table}) VALUES ('optimize')")


def counts(
    terms: list[Term], kinds: Iterable[str], place: str, today: datetime.date, most: int
) -> dict[str, int]:
    """How many of each kind match, counted no further than ``most``."""
    parts, values = [], list[Any]()
    for kind in kinds:
        parts.append(f"SELECT %s, count(*) FROM (SELECT 1 FROM {JOIN} LIMIT %s)")
        values += [kind, _match(terms, ANYWHERE, [kind], place), today, most]
    return dict(_rows(" UNION ALL ".join(parts), values))


def candidates(
    terms: list[Term], kinds: list[str], place: str, today: datetime.date, limit: int
) -> list[tuple[int, int, float, Any, str]]:
    """(tier, document, score, day, title), in each tier the newest rows first."""
    parts, values = [], list[Any]()
    for tier, columns in enumerate(TIERS):
        parts.append(
            f"SELECT * FROM (SELECT {tier}, d.id, -{SCORE}, d.date, d.title FROM {JOIN}"
            " ORDER BY publishing_search_text.rowid DESC LIMIT %s)"
        )
        values += [_match(terms, columns, kinds, place), today, limit]
    return _rows(" UNION ALL ".join(parts), values)


def shown(terms: list[Term], ids: list[int], start: str, stop: str) -> dict[int, tuple[Any, ...]]:
    """Kind, address and whether it is an example; title, summary and a piece of the body with what
    was found marked."""
    places = ", ".join(["%s"] * len(ids))
    found = _rows(
        "SELECT d.id, d.kind, d.address, d.is_example,"
        f" highlight({TEXT}, 0, %s, %s), highlight({TEXT}, 1, %s, %s),"
        f" snippet({TEXT}, 2, %s, %s, '…', 24)"
        f" FROM {TEXT} CROSS JOIN publishing_searchdocument d ON d.id = {TEXT}.rowid"
        f" WHERE {TEXT} MATCH %s AND {TEXT}.rowid IN ({places})",
        [*[start, stop] * 3, _match(terms, ANYWHERE, [], ""), *ids],
    )
    return {row[0]: tuple(row[1:]) for row in found}


def records(terms: list[Term], kind: str, today: datetime.date) -> list[int]:
    """The records of one kind that match, all of them."""
    found = _rows(f"SELECT d.object_id FROM {JOIN}", [_match(terms, ANYWHERE, [kind], ""), today])
    return [row[0] for row in found]


def beginning(typed: list[str], today: datetime.date, limit: int) -> list[int]:
    """Documents whose titles have words that begin like this, newest first."""
    found = _rows(
        f"SELECT d.id FROM {TITLE} CROSS JOIN publishing_searchdocument d ON d.id = {TITLE}.rowid"
        f" WHERE {TITLE} MATCH %s AND (d.public_until IS NULL OR d.public_until > %s)"
        f" ORDER BY {TITLE}.rowid DESC LIMIT %s",
        [" AND ".join(f'"{word}"*' for word in typed), today, limit],
    )
    return [row[0] for row in found]


def titles_with(pieces: list[str], today: datetime.date, limit: int) -> list[str]:
    """Folded titles in which one of these three-letter pieces stands."""
    part = (
        f"SELECT * FROM (SELECT {LETTERS}.title FROM {LETTERS} CROSS JOIN"
        f" publishing_searchdocument d ON d.id = {LETTERS}.rowid WHERE {LETTERS} MATCH %s"
        " AND (d.public_until IS NULL OR d.public_until > %s) LIMIT %s)"
    )
    values = [value for piece in pieces for value in (f'"{piece}"', today, limit)]
    return [row[0] for row in _rows(" UNION ".join([part] * len(pieces)), values)]


def _rows(sql: str, values: list[Any]) -> list[Any]:
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        return list(cursor.fetchall())


def _marks(document: SearchDocument) -> str:
    marks = [_mark("k", document.kind), *(_mark("p", s) for s in document.places.split())]
    return " ".join(marks)


def _mark(letter: str, word: str) -> str:
    """A filter as one word that no stemmer touches; only the column ``marks`` holds them."""
    return f"{letter}0{''.join(c if c.isalnum() else '0' for c in word)}0"


def _match(terms: list[Term], columns: str, kinds: list[str], place: str) -> str:
    """The question in the language of FTS5; every word stands in quotation marks."""
    wanted = " AND ".join(
        "(" + " OR ".join(f'"{" ".join(form)}"' for form in term) + ")" for term in terms
    )
    parts = [f"({columns} : ({wanted}))"]
    if kinds:
        parts.append("({marks} : (" + " OR ".join(f'"{_mark("k", k)}"' for k in kinds) + "))")
    if place:
        parts.append('({marks} : "' + _mark("p", place) + '")')
    return " AND ".join(parts)
