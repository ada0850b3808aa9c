"""How each noun of the content files becomes a row with its children."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import Model
from django.utils.text import slugify

from apps.core import clock
from apps.core.dates import PartialDate
from apps.core.models import LoadedRecord
from apps.home.content.reader import Entry
from apps.home.content.shape import Rows
from apps.partners.models import PartnerName, sort_key
from apps.projects.models import EvidenceSign, LevelExample, Project, ProjectLink
from apps.projects.search_words import search_words
from apps.publishing.models import Publishable, State

PUBLISHED_AS = "content file"
SLUG_FROM_KEY = ("place", "topic", "audience", "community", "page")


def loaded_id(kind: str, key: str) -> int:
    """The row that a key stands for; the reader has checked that the key exists."""
    held = LoadedRecord.objects.filter(kind=kind, key=key).values_list("object_id", flat=True)
    found = held.first()
    if found is None:
        raise ValidationError(f"the {kind} {key!r} could not be loaded")
    return found


def write(entry: Entry, row: Model | None) -> Model:
    """Save one record and the rows that belong to it. Raises ``ValidationError``."""
    kind, values = entry.noun.kind, dict(entry.values)
    if kind == "level":
        values = {"level": entry.key, **values}
    children = {n: values.pop(n, []) for n, f in entry.noun.fields.items() if isinstance(f, Rows)}
    listed = {n: values.pop(n, []) for n in ("signs", "earlier_names") if n in entry.noun.fields}
    many = {
        n: values.pop(n, [])
        for n in ("places", "topics", "communities")
        if n in entry.noun.fields
    }
    record: Any = row or entry.noun.model()
    _clear(record, entry)
    for name, value in values.items():
        _assign(record, entry.noun.fields.get(name), name, value)
    _derive(record, entry)
    record.full_clean(exclude=["id"])
    record.save()
    for name, keys in many.items():
        kind_of = {"places": "place", "topics": "topic", "communities": "community"}[name]
        getattr(record, name).set([loaded_id(kind_of, key) for key in keys])
    for name, rows in children.items():
        if (model := entry.noun.fields[name].model) is not None:  # type: ignore[union-attr]
            _replace(record, model, entry.noun.fields[name], rows)  # type: ignore[arg-type]
    _write_listed(record, entry, listed)
    return record


def _clear(record: Any, entry: Entry) -> None:
    """Fields that the entry leaves out go back to empty, so that a removed value disappears."""
    if record.pk is None:
        return
    empty = entry.noun.model()
    for name in entry.noun.fields:
        if name not in entry.values and (hasattr(empty, f"{name}_first") or _is_column(record, name)):
            if name not in ("slug", "start_words"):
                setattr(record, name, getattr(empty, name))


def _is_column(record: Any, name: str) -> bool:
    return any(
        column.name == name and column.concrete and not column.many_to_many
        for column in record._meta.get_fields()
        if hasattr(column, "concrete")
    )


def _assign(record: Any, shape: Any, name: str, value: Any) -> None:
    to = getattr(shape, "to", None)
    if to:
        setattr(record, f"{name}_id", loaded_id(to, value))
    elif isinstance(value, PartialDate):
        words = record.__dict__.get(f"{name}_words", "")
        setattr(record, name, PartialDate(value.first, value.last, value.precision, words))
    else:
        setattr(record, name, value)


def _derive(record: Any, entry: Entry) -> None:
    """Columns that follow from others: order, sort key, address, state."""
    title = entry.values.get("title") or entry.values.get("name") or entry.values.get("term") or ""
    if hasattr(record, "sort_key"):
        record.sort_key = sort_key(title)
    if hasattr(record, "position"):
        record.position = entry.position
    if entry.noun.kind == "quotation":
        record.key = entry.key
    if hasattr(record, "slug") and not record.slug:
        record.slug = entry.key if entry.noun.kind in SLUG_FROM_KEY else slugify(title)
    if isinstance(record, Publishable):
        if record.state == State.DRAFT and record.pk is None:
            record.state = State.PUBLISHED
            record.published_at = clock.now()
            record.published_as = PUBLISHED_AS
        record.revision += 1


def _replace(record: Any, model: type[Model], shape: Rows, rows: list[dict[str, Any]]) -> None:
    manager: Any = model._default_manager
    manager.filter(project=record).delete()
    for position, values in enumerate(rows, start=1):
        child: Any = model(project=record, position=position)  # type: ignore[call-arg]
        for name, value in values.items():
            _assign(child, shape.fields[name], name, value)
        child.full_clean(exclude=["id"])
        child.save()


def _write_listed(record: Any, entry: Entry, listed: dict[str, list[str]]) -> None:
    if "signs" in listed:
        EvidenceSign.objects.filter(level=entry.key).delete()
        for position, text in enumerate(listed["signs"], start=1):
            sign = EvidenceSign(level=entry.key, position=position, text=text)
            sign.full_clean(exclude=["id"])
            sign.save()
    if "earlier_names" in listed:
        PartnerName.objects.filter(partner=record).delete()
        for name in listed["earlier_names"]:
            PartnerName.objects.create(partner=record, name=name)


def finish(entry: Entry, row: Any) -> None:
    """Second pass, when every record is there. Raises ``ValidationError``."""
    if entry.noun.kind == "project":
        _write_links(row, entry.values.get("links", []))
        Project.objects.filter(pk=row.pk).update(search_words=search_words(row))
    if entry.noun.kind == "level":
        LevelExample.objects.filter(level=entry.key).delete()
        for example in entry.values.get("example", []):
            LevelExample.objects.create(
                level=entry.key,
                project_id=loaded_id("project", example["project"]),
                why=example["why"],
            )


def _write_links(project: Project, links: list[dict[str, Any]]) -> None:
    ProjectLink.objects.filter(source=project).delete()
    for position, values in enumerate(links, start=1):
        link = ProjectLink(
            source=project,
            target_id=loaded_id("project", values["to"]),
            kind=values["kind"],
            words=values.get("words", ""),
            position=position,
        )
        link.full_clean(exclude=["id"])
        link.save()


