"""Tables out: one list of columns becomes a CSV that opens right and a spreadsheet with
real dates."""

import csv
import datetime
import tempfile
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import islice
from typing import IO, Any

from django.db.models import QuerySet
from django.http import FileResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase

Cell = str | int | datetime.date | None
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")
WIDEST = 60
BATCH = 1000  # rows that are fetched, and sent, at once
KINDS = ("csv", "xlsx")
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@dataclass(frozen=True)
class Column:
    """A column: its heading, what it means (for the "Read me" sheet), and how a row fills it."""

    heading: str
    meaning: str
    value: Callable[[Any], Cell]


@dataclass(frozen=True)
class Dataset:
    """A noun as a table: file name, title, where it is from, and its columns."""

    name: str
    title: str
    about: str
    columns: tuple[Column, ...]


class _Line:
    """A file that hands back each line instead of keeping it, so that a download can stream."""

    def write(self, text: str) -> str:
        return text


def harmless(cell: Cell) -> str:
    """A cell as CSV text that no spreadsheet takes for a formula."""
    text = "" if cell is None else str(cell)
    return f"'{text}" if text.startswith(FORMULA_STARTS) and not isinstance(cell, int) else text


def csv_lines(dataset: Dataset, rows: Iterable[Any]) -> Iterator[bytes]:
    """The table as CSV in UTF-8 with the mark that makes Excel read it so."""
    writer = csv.writer(_Line())
    yield b"\xef\xbb\xbf"
    yield writer.writerow([column.heading for column in dataset.columns]).encode()
    for row in rows:
        cells = [harmless(column.value(row)) for column in dataset.columns]
        yield writer.writerow(cells).encode(errors="replace")


def csv_chunks(dataset: Dataset, rows: Iterable[Any]) -> Iterator[bytes]:
    """The same in pieces of many lines: each piece costs a pass through the server."""
    lines = csv_lines(dataset, rows)
    yield b"".join(islice(lines, 2))  # the headings at once, before the first row is asked for
    while piece := b"".join(islice(lines, BATCH)):
        yield piece


def xlsx_file(dataset: Dataset, rows: Iterable[Any]) -> IO[bytes]:
    """The table as a spreadsheet in a temporary file, ready to be read: data first, then
    "Read me"."""
    import xlsxwriter  # noqa: PLC0415 - 3 MB that a worker needs only for a spreadsheet

    file = tempfile.TemporaryFile()  # noqa: SIM115 - the caller reads and closes it
    book = xlsxwriter.Workbook(
        file,
        {
            "constant_memory": True,
            "strings_to_formulas": False,
            "strings_to_urls": False,
            "strings_to_numbers": False,
            "default_date_format": "d mmm yyyy",
        },
    )
    # The same rows give the same bytes, so that a download can be compared and kept.
    book.set_properties({"title": dataset.title, "created": datetime.datetime(2026, 1, 1)})
    bold = book.add_format({"bold": True})
    sheet = book.add_worksheet(dataset.title[:31])
    sheet.freeze_panes(1, 0)
    for at, column in enumerate(dataset.columns):
        sheet.set_column(at, at, min(WIDEST, max(12, len(column.heading) + 2)))
        sheet.write_string(0, at, column.heading, bold)
    for number, row in enumerate(rows, start=1):
        for at, column in enumerate(dataset.columns):
            _write(sheet, number, at, column.value(row))
    read_me = book.add_worksheet("Read me")
    read_me.set_column(0, 0, 28)
    read_me.set_column(1, 1, 90)
    read_me.write_string(0, 0, dataset.title, bold)
    read_me.write_string(1, 0, dataset.about)
    for at, column in enumerate(dataset.columns, start=3):
        read_me.write_string(at, 0, column.heading, bold)
        read_me.write_string(at, 1, column.meaning)
    book.close()
    file.seek(0)
    return file


def _write(sheet: Any, row: int, at: int, cell: Cell) -> None:
    if isinstance(cell, datetime.date):
        sheet.write_datetime(row, at, cell)
    elif isinstance(cell, int):
        sheet.write_number(row, at, cell)
    elif cell:
        sheet.write_string(row, at, cell)


def kind_asked(query: Mapping[str, str]) -> str:
    """The kind of file that an address asks for; "" for the page."""
    asked = query.get("format", "")
    return asked if asked in KINDS else ""


def in_order(rows: QuerySet[Any], ids: Iterable[int]) -> Iterator[Any]:
    """The rows in the order of ``ids``, fetched a thousand at a time."""
    coming = iter(ids)
    while some := list(islice(coming, BATCH)):
        found = rows.in_bulk(some)
        yield from (found[pk] for pk in some if pk in found)


def download(dataset: Dataset, rows: Iterable[Any], name: str) -> HttpResponseBase:
    """The table as a file; CSV streams, a spreadsheet is written first."""
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    if name.endswith(".csv"):
        return StreamingHttpResponse(
            csv_chunks(dataset, rows), content_type="text/csv; charset=utf-8", headers=headers
        )
    return FileResponse(xlsx_file(dataset, rows), content_type=XLSX, headers=headers)
