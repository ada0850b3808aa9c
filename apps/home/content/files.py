"""Open the content files: raw records, or a sentence about each file that can't be read."""

import json
import re
from pathlib import Path
from typing import Any, NoReturn

from apps.home.content.shape import NOUNS, Noun

PAGES, SITE = "pages", "site.json"
FRONT_MATTER = re.compile(r"---\n(.*?)\n---\n?(.*)", re.DOTALL)


class Twice(ValueError):
    """A name that stands twice in one record, of which JSON would silently keep the last."""

    def __init__(self, name: str, key: Any) -> None:
        super().__init__(name)
        self.name, self.key = name, key


def raw_records(folder: Path, noun: Noun, problems: list[str]) -> list[tuple[str, Any]]:
    """(file, record) for each record of a noun; what is wrong goes to ``problems``."""
    if noun.file == PAGES:
        return _pages(folder, problems)
    found, data = _json(folder / noun.file, problems)
    if not found:
        return []
    if noun.file == SITE:
        return _settings(data, problems)
    if not isinstance(data, list):
        problems.append(f"{noun.file}: hold one list of records.")
        return []
    return [(noun.file, record) for record in data]


def strangers(folder: Path, problems: list[str]) -> None:
    """Say which files nobody would read, since a misspelt name is easily overlooked."""
    known = {noun.file for noun in NOUNS}
    for path in sorted(folder.glob("*.json")):
        if path.name not in known:
            problems.append(f"{path.name}: no file of this name is read.")
    for path in sorted((folder / PAGES).glob("*")):
        if path.suffix != ".md" and not path.name.startswith("."):
            problems.append(f"{PAGES}/{path.name}: only files that end in .md are read.")


def _text(path: Path, name: str, problems: list[str]) -> str | None:
    try:
        return path.read_text(encoding="utf-8-sig")
    except FileNotFoundError:
        problems.append(f"{name}: the file is missing.")
    except UnicodeDecodeError:
        problems.append(f"{name}: the file is not in UTF-8.")
    except OSError as error:
        problems.append(f"{name}: the file can't be opened ({error.strerror}).")
    return None


def _json(path: Path, problems: list[str]) -> tuple[bool, Any]:
    """(whether it could be read, what it holds)."""
    text = _text(path, path.name, problems)
    if text is None:
        return False, None
    try:
        return True, json.loads(text, object_pairs_hook=_once_each, parse_constant=_not_json)
    except Twice as error:
        record = f", record {error.key}" if isinstance(error.key, str) else ""
        problems.append(
            f"{path.name}{record}, field {error.name}: this stands twice in one record."
        )
    except json.JSONDecodeError as error:
        problems.append(f"{path.name}, line {error.lineno}: this is not JSON ({error.msg}).")
    except (ValueError, RecursionError) as error:
        problems.append(f"{path.name}: this is not JSON that can be read ({str(error)[:80]}).")
    return False, None


def _once_each(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    held: dict[str, Any] = {}
    for name, value in pairs:
        if name in held:
            raise Twice(name, dict(pairs).get("key"))
        held[name] = value
    return held


def _not_json(constant: str) -> NoReturn:
    raise ValueError(f"{constant} is not a number")


def _settings(data: Any, problems: list[str]) -> list[tuple[str, Any]]:
    """``site.json`` holds names with their values instead of records."""
    if not isinstance(data, dict):
        problems.append(f"{SITE}: hold one object of names and texts.")
        return []
    return [(SITE, {"key": name, "value": value}) for name, value in data.items()]


def _pages(folder: Path, problems: list[str]) -> list[tuple[str, Any]]:
    """Markdown files with ``name: value`` lines between two ``---`` on top."""
    records = []
    for path in sorted((folder / PAGES).glob("*.md")):
        name = f"{PAGES}/{path.name}"
        text = _text(path, name, problems)
        if text is None:
            continue
        match = FRONT_MATTER.fullmatch(text)
        if not match:
            problems.append(f"{name}: begin with lines like title: … between two lines of ---.")
            continue
        front = _front(match[1], name, problems)
        records.append((name, {**front, "key": path.stem, "body": match[2].strip()}))
    return records


def _front(text: str, name: str, problems: list[str]) -> dict[str, str]:
    front: dict[str, str] = {}
    for line in text.splitlines():
        title, colon, value = (part.strip() for part in line.partition(":"))
        if not colon:
            problems.append(f"{name}: {line[:40]!r} is not like title: …")
        elif title in front:
            problems.append(f"{name}, field {title}: this stands twice in one record.")
        elif title in ("key", "body"):
            problems.append(f"{name}, field {title}: there is no such field.")
        front[title] = value
    return front
