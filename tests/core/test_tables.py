"""What people take away opens right and can't run in their spreadsheet."""

import csv
import datetime
import io

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from apps.core.tables import FORMULA_STARTS, Column, Dataset, csv_lines, harmless, xlsx_file

pytestmark = pytest.mark.any_database

SHEET = Dataset(
    "things", "Things", "About things",
    (
        Column("Name", "its name", lambda row: row[0]),
        Column("Day", "its day", lambda row: row[1]),
        Column("Number", "how many", lambda row: row[2]),
    ),
)  # fmt: skip


def opened(rows):
    with xlsx_file(SHEET, rows) as file:
        return openpyxl.load_workbook(file)


HOSTILE = ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", '=HYPERLINK("http://x")']


@pytest.mark.parametrize("text", HOSTILE)
def test_a_formula_becomes_text(text):
    body = b"".join(csv_lines(SHEET, [(text, None, 1)])).decode("utf-8-sig")
    assert list(csv.reader(io.StringIO(body, newline="")))[1][0] == f"'{text}"
    sheet = opened([(text, None, 1)])["Things"]
    assert sheet["A2"].data_type in ("s", "inlineStr")


@given(st.text())
def test_no_text_comes_out_as_a_formula(text):
    assert not harmless(text).startswith(FORMULA_STARTS)


def test_dates_and_numbers_are_real_in_a_spreadsheet_and_columns_are_explained():
    book = opened([("Café", datetime.date(2022, 4, 1), 3)])
    sheet = book["Things"]
    assert [cell.value for cell in sheet[2]] == ["Café", datetime.datetime(2022, 4, 1), 3]
    assert sheet.freeze_panes == "A2"
    assert [row[0].value for row in book["Read me"].iter_rows(min_row=4)] == [
        "Name", "Day", "Number",
    ]  # fmt: skip


def test_csv_tells_excel_its_encoding_and_quotes_what_needs_it():
    body = b"".join(csv_lines(SHEET, [('a "b", c\nd', None, 0)]))
    assert body.startswith(b"\xef\xbb\xbf")
    assert list(csv.reader(io.StringIO(body.decode("utf-8-sig"), newline="")))[1] == [
        'a "b", c\nd', "", "0",
    ]  # fmt: skip
