"""Bring checked content into the database: once, only what changed, never over people's edits."""

from collections import Counter
from dataclasses import dataclass, field
from typing import Any

from django.db import connection, transaction

from apps.core import versions
from apps.core.models import LoadedRecord, SiteSetting
from apps.home.content import writers
from apps.home.content.reader import ContentError, Entry
from apps.publishing.models import State, WorkingCopy

CREATED, CHANGED, UNCHANGED, KEPT = "created", "changed", "unchanged", "kept"
LEFT_ALONE = {
    KEPT: "kept, edited here",
    "removed": "removed here, not loaded again",
    "gone": "no longer in the files, still in the portal",
}


@dataclass
class Report:
    """How many records of which kind were created, changed or unchanged; which were left alone."""

    counts: dict[str, Counter[str]] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)

    def add(self, kind: str, key: str, outcome: str) -> None:
        """Count one record; name it where the files and the portal differ."""
        self.counts.setdefault(kind, Counter())[outcome] += 1
        if outcome in LEFT_ALONE:
            self.notes.append(f"{LEFT_ALONE[outcome]}: {kind} {key}")

    @property
    def changed_anything(self) -> bool:
        """Whether the public may see something else now."""
        return any(counts[CREATED] or counts[CHANGED] for counts in self.counts.values())

    def lines(self) -> list[str]:
        """The report for people."""
        total: Counter[str] = sum(self.counts.values(), Counter())
        rows = [*self.counts.items(), ("in all", total)]
        return [f"{kind}: {_numbers(counts)}" for kind, counts in rows] + self.notes


def _numbers(counts: Counter[str]) -> str:
    always = [f"{counts[outcome]} {outcome}" for outcome in (CREATED, CHANGED, UNCHANGED)]
    return ", ".join(always + [f"{counts[one]} {one}" for one in LEFT_ALONE if counts[one]])


@transaction.atomic
def apply(entries: list[Entry], *, only_check: bool = False) -> Report:
    """Load the entries, all or nothing: raises ``ContentError`` and changes nothing.

    ``only_check`` does everything and takes it back.
    """
    _one_at_a_time()
    report, problems = Report(), list[str]()
    loaded = {(row.kind, row.key): row for row in LoadedRecord.objects.all()}
    written: list[tuple[Entry, Any]] = []
    for entry in entries:
        held = loaded.pop((entry.noun.kind, entry.key), None)
        row = _row(entry, held)
        outcome = _outcome(entry, held, row)
        report.add(entry.noun.kind, entry.key, outcome)
        if outcome in (CREATED, CHANGED):
            _write(entry, row, written, problems)
        elif outcome == UNCHANGED and held is None:
            _note(entry, row)
    for kind, key in loaded:
        report.add(kind, key, "gone")
    problems += _finish(written) if not problems else []
    if problems:
        raise ContentError(problems)
    if writers.renew_search(written) or report.changed_anything:
        versions.raise_public()
    if only_check:
        transaction.set_rollback(True)
    return report


def _one_at_a_time() -> None:
    """Two loads started together wait for each other; SQLite lets only one write anyway."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            table = connection.ops.quote_name(LoadedRecord._meta.db_table)
            cursor.execute(f"LOCK TABLE {table} IN SHARE ROW EXCLUSIVE MODE")


def _row(entry: Entry, held: LoadedRecord | None) -> Any:
    """The row made from this entry before; a setting may have been there before the files."""
    if held:
        return entry.noun.model._default_manager.filter(pk=held.object_id).first()
    if entry.noun.model is SiteSetting:
        return SiteSetting.objects.filter(name=entry.key).first()
    return None


def _outcome(entry: Entry, held: LoadedRecord | None, row: Any) -> str:
    if held is None and row is not None:
        return UNCHANGED if row.value == entry.values["value"] else KEPT
    if held is None:
        return CREATED
    if row is None:
        return "removed"
    if held.digest == entry.digest:
        return UNCHANGED
    untouched = writers.mark(row) == held.edit_count
    published = getattr(row, "state", State.PUBLISHED) == State.PUBLISHED
    changing = WorkingCopy.objects.filter(kind=held.kind, object_id=row.pk).exists()
    return CHANGED if untouched and published and not changing else KEPT


def _write(entry: Entry, row: Any, written: list[tuple[Entry, Any]], problems: list[str]) -> None:
    try:
        saved = writers.write(entry, row)
    except writers.Refused as error:
        problems += _sentences(entry, error)
        return
    written.append((entry, saved))
    _note(entry, saved)


def _note(entry: Entry, row: Any) -> None:
    """Remember what was made from which entry, and how the row looked then."""
    LoadedRecord.objects.update_or_create(
        kind=entry.noun.kind,
        key=entry.key,
        defaults={
            "object_id": row.pk,
            "digest": entry.digest,
            "edit_count": writers.mark(row),
        },
    )


def _finish(written: list[tuple[Entry, Any]]) -> list[str]:
    """What needs all records to be there: places in places, families, examples."""
    problems: list[str] = []
    writers.clear_links(written)
    for entry, row in written:
        try:
            writers.finish(entry, row)
        except writers.Refused as error:
            problems += _sentences(entry, error)
        _note(entry, row)
    return problems


def _sentences(entry: Entry, error: writers.Refused) -> list[str]:
    return [f"{entry.where}, field {name}: {reason}" for name, reason in error.problems]
