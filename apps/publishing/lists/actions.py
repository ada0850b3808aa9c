"""What curators do to a row of a list: save, move, delete, make two one."""

from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils.text import slugify

from apps.core import audit, versions
from apps.core.actors import Actor
from apps.core.conflicts import EditedMeanwhile
from apps.core.models import OldAddress
from apps.publishing import search
from apps.publishing.actions import ask_second_look
from apps.publishing.lists import kept_words, kinds, merging
from apps.publishing.lists.forms import RowForm
from apps.publishing.lists.kinds import ListKind
from apps.publishing.workflow import NotAllowed

KEPT_WORDS = ("not-stated",)  # stand for themselves in the addresses of lists


class Vanished(Exception):
    """The row was deleted or merged while its form was open."""


@transaction.atomic
def save(*, kind: ListKind, form: RowForm, by: Actor) -> Any:
    """Save a valid form. Raises ``EditedMeanwhile`` or ``Vanished`` for a form that came late."""
    row: Any = form.instance
    if row.pk is None:
        return _save_new(kind, form, by=by)
    held = kind.model._default_manager.select_for_update().filter(pk=row.pk).first()
    if held is None:
        raise Vanished
    if held.edit_count != form.cleaned_data.get("edit_count"):
        raise EditedMeanwhile(held)
    if not form.changed_names:
        return row
    row.edit_count = held.edit_count + 1
    form.derive()
    row.save()
    form.finish()
    if getattr(held, "public", False) and getattr(row, "public", False):
        _date_correction(kind, form, by=by)
    audit.note(act="changed in a list", by=by, target=row, fields=form.changed_names)
    _tell(row)
    return row


def _save_new(kind: ListKind, form: RowForm, *, by: Actor) -> Any:
    row: Any = form.instance
    if hasattr(row, "slug"):
        row.slug = _free_slug(kind, str(row))
    if kind.ordered is not None:
        row.position = (_siblings(kind, row).aggregate(last=Max("position"))["last"] or 0) + 1
    form.derive()
    row.save()
    form.finish()
    audit.note(act="added to a list", by=by, target=row)
    _tell(row)
    return row


def _tell(row: Any) -> None:
    kinds.changed(row)
    versions.raise_public()


def _free_slug(kind: ListKind, name: str) -> str:
    """A word for addresses that no row has, and that no old address leads elsewhere from."""
    model: Any = kind.model
    longest = model._meta.get_field("slug").max_length
    base = slugify(name)[: longest - 6].strip("-") or kind.one.replace(" ", "-")
    rows = model._default_manager.filter(slug__startswith=base)
    held = {*KEPT_WORDS, *rows.values_list("slug", flat=True)}
    moved = set(OldAddress.objects.values_list("path", flat=True))
    number, slug = 1, base
    while slug in held or any(_ends_with(path, slug) for path in moved):
        number += 1
        slug = f"{base}-{number}"
    return slug


def _ends_with(path: str, slug: str) -> bool:
    return path.rstrip("/").endswith((f"/{slug}", f"={slug}"))


def _date_correction(kind: ListKind, form: RowForm, *, by: Actor) -> None:
    """A change of what the public reads is dated, and somebody else looks at it later."""
    names = [name for name in form.changed_names if name in kind.corrected]
    if not names:
        return
    what = ", ".join(str(form.fields[name].label or name).lower() for name in names)
    ask_second_look(row=form.instance, what=what.capitalize(), by=by)


def _siblings(kind: ListKind, row: Any) -> Any:
    """The rows among which one has its place."""
    within = {name: getattr(row, name) for name in kind.ordered or ()}
    return kind.model._default_manager.filter(**within)


