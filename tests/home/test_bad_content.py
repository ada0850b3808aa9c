"""Content files that are wrong are refused whole, with a sentence for each mistake."""

from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError

from apps.core.models import LoadedRecord
from apps.projects.models import Project
from tests.home.content_files import ALL, change, every_row, load, refused, rewrite

pytestmark = pytest.mark.django_db


def test_check_says_what_is_wrong_and_loads_nothing(folder: Path) -> None:
    before = every_row()
    assert f"{ALL} records, nothing wrong." in load("--check")
    change(folder, "projects.json", "ppg-toolkit", strapline="x" * 201)
    assert "record ppg-toolkit, field strapline: Ensure this value has at most 200" in refused()
    with pytest.raises(CommandError):
        load("--check")
    assert every_row() == before


PPG = ("projects.json", "ppg-network")
WRONG_FIELDS = [
    (*PPG, "start", "20222", '"20222" is not a year, a month (2022-04) or a day (2022-04-05).'),
    (*PPG, "start", "2022-13", '"2022-13" is not a year'),
    (*PPG, "start", "2022-02-30", '"2022-02-30" is not a year'),
    (*PPG, "start", "0000", '"0000" is not a year'),
    (*PPG, "start", "9" * 30, f'"{"9" * 30}" is not a year'),
    (*PPG, "start", "２０２２", '"\\uff12'),
    (*PPG, "start", 2022, "2022 is not a year"),
    (*PPG, "end", ["2022"], '["2022"] is not a year'),
    (*PPG, "title", "x" * 201, "Ensure this value has at most 200 characters"),
    (*PPG, "title", "", "this is needed."),
    (*PPG, "title", ["a"], '["a"] is not a text.'),
    (*PPG, "title", "two\nlines", "keep it on one line."),
    (*PPG, "title", " x", "take out the space at its beginning or end."),
    (*PPG, "title", "a\0b", "take out the characters that can't be seen."),
    (*PPG, "title", "a\ud800b", "take out the characters that can't be seen."),
    (*PPG, "sumary", "x", "there is no such field. Is it summary?"),
    (*PPG, "is_example", True, "there is no such field."),
    (*PPG, "kind", "scheme", '"scheme" is not one of project, programme, '),
    (*PPG, "claimed_level", "co-creation", '"co-creation" is not one of inform, consult, '),
    (*PPG, "link", "javascript:alert(1)", '"javascript:alert(1)" is not a web address'),
    (*PPG, "link", "ftp://example.org/a", '"ftp://example.org/a" is not a web address'),
    (*PPG, "link", f"https://example.org/{'x' * 300}", "Ensure this value has at most 300"),
    (*PPG, "slug", "another", "an address never changes; leave it as "),
    (*PPG, "places", ["york"], 'there is no place "york".'),
    (*PPG, "places", "leeds", "write a list of texts."),
    (*PPG, "topics", [["sport"]], '["sport"] is not a text.'),
    (*PPG, "parts", {"role": "lead"}, "write a list of objects with named fields."),
    (*PPG, "parts", ["lead"], "write a list of objects with named fields."),
    ("partners.json", "wyhcp", "kind", "club", '"club" is not one of partnership, '),
    ("partners.json", "wyhcp", "name", "NHS England", "Partner with this Name already exists."),
    ("partners.json", "wyhcp", "place", "york", 'there is no place "york".'),
    ("places.json", "leeds", "tile_col", 13, "13 is not a whole number from 0 to 12."),
    ("places.json", "leeds", "tile_col", True, "true is not a whole number"),
    ("places.json", "leeds", "tile_col", -1, "-1 is not a whole number"),
    ("places.json", "leeds", "parent", "leeds", "it can't lie inside itself."),
    ("levels.json", "inform", "signs", "one", "write a list of texts."),
    ("levels.json", "inform", "example", [], "write an object with named fields."),
    ("contacts.json", "support", "email", "no address", "Enter a valid email address."),
    ("quotations.json", "q-trauma", "project", "none", 'there is no project "none".'),
    ("glossary.json", "ppg", "term", None, "this is needed."),
    ("resources.json", "r-ppg-toolkit", "kind", "poem", '"poem" is not one of slides, toolkit, '),
    ("resources.json", "r-ppg-toolkit", "items", None, "name an address, or say address_not_given"),
    ("resources.json", "r-futurenhs", "access_words", None, "say who has access, as the source"),
    ("resources.json", "r-nhse-infographic", "levels", ["co-creation"], "there is no such way;"),
    ("resources.json", "r-actearly", "projects", ["none"], 'there is no project "none".'),
]


