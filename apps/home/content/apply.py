"""Bring checked content into the database: once each, only what changed, never over people's edits."""

from collections import Counter
from dataclasses import dataclass, field
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Model

from apps.core import site_settings, versions
from apps.core.models import LoadedRecord
from apps.home.content import writers
from apps.home.content.reader import ContentError, Entry

OUTCOMES = ("created", "changed", "unchanged", "kept", "no longer in the files")


@dataclass
class Report:
    """How many records of which kind were created, changed, left as they were, or kept as edited."""

    counts: dict[str, Counter[str]] = field(default_factory=dict)
    kept: list[str] = field(default_factory=list)

    def add(self, kind: str, outcome: str) -> None:
        """Count one record."""
        self.counts.setdefault(kind, Counter())[outcome] += 1

    @property
    def changed_anything(self) -> bool:
        """Whether the public may see something else now."""
        return any(counts["created"] or counts["changed"] for counts in self.counts.values())

    def lines(self) -> list[str]:
        """The report for people."""
        total: Counter[str] = sum(self.counts.values(), Counter())
        rows = [*self.counts.items(), ("in all", total)]
        lines = [
            f"{kind}: " + ", ".join(f"{counts[o]} {o}" for o in OUTCOMES if counts[o])
            for kind, counts in rows
        ]
        return lines + [f"kept, edited here: {name}" for name in self.kept]


@transaction.atomic
def apply(entries: list[Entry], settings: dict[str, str]) -> Report:
    """Load the entries and settings. All or nothing: raises ``ContentError`` and changes nothing."""
    report, problems = Report(), []
    loaded = {(row.kind, row.key): row for row in LoadedRecord.objects.all()}
    due: list[tuple[Entry, Model]] = []
    for entry in entries:
        held = loaded.pop((entry.noun.kind, entry.key), None)
        row = entry.noun.model._default_manager.filter(pk=held.object_id).first() if held else None
        outcome = _outcome(entry, held, row)
        report.add(entry.noun.kind, outcome)
        if outcome == "kept":
            report.kept.append(f"{entry.noun.kind} {entry.key}")
        if outcome in ("created", "changed"):
            try:
                due.append((entry, _write(entry, row, held)))
            except ValidationError as error:
                problems += _sentences(entry, error)
    for kind, _ in loaded:
        report.add(kind, "no longer in the files")
    problems += _finish(due)
    for name, value in settings.items():
        try:
            report.add("setting", "changed" if site_settings.store(name=name, value=value) else "unchanged")
        except ValidationError as error:
            problems.append(f"site.json, field {name}: {error.messages[0]}")
    if problems:
        raise ContentError(problems)
    if report.changed_anything:
        versions.raise_public()
    return report


def _outcome(entry: Entry, held: LoadedRecord | None, row: Any) -> str:
    if held is None or row is None:
        return "created"
    if held.digest == entry.digest:
        return "unchanged"
    return "changed" if row.edit_count == held.edit_count else "kept"


def _write(entry: Entry, row: Model | None, held: LoadedRecord | None) -> Model:
    saved: Any = writers.write(entry, row)
    LoadedRecord.objects.update_or_create(
        kind=entry.noun.kind,
        key=entry.key,
        defaults={
            "object_id": saved.pk,
            "digest": entry.digest,
            "edit_count": saved.edit_count,
        },
    )
    return saved


def _finish(due: list[tuple[Entry, Model]]) -> list[str]:
    """What needs all records to be there: families of projects, examples, words to search by."""
    problems: list[str] = []
    for entry, row in due:
        try:
            writers.finish(entry, row)
        except ValidationError as error:
            problems += _sentences(entry, error)
    return problems


def _sentences(entry: Entry, error: ValidationError) -> list[str]:
    file = f"pages/{entry.key}.md" if entry.noun.file == "pages" else entry.noun.file
    where = f"{file}, record {entry.key}"
    if hasattr(error, "error_dict"):
        return [
            f"{where}, field {name}: {message}"
            for name, messages in error.message_dict.items()
            for message in messages
        ]
    return [f"{where}: {message}" for message in error.messages]
