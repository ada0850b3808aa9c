"""Check the content files and say, in sentences, everything that is wrong with them."""

import datetime
import difflib
import hashlib
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator

from apps.core.dates import PartialDate
from apps.home.content import files, rules
from apps.home.content.shape import (
    NOUNS,
    Address,
    Choice,
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

KEY = re.compile(r"[a-z0-9][a-z0-9_-]{0,99}")
DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
PARTIAL = re.compile(r"[0-9]{4}(-[0-9]{2}){0,2}")
UNSEEN = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff]")
web_address = URLValidator(schemes=["http", "https"])


@dataclass(frozen=True)
class Entry:
    """One record of a content file, checked; ``digest`` tells whether it changed since."""

    noun: Noun
    key: str
    file: str
    values: dict[str, Any]
    digest: str
    position: int

    @property
    def where(self) -> str:
        """How a sentence about it begins."""
        return f"{self.file}, record {self.key}"


class ContentError(Exception):
    """The files can't be loaded; ``problems`` are sentences: file, record, field and reason."""

    def __init__(self, problems: list[str]) -> None:
        super().__init__("\n".join(problems))
        self.problems = problems


def read(folder: Path) -> list[Entry]:
    """Every record of every file. Raises ``ContentError`` with all problems found at once."""
    problems: list[str] = []
    entries: list[Entry] = []
    files.strangers(folder, problems)
    for noun in NOUNS:
        entries += _entries(noun, files.raw_records(folder, noun, problems), problems)
    if not problems:
        known = {(entry.noun.kind, entry.key) for entry in entries}
        for entry in entries:
            start = f"{entry.where}, field "
            _check_references(entry.noun.fields, entry.values, start, known, problems)
            broken = rules.broken(entry.noun.kind, entry.key, entry.values)
            problems += [f"{start}{name}: {reason}" for name, reason in broken]
        problems += rules.broken_together(
            {(entry.noun.kind, entry.key): entry.values for entry in entries}
        )
    if problems:
        raise ContentError(problems)
    return entries


def _entries(noun: Noun, records: list[tuple[str, Any]], problems: list[str]) -> list[Entry]:
    entries: list[Entry] = []
    seen: set[str] = set()
    for number, (file, record) in enumerate(records, start=1):
        key = record.get("key") if isinstance(record, dict) else None
        if not isinstance(key, str) or not KEY.fullmatch(key):
            problems.append(
                f"{file}, record {number}, field key: give it a key of small letters, digits and "
                "hyphens."
            )
            continue
        if key in seen:
            problems.append(f"{file}, record {key}, field key: this key stands twice.")
            continue
        seen.add(key)
        given = {name: value for name, value in record.items() if name != "key"}
        values = _values(noun.fields, given, f"{file}, record {key}, field ", problems)
        ordered = any(column.name == "position" for column in noun.model._meta.concrete_fields)
        digest = digest_of([number, record] if ordered else record)
        entries.append(Entry(noun, key, file, values, digest, number))
    return entries


def digest_of(record: Any) -> str:
    """The same for the same facts, however the file is laid out."""
    return hashlib.sha256(json.dumps(record, sort_keys=True).encode()).hexdigest()


def _values(
    fields: Mapping[str, Field], given: Mapping[str, Any], where: str, problems: list[str]
) -> dict[str, Any]:
    """The fields that are given, checked; null and "" count as left out."""
    values: dict[str, Any] = {}
    for name in given:
        if name not in fields:
            near = difflib.get_close_matches(name, fields, n=1)
            meant = f" Is it {near[0]}?" if near else ""
            problems.append(f"{where}{name}: there is no such field.{meant}")
    for name, shape in fields.items():
        value = given.get(name)
        if value is None or value == "":
            if shape.needed:
                problems.append(f"{where}{name}: this is needed.")
            continue
        try:
            values[name] = _value(shape, value, f"{where}{name}", problems)
        except ValueError as error:
            problems.append(f"{where}{name}: {error}")
    return values


def _value(shape: Field, value: Any, place: str, problems: list[str]) -> Any:
    """The value as it is kept. Raises ``ValueError`` with a sentence."""
    match shape:
        case Text(lines=lines):
            return _text(value, lines=lines)
        case Choice(of=words):
            if not isinstance(value, str) or value not in words:
                raise ValueError(f"{_shown(value)} is not one of {', '.join(words)}.")
            return value
        case Address():
            return _address(value)
        case Number(most=most):
            if isinstance(value, bool) or not isinstance(value, int) or not 0 <= value <= most:
                raise ValueError(f"{_shown(value)} is not a whole number from 0 to {most}.")
            return value
        case Flag():
            if not isinstance(value, bool):
                raise ValueError("write true or false.")
            return value
        case Date(full=full):
            return _date(value, full)
        case Reference(many=False):
            return _text(value)
        case Reference(many=True) | Texts():
            if not isinstance(value, list):
                raise ValueError("write a list of texts.")
            return [_text(one) for one in value]
        case Rows():
            return _rows(shape, value, place, problems)


def _rows(shape: Rows, value: Any, place: str, problems: list[str]) -> list[dict[str, Any]]:
    rows = [value] if shape.single else value
    if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
        raise ValueError(
            "write an object with named fields."
            if shape.single
            else "write a list of objects with named fields."
        )
    return [
        _values(shape.fields, row, f"{place}, {number}, ", problems)
        for number, row in enumerate(rows, start=1)
    ]


def _text(value: Any, *, lines: bool = False) -> str:
    if not isinstance(value, str):
        raise ValueError(f"{_shown(value)} is not a text.")
    if UNSEEN.search(value):
        raise ValueError("take out the characters that can't be seen.")
    if value != value.strip() or not value:
        raise ValueError("take out the space at its beginning or end.")
    if "\n" in value and not lines:
        raise ValueError("keep it on one line.")
    return value


def _address(value: Any) -> str:
    address = _text(value)
    try:
        web_address(address)
    except ValidationError:
        raise ValueError(
            f"{_shown(value)} is not a web address that begins with https:// or http://."
        ) from None
    return address


def _date(value: Any, full: bool) -> datetime.date | PartialDate:
    wanted = "a day (2022-04-05)" if full else "a year, a month (2022-04) or a day (2022-04-05)"
    try:
        if isinstance(value, str) and (DAY if full else PARTIAL).fullmatch(value):
            return datetime.date.fromisoformat(value) if full else PartialDate.parse(value)
    except ValueError:
        pass  # the 31st of February
    raise ValueError(f"{_shown(value)} is not {wanted}.")


def _shown(value: Any) -> str:
    """A wrong value as it can stand in a sentence."""
    words = json.dumps(value, ensure_ascii=True)
    return words if len(words) <= 60 else f"{words[:60]}…"


def _check_references(
    fields: Mapping[str, Field],
    values: Mapping[str, Any],
    where: str,
    known: set[tuple[str, str]],
    problems: list[str],
) -> None:
    for name, value in values.items():
        shape = fields[name]
        if isinstance(shape, Reference):
            for key in value if shape.many else [value]:
                if (shape.to, key) not in known:
                    problems.append(f"{where}{name}: there is no {shape.to} {_shown(key)}.")
        elif isinstance(shape, Rows):
            for number, row in enumerate(value, start=1):
                place = f"{where}{name}, {number}, "
                _check_references(shape.fields, row, place, known, problems)