@transaction.atomic
def move(*, kind: ListKind, row: Any, up: bool, by: Actor) -> None:
    """Let a row and its neighbour change places; at the end of the list nothing happens."""
    if kind.ordered is None:
        raise NotAllowed("This list is sorted by name.")
    rows = list(_siblings(kind, row).select_for_update().order_by("position", "pk"))
    at = next((n for n, other in enumerate(rows) if other.pk == row.pk), None)
    if at is None:
        raise Vanished
    to = at - 1 if up else at + 1
    if not 0 <= to < len(rows):
        return
    rows[at], rows[to] = rows[to], rows[at]
    for position, other in enumerate(rows, start=1):
        if other.position != position:
            other.position = position
            other.edit_count += 1
            other.save(update_fields=["position", "edit_count", "updated_at"])
    versions.raise_public()


@transaction.atomic
def delete(*, kind: ListKind, row: Any, by: Actor) -> None:
    """Take a row away that nothing uses. Raises ``NotAllowed`` naming what still does."""
    held = kind.model._default_manager.select_for_update().filter(pk=row.pk).first()
    if held is None:
        raise Vanished
    if sentence := still_used(kind, held, by):
        raise NotAllowed(sentence)
    word = kind.model._meta.model_name or ""
    for other in merging.loose_pointers(kind.model):
        other._default_manager.filter(kind=word, object_id=held.pk).delete()
    audit.note(act="deleted", by=by, target=held)
    held.delete()
    kind.after_delete()
    versions.raise_public()


def still_used(kind: ListKind, row: Any, by: Any) -> str:
    """Why a row can't be deleted, in a sentence; nothing where it can."""
    found, more = merging.uses(row, by)
    if not found and not more:
        return ""
    named = [f"{number} {noun}" for number, noun in found]
    if more:
        named.append("records or rights you may not see" if not found else "others")
    way = "Merge it into another one, or change" if kind.merges else "Change"
    return f"“{row}” is still used by {in_words(named)}. {way} those first."


def in_words(parts: list[str]) -> str:
    """ "a, b and c"."""
    return " and ".join([", ".join(parts[:-1]), parts[-1]] if len(parts) > 1 else parts)


@transaction.atomic
def merge(*, kind: ListKind, source: Any, target: Any, by: Actor) -> Any:
    """Make two rows one: everything that named the first names the second, old addresses lead on.

    Raises ``NotAllowed`` for what can't be merged, ``Vanished`` if one of them is gone.
    """
    locked = kind.model._default_manager.select_for_update().order_by("pk")
    rows = {row.pk: row for row in locked.filter(pk__in=[source.pk, target.pk])}
    if source.pk not in rows or target.pk not in rows:
        raise Vanished
    if sentence := refusal(kind, source, target):
        raise NotAllowed(sentence)
    source, target = rows[source.pk], rows[target.pk]
    word = kind.model._meta.model_name or ""
    search.drop(word, source.pk)
    merging.move_everything(source, target)
    kept_words.exchange(source, target)
    target.refresh_from_db()
    merging.fill_blanks(source, target)
    kind.after_merge(source, target)
    for old, new in [*kind.old_addresses(source, target), _staff_addresses(kind, source, target)]:
        lead_on(old, new)
    audit.note(
        act="merged", by=by, target=target, label=f"{source} into {target}",
        merged_id=source.pk, into_id=target.pk,
    )  # fmt: skip
    kind.model._default_manager.get(pk=source.pk).delete()
    target.edit_count += 1
    target.save()
    _tell(target)
    return target


def refusal(kind: ListKind, source: Any, target: Any) -> str:
    """Why two rows can't be made one, in a sentence; nothing where they can."""
    if source.pk == target.pk:
        return f"Choose another {kind.one}: this is the one you are merging."
    return kind.refuses_merge(source, target)


def _staff_addresses(kind: ListKind, source: Any, target: Any) -> tuple[str, str]:
    return kind.url("-edit", source.pk), kind.url("-edit", target.pk)


def lead_on(old: str, new: str) -> None:
    """Let an address lead to another one for good, also those that led to it before."""
    OldAddress.objects.filter(path=new).delete()
    OldAddress.objects.filter(to_path=old).update(to_path=new)
    OldAddress.objects.update_or_create(path=old, defaults={"to_path": new})
