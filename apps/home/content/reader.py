"""Read the content files and say, in sentences, everything that is wrong with them."""

import datetime
import hashlib
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from apps.core.dates import PartialDate
from apps.home.content.shape import (
    NOUNS,
    Date,
    Field,
    Flag,
    Noun,
    Number,
    Reference,
    Rows,
    Text,
    Texts,
)


@dataclass(frozen=True)
class Entry:
    """One record of a content file, checked; ``digest`` tells whether it changed since last time."""

    noun: Noun
    key: str
    values: dict[str, Any]
    digest: str
    position: int


class ContentError(Exception):
    """The files can't be loaded; ``problems`` are sentences naming file, record, field and reason."""

    def __init__(self, problems: list[str]) -> None:
        super().__init__("\n".join(problems))
        self.problems = problems


def read(folder: Path) -> list[Entry]:
    """Every record of every file. Raises ``ContentError`` with all problems found at once."""
    problems: list[str] = []
    entries: list[Entry] = []
    for noun in NOUNS:
        records = _pages(folder, problems) if noun.file == "pages" else _records(
            folder / noun.file, problems
        )
        entries += _entries(noun, records, problems)
    known = {(entry.noun.kind, entry.key) for entry in entries}
    for entry in entries:
        _check_references(entry, known, problems)
    if problems:
        raise ContentError(problems)
    return entries


def site(folder: Path) -> dict[str, str]:
    """The settings in ``site.json``. Raises ``ContentError``."""
    data = _json(folder / "site.json", problems := [])
    if not problems and not (
        isinstance(data, dict) and all(isinstance(value, str) for value in data.values())
    ):
        problems.append("site.json: hold one object of texts.")
    if problems:
        raise ContentError(problems)
    return data


def _json(path: Path, problems: list[str]) -> Any:
    try:
        return json.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        problems.append(f"{path.name}: the file is missing.")
    except UnicodeDecodeError:
        problems.append(f"{path.name}: the file is not in UTF-8.")
    except json.JSONDecodeError as error:
        problems.append(f"{path.name}, line {error.lineno}: this is not JSON ({error.msg}).")
    return None


def _records(path: Path, problems: list[str]) -> list[tuple[str, Any]]:
    before = len(problems)
    data = _json(path, problems)
    if len(problems) > before:
        return []
    if not isinstance(data, list):
        problems.append(f"{path.name}: hold one list of records.")
        return []
    return [(path.name, record) for record in data]


def _pages(folder: Path, problems: list[str]) -> list[tuple[str, Any]]:
    """Markdown files with ``name: value`` lines between two ``---`` on top."""
    records: list[tuple[str, Any]] = []
    for path in sorted((folder / "pages").glob("*.md")):
        name = f"pages/{path.name}"
        try:
            match = re.fullmatch(r"---\n(.*?)\n---\n(.*)", path.read_text(encoding="utf-8"), re.S)
        except UnicodeDecodeError:
            problems.append(f"{name}: the file is not in UTF-8.")
            continue
        if not match:
            problems.append(f"{name}: begin with lines like title: … between two lines of ---.")
            continue
        record = {"key": path.stem, "body": match[2].strip()}
        for line in match[1].splitlines():
            title, colon, value = line.partition(":")
            if not colon:
                problems.append(f"{name}: {line!r} is not like title: …")
            record[title.strip()] = value.strip()
        records.append((name, record))
    return records


def _entries(noun: Noun, records: list[tuple[str, Any]], problems: list[str]) -> list[Entry]:
    entries: list[Entry] = []
    seen: set[str] = set()
    for number, (file, record) in enumerate(records, start=1):
        key = record.get("key") if isinstance(record, dict) else None
        if not isinstance(key, str) or not re.fullmatch(r"[a-z0-9][a-z0-9-]*", key):
            problems.append(
                f"{file}, record {number}: give it a key of small letters, digits and hyphens."
            )
            continue
        if key in seen:
            problems.append(f"{file}, record {key}: this key stands twice.")
            continue
        seen.add(key)
        where = f"{file}, record {key}"
        given = {name: value for name, value in record.items() if name != "key"}
        values = _values(noun.fields, given, where, problems)
        digest = hashlib.sha256(
            json.dumps([number, record], sort_keys=True, default=str).encode()
        ).hexdigest()
        entries.append(Entry(noun, key, values, digest, number))
    return entries


def _values(
    fields: Mapping[str, Field], given: Mapping[str, Any], where: str, problems: list[str]
) -> dict[str, Any]:
    values: dict[str, Any] = {}
    for name in given:
        if name not in fields:
            problems.append(f"{where}, field {name}: there is no such field.")
    for name, shape in fields.items():
        value = given.get(name)
        place = f"{where}, field {name}"
        if value is None or value == "":
            if shape.needed:
                problems.append(f"{place}: this is needed.")
            continue
        values[name] = _value(shape, value, place, problems)
    return values


def _value(shape: Field, value: Any, place: str, problems: list[str]) -> Any:
    match shape:
        case Text():
            return _is(value, str, "a text", place, problems)
        case Number():
            if isinstance(value, bool) or not isinstance(value, int) or value < 0:
                problems.append(f"{place}: write a whole number from 0 up.")
            return value
        case Flag():
            return _is(value, bool, "true or false", place, problems)
        case Date(full=full):
            return _date(value, full, place, problems)
        case Reference(many=False):
            return _is(value, str, "a key", place, problems)
        case Reference(many=True) | Texts():
            if not isinstance(value, list) or not all(isinstance(one, str) for one in value):
                problems.append(f"{place}: write a list of texts.")
                return []
            return value
        case Rows(fields=fields):
            rows = value if isinstance(value, list) else [value]
            checked = []
            for number, row in enumerate(rows, start=1):
                if not isinstance(row, dict):
                    problems.append(f"{place}, {number}: write an object with named fields.")
                    continue
                checked.append(_values(fields, row, f"{place}, {number}", problems))
            return checked


def _is(value: Any, kind: type, words: str, place: str, problems: list[str]) -> Any:
    if not isinstance(value, kind):
        problems.append(f"{place}: write {words}.")
    elif isinstance(value, str) and "\x00" in value:
        problems.append(f"{place}: take out the NUL character.")
    return value


def _date(value: Any, full: bool, place: str, problems: list[str]) -> Any:
    try:
        if full:
            return datetime.date.fromisoformat(str(value))
        return PartialDate.parse(str(value))
    except ValueError:
        wanted = "a day (2022-04-05)" if full else "a year, a month (2022-04) or a day (2022-04-05)"
        problems.append(f"{place}: {str(value)[:40]!r} is not {wanted}.")
        return None


def _check_references(entry: Entry, known: set[tuple[str, str]], problems: list[str]) -> None:
    def look(fields: Mapping[str, Field], values: Mapping[str, Any], where: str) -> None:
        for name, value in values.items():
            shape = fields[name]
            if isinstance(shape, Reference):
                for key in value if shape.many else [value]:
                    if isinstance(key, str) and (shape.to, key) not in known:
                        problems.append(f"{where}, field {name}: there is no {shape.to} {key!r}.")
            elif isinstance(shape, Rows):
                for number, row in enumerate(value, start=1):
                    look(shape.fields, row, f"{where}, field {name}, {number}")

    file = f"pages/{entry.key}.md" if entry.noun.file == "pages" else entry.noun.file
    look(entry.noun.fields, entry.values, f"{file}, record {entry.key}")
