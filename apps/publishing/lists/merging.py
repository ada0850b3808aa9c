"""Make two rows of a list one: everything that points at the first points at the second after it.

Found by walking the model's relations, hidden ones too, so that a table added later is not
forgotten; what is left behind is refused by the database (PROTECT) or found by a test.
"""

import re
from collections import Counter
from collections.abc import Iterable
from typing import Any

from django.apps import apps
from django.db import models
from django.db.models import F, Q

from apps.core.models import AuditRecord, LoadedRecord, OldAddress, Stamped
from apps.partners.models import PartnerName
from apps.publishing.models import Publishable, Request, Version, WorkingCopy

LEFT_ALONE = (AuditRecord, LoadedRecord, OldAddress, Version, WorkingCopy)
NEVER_FILLED = ("id", "created_at", "updated_at", "edit_count", "position", "sort_key", "slug")
DATE_PART = re.compile("_(last|precision|words)$")  # of a partial date
OWN = {"parent": "inside it", "covered_by": "that it covers"}
Model = type[models.Model]


def pointers(model: Model) -> Iterable[tuple[Model, Any]]:
    """(model, foreign key) of everything that points at rows of a model; a many-to-many stands
    here with its own table."""
    for relation in model._meta.get_fields(include_hidden=True):
        if relation.auto_created and not relation.concrete and not relation.many_to_many:
            yield relation.related_model, relation.field  # type: ignore[union-attr, misc]


def loose_pointers(model: Model) -> Iterable[Model]:
    """Tables that point by a kind and a number."""
    for other in apps.get_models():
        names = {field.name for field in other._meta.concrete_fields}
        if {"kind", "object_id"} <= names and other not in LEFT_ALONE:
            yield other


def move_everything(source: Any, target: Any) -> None:
    """Point all that points at ``source`` at ``target``. The caller holds the transaction and
    deletes ``source``."""
    model = type(source)
    for other, column in pointers(model):
        if other is model:
            _move_own(model, column, source, target)
        else:
            held = other._base_manager.filter(**{column.name: source})
            _move(held, column, target)
    word = model._meta.model_name or ""
    for other in loose_pointers(model):
        held = other._base_manager.filter(kind=word, object_id=source.pk)
        _move(held, other._meta.get_field("object_id"), target.pk)
    # Nought: no row that took part in a merge has been saved so rarely, so it counts as edited.
    LoadedRecord.objects.filter(kind=word, object_id__in=[source.pk, target.pk]).update(
        object_id=target.pk, edit_count=0
    )
    asked = Request.objects.filter(item_kind=word, object_id=source.pk)
    asked.update(object_id=target.pk, edit_count=F("edit_count") + 1)


def _move_own(model: Model, column: Any, source: Any, target: Any) -> None:
    """A row that points at its own kind never comes to point at itself."""
    rows = model._base_manager
    if getattr(target, column.attname) == source.pk:
        beyond = getattr(source, column.attname)
        setattr(target, column.attname, None if beyond == target.pk else beyond)
        target.save()
    held = rows.filter(**{column.name: source}).exclude(pk=target.pk)
    held.update(**{column.name: target, "edit_count": F("edit_count") + 1})


def _move(rows: models.QuerySet[Any], column: Any, target: Any) -> None:
    model = rows.model
    if clashes := unique_sets(model, column):
        for row in rows:
            twin = _twin(row, column, target, clashes)
            if twin is not None:
                _join(row, twin)
    changes = {column.name: target}
    if issubclass(model, Stamped) and not issubclass(model, Publishable):
        changes["edit_count"] = F("edit_count") + 1
    rows.all().update(**changes)


def unique_sets(model: Model, column: Any) -> list[tuple[set[str], Q]]:
    """(the other columns, condition) of every rule by which a row with this column stands once."""
    found = [
        (set(rule.fields) - {column.name}, rule.condition or Q())
        for rule in model._meta.constraints
        if isinstance(rule, models.UniqueConstraint) and column.name in rule.fields
    ]
    found += [
        (set(names) - {column.name}, Q())
        for names in model._meta.unique_together
        if column.name in names
    ]
    return found + ([(set(), Q())] if column.unique else [])


def _twin(row: Any, column: Any, target: Any, clashes: list[tuple[set[str], Q]]) -> Any:
    """The row that already says of the target what this one says of the source."""
    for names, condition in clashes:
        same = {name: getattr(row, row._meta.get_field(name).attname) for name in names}
        if None in same.values():
            continue
        like = type(row)._base_manager.filter(condition, **same, **{column.name: target})
        if (twin := like.exclude(pk=row.pk).first()) is not None:
            return twin
    return None


def _join(row: Any, twin: Any) -> None:
    """Two rows that say the same become one; words that only one of them has are kept."""
    if fill_blanks(row, twin):
        twin.save()
    move_everything(row, twin) if list(pointers(type(row))) else None
    row.delete()


def fill_blanks(source: Any, target: Any) -> list[str]:
    """Give the target what only the source says; names what it gave. A date is taken whole."""
    columns = [
        field for field in source._meta.concrete_fields
        if not (field.name in NEVER_FILLED or field.unique or field.related_model is type(source))
    ]  # fmt: skip
    names = {field.name for field in columns}
    blank = {f.name for f in columns if getattr(target, f.attname) in (None, "")}
    filled: dict[str, None] = {}
    for field in columns:
        begin = DATE_PART.sub("_first", field.name)
        value = getattr(source, field.attname)
        if field.name not in blank or value in (None, "") or (begin in names - blank):
            continue
        setattr(target, field.attname, value)
        filled[str(field.verbose_name).split(",")[0]] = None
    return list(filled)


def uses(row: Any, by: Any, *, without: Any = None) -> tuple[list[tuple[int, str]], bool]:
    """What points at a row, as (number, noun), of what the person may see; and whether more does.

    Rights of people are never counted here: who holds which is not for everybody.
    """
    counted: Counter[tuple[str, str]] = Counter()
    more = False
    for other, column in pointers(type(row)):
        held = other._base_manager.filter(**{column.name: row})
        if other is type(row) and without is not None:
            held = held.exclude(pk=without.pk)
        if not held.exists():
            continue
        owner, ids = _owner(other, held)
        if other._meta.app_label == "accounts":
            more = True
        elif issubclass(owner, Publishable):
            rows: Any = owner._default_manager
            number = rows.visible_to(by).filter(pk__in=ids).count()
            counted[nouns(owner)] += number
            more = more or number < owner._base_manager.filter(pk__in=ids).count()
        else:
            counted[nouns(owner, OWN.get(column.name, ""))] += held.count()
    found = [(n, one if n == 1 else many) for (one, many), n in counted.items() if n]
    return sorted(found, key=lambda pair: (-pair[0], pair[1])), more


def _owner(model: Model, held: models.QuerySet[Any]) -> tuple[Model, Any]:
    """A row of a record counts as the record it belongs to, once."""
    if not issubclass(model, Publishable):
        for field in model._meta.concrete_fields:
            owner: Any = field.related_model
            if owner and issubclass(owner, Publishable):
                return owner, held.values(field.attname)
    return model, held.values("pk")


def nouns(model: Model, own: str = "") -> tuple[str, str]:
    """What one and several are called; ``own`` says how a row of the same table stands to it."""
    if model is PartnerName:
        return "earlier name", "earlier names"
    one, many = str(model._meta.verbose_name), str(model._meta.verbose_name_plural)
    return f"{one} {own}".strip(), f"{many} {own}".strip()
