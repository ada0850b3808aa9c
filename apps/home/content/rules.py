"""What must hold between the fields of a record, and between records, beyond the shape of each."""

from collections.abc import Iterator, Mapping
from typing import Any

from apps.core import site_settings
from apps.library.urls import SmallPage
from apps.projects.levels import BY_CODE, NOT_STATED

PAGES = (*SmallPage.regex.split("|"), "contact", "glossary")
Broken = Iterator[tuple[str, str]]  # field, reason


def broken(kind: str, key: str, values: Mapping[str, Any]) -> Broken:
    """(field, reason) for every rule that a record breaks."""
    match kind:
        case "setting" if key not in site_settings.declared:
            names = ", ".join(site_settings.declared)
            yield "value", f"there is no such setting; there are {names}."
        case "place" | "topic" if key == NOT_STATED:
            yield "key", "this word is the filters’ own."
        case "level" if key not in BY_CODE:
            yield "key", f"there is no such way; there are {', '.join(BY_CODE)}."
        case "page" if key not in PAGES:
            yield "key", f"the portal has no address for it; there are {', '.join(PAGES)}."
        case "project":
            yield from _project(key, values)
        case "resource":
            yield from _resource(values)


def broken_together(entries: Mapping[tuple[str, str], Mapping[str, Any]]) -> Iterator[str]:
    """Sentences about what is missing as a whole, and about places that lie in themselves."""
    for key in PAGES:
        if ("page", key) not in entries:
            yield f"pages/{key}.md: the file is missing."
    for kind, key in entries:
        if kind == "place" and key in _around(entries, key):
            yield f"places.json, record {key}, field parent: it can't lie inside itself."


def _around(entries: Mapping[tuple[str, str], Mapping[str, Any]], key: str) -> set[str]:
    """The places that a place lies in."""
    found: set[str] = set()
    outer = entries["place", key].get("parent")
    while outer and outer not in found:
        found.add(outer)
        outer = entries.get(("place", outer), {}).get("parent")
    return found


def _project(key: str, values: Mapping[str, Any]) -> Broken:
    start, end = values.get("start"), values.get("end")
    if start and end and end.last < start.first:
        yield "end", "it lies before the start."
    held: set[tuple[str, str]] = set()
    for number, part in enumerate(values.get("parts", []), start=1):
        partner, credit = part.get("partner"), part.get("credit_name")
        if bool(partner) == bool(credit):
            yield f"parts, {number}, partner", "name either a partner or a credit_name."
        elif partner and (partner, part.get("role", "")) in held:
            yield f"parts, {number}, role", "this partner has this role already."
        held.add((partner or "", part.get("role", "")))
    linked: set[tuple[str, str]] = set()
    for number, link in enumerate(values.get("links", []), start=1):
        pair = (link.get("kind", ""), link.get("to", ""))
        if link.get("to") == key:
            yield f"links, {number}, to", "a project can't be linked to itself."
        elif pair in linked:
            yield f"links, {number}, to", "this link stands twice."
        linked.add(pair)


def _resource(values: Mapping[str, Any]) -> Broken:
    for level in values.get("levels", []):
        if level not in BY_CODE:
            yield "levels", f"there is no such way; there are {', '.join(BY_CODE)}."
    if bool(values.get("items")) == bool(values.get("address_not_given")):
        yield "items", "name an address, or say address_not_given: true, one of the two."
    if values.get("access") == "restricted" and not values.get("access_words"):
        yield "access_words", "say who has access, as the source does."
    held: set[tuple[str, str]] = set()
    for number, maker in enumerate(values.get("makers", []), start=1):
        partner, credit = maker.get("partner"), maker.get("credit_name")
        if bool(partner) == bool(credit):
            yield f"makers, {number}, partner", "name either a partner or a credit_name."
        elif partner and (partner, maker["role"]) in held:
            yield f"makers, {number}, role", "this partner has this role already."
        held.add((partner or "", maker.get("role", "")))
