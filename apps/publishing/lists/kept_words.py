"""Texts that hold numbers of rows as words, where no foreign key sees them: after two rows of a
list were made one they name the row that stays. Versions stay as they were."""

from collections.abc import Iterable
from typing import Any

from django.db import models

from apps.accounts.models import Invitation
from apps.publishing import types
from apps.publishing.documents import Rows
from apps.publishing.lists.merging import unique_sets
from apps.publishing.models import FormDraft, WorkingCopy

Model = type[models.Model]


def exchange(source: Any, target: Any) -> None:
    """Name ``target`` wherever ``source`` was named. The caller holds the transaction."""
    model, old, new = type(source), str(source.pk), str(target.pk)
    _in_changes(model, old, new)
    _in_typing(model, old, new)
    _in_invitations(model, old, new)


def _in_changes(model: Model, old: str, new: str) -> None:
    """Changes that wait to be published."""
    for copy in WorkingCopy.objects.select_for_update():
        published = types.registered.get(copy.kind)
        if published is None or published.document is None:
            continue
        data = dict(copy.data)
        for section in published.document.sections:
            names = section.form.base_fields if section.form else ()
            for name in relations(published.model, names, model):
                data[name] = exchanged(data.get(name), old, new)
            if section.rows is not None:
                _in_rows(data, section.rows, published.model, model, old, new)
        if data != copy.data:
            copy.data = data
            copy.edit_count += 1
            copy.save()


def _in_rows(
    data: dict[str, Any], rows: Rows, parent: Model, model: Model, old: str, new: str
) -> None:
    relation: Any = parent._meta.get_field(rows.name)
    child: Model = relation.related_model
    names = relations(child, rows.form.base_fields, model)
    before = data.get(rows.name, [])
    after = [row | {name: exchanged(row.get(name), old, new) for name in names} for row in before]
    if names and after != before:
        data[rows.name] = _without_twins(after, child, names)


def _without_twins(
    rows: list[dict[str, Any]], child: Model, names: list[str]
) -> list[dict[str, Any]]:
    kept: list[dict[str, Any]] = []
    for row in rows:
        if not any(_same(row, other, child, names) for other in kept):
            kept.append(row)
    return kept


def _same(one: dict[str, Any], other: dict[str, Any], child: Model, names: list[str]) -> bool:
    """Whether two rows of a text clash by a rule of their table."""
    for name in names:
        for columns, _ in unique_sets(child, child._meta.get_field(name)):
            held = [column for column in (*columns, name) if column in one]
            if one.get(name) and len(held) > 1 and all(one[c] == other.get(c) for c in held):
                return True
    return False


def relations(model: Model, names: Iterable[str], to: Model) -> list[str]:
    """Those of the names that are columns pointing at a model."""
    found = {field.name for field in model._meta.get_fields() if field.related_model is to}
    return [name for name in names if name in found]


def exchanged(value: Any, old: str, new: str) -> Any:
    """A number, or a list of numbers, with the old one exchanged; none stands twice."""
    if isinstance(value, list):
        return list(dict.fromkeys(exchanged(one, old, new) for one in value))
    return type(value)(new) if isinstance(value, (str, int)) and str(value) == old else value


def _in_typing(model: Model, old: str, new: str) -> None:
    """Typing kept for its writer, as a browser sends it: lists of answers by the names of a form,
    those of rows with their number."""
    for draft in FormDraft.objects.select_for_update():
        published = types.registered.get(draft.kind)
        document = published.document if published else None
        section = document.section(draft.form) if document else None
        if published is None or section is None:
            continue
        names = relations(published.model, section.fields, model)
        if section.rows is not None:
            relation: Any = published.model._meta.get_field(section.rows.name)
            begin = f"{section.rows.name}-"
            inner = relations(relation.related_model, section.row_fields, model)
            names += [
                name for name in draft.data
                if name.startswith(begin) and name.rpartition("-")[2] in inner
            ]  # fmt: skip
        data = draft.data | {
            n: exchanged(draft.data[n], old, new) for n in names if n in draft.data
        }
        if data != draft.data:
            draft.data = data
            draft.save()


def _in_invitations(model: Model, old: str, new: str) -> None:
    """What an invited person will get names rows by number."""
    key = {"partner": "partners", "place": "places"}.get(model._meta.model_name or "")
    if key is None:
        return
    for invitation in Invitation.objects.select_for_update():
        grants = [
            grant | {key: exchanged(grant[key], old, new)}
            if grant.get(key) else grant
            for grant in invitation.grants
        ]  # fmt: skip
        if grants != invitation.grants:
            invitation.grants = grants
            invitation.save()