@pytest.mark.parametrize(("file", "key", "name", "value", "reason"), WRONG_FIELDS)
def test_a_wrong_field_is_refused_by_name(
    content: None, folder: Path, file: str, key: str, name: str, value: Any, reason: str
) -> None:
    change(folder, "topics.json", "stroke", name="stroke and recovery")
    change(folder, file, key, **{name: value})
    assert f"{file}, record {key}, field {name}: {reason}" in refused()


LEAD = {"partner": "leeds-hcp", "role": "lead"}
HUNDRED = {"value": 100, "qualifier": "more_than", "unit": "people", "words": "More than 100"}
WRONG_ROWS = [
    ({"parts": [LEAD, LEAD]}, "parts, 2, role: this partner has this role already."),
    ({"parts": [{"role": "lead"}]}, "parts, 1, partner: name either a partner or a credit_name."),
    (
        {"parts": [{**LEAD, "credit_name": "A"}]},
        "parts, 1, partner: name either a partner or a credit_name.",
    ),
    ({"parts": [LEAD, {**LEAD, "role": "boss"}]}, 'parts, 2, role: "boss" is not one of lead, '),
    ({"parts": [{**LEAD, "partner": "x"}]}, 'parts, 1, partner: there is no partner "x".'),
    ({"parts": [{**LEAD, "role_words": "x" * 201}]}, "parts, 1, role_words: Ensure this value"),
    ({"parts": [{**LEAD, "rank": 1}]}, "parts, 1, rank: there is no such field."),
    ({"counts": [{**HUNDRED, "value": "100"}]}, 'counts, 1, value: "100" is not a whole number'),
    ({"counts": [{**HUNDRED, "value": 10**10}]}, "counts, 1, value: 10000000000 is not a whole"),
    ({"counts": [{**HUNDRED, "unit": "souls"}]}, 'counts, 1, unit: "souls" is not one of people, '),
    ({"counts": [{**HUNDRED, "featured": "yes"}]}, "counts, 1, featured: write true or false."),
    ({"mentions": [{"kind": "training"}]}, "mentions, 1, title: this is needed."),
    ({"links": [{"kind": "led_to", "to": "ppg-network"}]}, "links, 1, to: a project can't be"),
    ({"links": [{"kind": "led_to", "to": "x"}]}, 'links, 1, to: there is no project "x".'),
    ({"links": [{"kind": "led_to", "to": "ppg-emails"}] * 2}, "links, 2, to: this link stands"),
    ({"start": "2022", "end": "2021-12"}, "end: it lies before the start."),
]


@pytest.mark.parametrize(("fields", "sentence"), WRONG_ROWS)
def test_a_wrong_row_inside_a_record_is_refused_by_number(
    folder: Path, fields: dict[str, Any], sentence: str
) -> None:
    change(folder, *PPG, **fields)
    assert f"projects.json, record ppg-network, field {sentence}" in refused()


def test_a_circle_of_projects_is_refused(folder: Path) -> None:
    link = {"kind": "led_to", "to": "ppg-network"}
    change(folder, "projects.json", "ppg-emails", links=[link])
    said = refused()
    assert "record ppg-emails, field links, 1: This would make a circle" in said


@pytest.mark.parametrize(
    ("new", "sentence"),
    [
        ({"key": "New Key"}, "record 1, field key: give it a key of small letters"),
        ({"key": None}, "record 1, field key: give it a key of small letters"),
        ({"key": "ppg-network"}, "record ppg-network, field key: this key stands twice."),
        ({"title": "???"}, "record new, field slug: the title makes no address"),
        ({"title": "Not stated"}, "record new, field slug: the title makes no address"),
        ({"title": "New"}, "record new, field slug: This word is used by the portal"),
        ({"slug": "a b"}, "record new, field slug: Enter a valid"),
        (
            {"title": "PPG Toolkit"},
            "record ppg-toolkit, field slug: Project with this Slug",
        ),
    ],
)
def test_a_new_record_without_a_key_or_address_of_its_own_is_refused(
    folder: Path, new: dict[str, Any], sentence: str
) -> None:
    record = {"key": "new", "title": "Something new", "kind": "project", **new}
    rewrite(folder, "projects.json", lambda records: [record, *records])
    assert f"projects.json, {sentence}" in refused()


