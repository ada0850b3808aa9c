"""The loaded content as rows: loading it takes most of a second, and hundreds of tests begin so."""

import io
import re

from django.core.management import call_command
from django.db import connection, transaction

Rows = list[tuple]
INNER_TABLES = re.compile(r"_(data|idx|content|docsize|config)$")  # kept by SQLite's FTS5 itself

_loaded: dict[str, tuple[list[str], Rows]] = {}


def lay_down() -> None:
    """The content's rows, as `load_content` writes them into an empty database."""
    if not _loaded:
        _loaded.update(_rows_of_a_load())
    # In one transaction the tables may come in any order: keys are looked at when it ends.
    with transaction.atomic(), connection.cursor() as cursor:
        _empty_the_indexes()
        quote = connection.ops.quote_name
        for table, (columns, rows) in _loaded.items():
            places = ", ".join(["%s"] * len(columns))
            names = ", ".join(map(quote, columns))
            cursor.executemany(f"INSERT INTO {quote(table)} ({names}) VALUES ({places})", rows)  # noqa: S608 - names of our own tables


def _rows_of_a_load() -> dict[str, tuple[list[str], Rows]]:
    """What a load adds to each table; the load itself is taken back."""
    with transaction.atomic():
        _empty_the_indexes()
        before = _tables()
        call_command("load_content", verbosity=0, stdout=io.StringIO())
        after = _tables()
        transaction.set_rollback(True)
    changed = {table: rows for table, rows in after.items() if rows != before[table]}
    assert not [table for table in changed if before[table][1]], "a load changed rows of others"
    return changed


def _empty_the_indexes() -> None:
    """Of search on SQLite: no flush after a test that commits knows of them."""
    with connection.cursor() as cursor:
        for name in _indexes(set(connection.introspection.table_names(cursor))):
            cursor.execute(f"DELETE FROM {connection.ops.quote_name(name)}")  # noqa: S608 - names of our own tables


def _indexes(names: set[str]) -> list[str]:
    """The tables of SQLite's FTS5, whose row ids are those of the documents."""
    return sorted(name for name in names if {f"{name}_data", f"{name}_idx"} <= names)


def _tables() -> dict[str, tuple[list[str], Rows]]:
    tables = {}
    with connection.cursor() as cursor:
        names = set(connection.introspection.table_names(cursor))
        indexes = _indexes(names)
        for name in sorted(names):
            if INNER_TABLES.sub("", name) in names - {name}:
                continue
            what = "rowid, *" if name in indexes else "*"
            cursor.execute(f"SELECT {what} FROM {connection.ops.quote_name(name)}")  # noqa: S608 - names of our own tables
            columns = [column[0] for column in cursor.description]
            tables[name] = (columns, [tuple(row) for row in cursor.fetchall()])
    return tables