def test_a_long_title_makes_a_short_address(folder: Path) -> None:
    record = {"key": "new", "title": "word " * 39 + "end", "kind": "project"}
    rewrite(folder, "projects.json", lambda records: [*records, record])
    load()
    assert len(Project.objects.get(title=record["title"]).slug or "") <= 120


@pytest.mark.parametrize(
    ("file", "text", "sentence"),
    [
        ("topics.json", "[{", "topics.json, line 1: this is not JSON"),
        ("topics.json", "", "topics.json, line 1: this is not JSON"),
        ("topics.json", "{}", "topics.json: hold one list of records."),
        ("topics.json", "null", "topics.json: hold one list of records."),
        ("topics.json", '["a"]', "topics.json, record 1, field key: give it a key"),
        ("topics.json", "[NaN]", "topics.json: this is not JSON that can be read (NaN"),
        ("topics.json", "[" * 100_000, "topics.json: this is not JSON that can be read"),
        ("topics.json", f"[{'9' * 5000}]", "topics.json: this is not JSON that can be read"),
        ("topics.json", '[{"key": "a", "name": "b", "name": "c"}]',
         "topics.json, record a, field name: this stands twice in one record."),
        ("site.json", "[]", "site.json: hold one object of names and texts."),
        ("site.json", '{"area": 1}', "site.json, record area, field value: 1 is not a text."),
        ("site.json", '{"font": "x"}', "record font, field value: there is no such setting;"),
        ("site.json", '{"brand": "#eeeeee"}', "record brand, field value: #eeeeee cannot be read"),
        ("levels.json", '[{"key": "co-creation", "fits_when": "a", "get_back": "b", "signs": []}]',
         "levels.json, record co-creation, field key: there is no such way;"),
        ("project.json", "[]", "project.json: no file of this name is read."),
        ("pages/about.md", "# About", "pages/about.md: begin with lines like title: …"),
        ("pages/about.md", "---\ntitle: A\n---\n",
         "pages/about.md, record about, field reviewed_on: this is needed."),
        ("pages/about.md", "---\ntitle: A\ntitle: B\nreviewed_on: 2026-11-24\n---\n",
         "pages/about.md, field title: this stands twice in one record."),
        ("pages/about.md", "---\ntitle: A\nreviewed_on: 24 November\n---\n",
         'record about, field reviewed_on: "24 November" is not a day (2022-04-05).'),
        ("pages/about.md", "---\ntitle: A\nbody\nreviewed_on: 2026-11-24\n---\n",
         "pages/about.md: 'body' is not like title: …"),
        ("pages/team.md", "---\ntitle: A\nreviewed_on: 2026-11-24\n---\n",
         "pages/team.md, record team, field key: the portal has no address for it;"),
        ("pages/about.txt", "", "pages/about.txt: only files that end in .md are read."),
    ],
)  # fmt: skip
def test_a_file_that_is_not_as_it_should_be_is_refused_by_name(
    content: None, folder: Path, file: str, text: str, sentence: str
) -> None:
    (folder / file).write_text(text)
    assert sentence in refused()


@pytest.mark.parametrize("file", ["topics.json", "site.json", "pages/about.md"])
def test_a_missing_file_is_refused(folder: Path, file: str) -> None:
    (folder / file).unlink()
    assert f"{file}: the file is missing." in refused()


@pytest.mark.parametrize("file", ["topics.json", "pages/about.md"])
def test_a_file_in_another_encoding_is_refused(folder: Path, file: str) -> None:
    (folder / file).write_bytes("café".encode("utf-16"))
    assert f"{file}: the file is not in UTF-8." in refused()


def test_a_folder_in_place_of_a_file_is_refused(folder: Path) -> None:
    (folder / "topics.json").unlink()
    (folder / "topics.json").mkdir()
    assert "topics.json: the file can't be opened" in refused()


def test_all_that_is_wrong_is_said_at_once(folder: Path) -> None:
    change(folder, *PPG, start="20222", sumary="x")
    change(folder, "partners.json", "wyhcp", kind="club")
    said = refused()
    assert said.startswith("Nothing was loaded. Mend these and run it again:\n")
    assert len(said.splitlines()) == 4


def test_nothing_is_left_of_a_first_load_that_is_refused(folder: Path) -> None:
    change(folder, "quotations.json", "q-trauma", attribution="x" * 201)
    refused()
    assert not LoadedRecord.objects.exists()
    assert not Project.objects.exists()
