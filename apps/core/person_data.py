"""Where the portal holds what about persons, why, how long, and how it is given out and erased.

Each app registers, in ``AppConfig.ready``, a ``Holding`` for each of its tables that holds such
facts, and names every other column that can hold words with the reason why it is none of them
(its ``holdings.py``). A test looks whether a column was forgotten.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.conf import settings
from django.core.files.storage import default_storage
from django.db import models, transaction

from apps.core import audit
from apps.core.actors import Actor
from apps.core.contacts import Contact, words_of

# What opens something, or only a hash of it: of no use to the person, and dangerous in a file.
OPENS = frozenset(["password", "secret_hash", "token_hash", "public_id", "link_version"])


class CannotErase(Exception):
    """Why nothing was erased, in a sentence that says what to do first."""


@dataclass(frozen=True)
class Holding:
    """A table that holds facts about persons: what people call its rows, in which ``fields``, what
    for, and how long.

    ``find`` gives the rows about whoever is reached by a contact. ``erase`` takes such rows out and
    says what it did, and what stays and why; ``erasing`` says it for the document. A table that is
    erased with another one has no ``erase``. ``names``: the fields in which the person's name
    stands; ``files``: of a row, the paths in the store.
    """

    model: str
    title: str
    fields: tuple[str, ...]
    purpose: str
    retention: str
    find: Callable[[Contact], Iterable[Any]]
    erasing: str
    erase: Callable[[list[Any], Contact, Actor], str] | None = None
    names: tuple[str, ...] = ()
    export: Callable[[Any], dict[str, Any]] | None = None
    files: Callable[[Any], list[str]] = lambda row: []

    def export_of(self, row: Any) -> dict[str, Any]:
        """A row as plain values."""
        return self.export(row) if self.export else plain(row)


@dataclass(frozen=True)
class Found:
    """The rows of one table about a person."""

    holding: Holding
    rows: list[Any]


holdings: dict[str, Holding] = {}
not_personal: dict[str, str] = {}  # "app.Model.field": the reason
# Columns that the portal fills itself, in whichever table they stand.
OWN_WORDS = "the portal’s own word, number or hash; nobody types it"
OWN = frozenset(
    [
        "kind", "key", "slug", "sort_key", "mark", "hash", "public_id", "reference", "folder",
        "secret_hash", "token_hash", "media_type",
    ]
)  # fmt: skip
RECORD = (
    "words of the record: they may name somebody, are found by search, and people look at them "
    "before others read them"
)
OF_STAFF = "words of staff about their work; they may name somebody, and are found by search"
LISTED = "a name in a list of the partnership: an organisation, a place, a topic"
CREDITED = "whom a publication of theirs names; public already, and changed by people"
COUNTED = "nobody: counts, ratings and what was said with them can’t be joined to a person"
POINTER = "the number of an account; what is known of the person stands with the account alone"


def register(*added: Holding) -> None:
    """Add tables that hold facts about persons, once each."""
    holdings.update({holding.model: holding for holding in added})


def others(reason: str, columns: Mapping[str, str]) -> None:
    """Say why columns hold nothing about one person. ``columns``: a model, and its fields with
    blanks between."""
    for model, fields in columns.items():
        not_personal.update({f"{model}.{field}": reason for field in fields.split()})


def delete(rows: list[Any], contact: Contact, by: Actor) -> str:
    """What most holdings do to erase: the rows go, and there is nothing more to say."""
    for row in rows:
        row.delete()
    return ""


def in_order() -> list[Holding]:
    """The tables, those of the highest app first: what a higher one does may leave a mail, a line
    or a call in a lower one."""
    ranks = {label.rsplit(".", 1)[-1]: at for at, label in enumerate(settings.LOCAL_APPS)}
    own = [one for one in holdings.values() if one.model.partition(".")[0] in ranks]
    rest = [one for one in holdings.values() if one not in own]
    return [*sorted(own, key=lambda one: -ranks[one.model.partition(".")[0]]), *rest]


def find(contact: Contact) -> list[Found]:
    """All that is held about whoever is reached by a contact, in the order of ``in_order``."""
    found = [Found(holding, list(holding.find(contact))) for holding in in_order()]
    return [one for one in found if one.rows]


def names_in(found: Iterable[Found]) -> set[str]:
    """The names by which the person is called in what was found."""
    held = {
        getattr(row, name).strip()
        for one in found
        for row in one.rows
        for name in one.holding.names
    }
    return {name for name in held if len(name) > 3}


@transaction.atomic
def erase(*, contact: Contact, by: Actor) -> list[str]:
    """Erase what is held about a person, all of it or, where that can't be, nothing. Gives what was
    done in sentences, and where words that people wrote still name them.

    Raises ``CannotErase`` with what has to be done first.
    """
    found = {one.holding.model: one.rows for one in find(contact)}
    names = names_in(find(contact))
    said = []
    for holding in in_order():
        if holding.erase is None:
            continue
        rows = found.get(holding.model, [])
        seen = {row.pk for row in rows}
        rows += [row for row in holding.find(contact) if row.pk not in seen]  # left meanwhile
        if rows:
            done = holding.erase(rows, contact, by) or holding.erasing
            said.append(f"{holding.title} ({len(rows)}): {done}")
    counts = {model: len(rows) for model, rows in found.items()}
    audit.note(act="erased what is held about a person", by=by, tables=counts)
    return [*said, *(f"Look at it yourself: {place}" for place in mentions(contact, names))]


def mentions(contact: Contact, names: Iterable[str]) -> Iterator[str]:
    """Where the contact or one of the names stands in words that people wrote, which nothing
    erases by itself: a text may name somebody else of that name, or rest on a consent."""
    sought = [name.casefold() for name in names]
    for model, fields in worded():
        for row in model._default_manager.values("pk", *fields).iterator():
            for field in fields:
                text = words_of(row[field] or "")
                if contact.is_in(text) or any(name in text.casefold() for name in sought):
                    yield f"{model._meta.label} {row['pk']}, {field}"


def worded() -> Iterator[tuple[type[models.Model], list[str]]]:
    """Our tables, each with the columns in which words of people may stand."""
    for model in ours():
        fields = [field.name for field in columns(model) if not field.is_relation]
        if fields:
            yield model, fields


def ours() -> list[type[models.Model]]:
    """The tables of our apps, and of packages that hold what people typed or were given."""
    return [
        model
        for model in apps.get_models(include_auto_created=False)
        if model._meta.label not in OF_THE_FRAMEWORK
    ]


OF_THE_FRAMEWORK = frozenset(
    ["auth.Permission", "auth.Group", "contenttypes.ContentType", "socialaccount.SocialApp"]
)


def columns(model: type[models.Model]) -> list[Any]:
    """The columns of a table that can hold words, files, or a pointer to an account."""
    return [field for field in model._meta.local_fields if _can_hold(field)]


def _can_hold(field: Any) -> bool:
    if field.is_relation:
        return bool(field.related_model._meta.label == settings.AUTH_USER_MODEL)
    kinds = (models.CharField, models.TextField, models.JSONField, models.FileField,
             models.BinaryField, models.GenericIPAddressField)  # fmt: skip
    return isinstance(field, kinds) and not field.choices


def why_not(field: Any) -> str:
    """Why a column holds nothing about one person; "" for one that does, or was forgotten."""
    label = f"{field.model._meta.label}.{field.name}"
    if label in not_personal:
        return not_personal[label]
    if is_personal(field):
        return ""
    if field.is_relation:
        return POINTER
    return OWN_WORDS if field.name in OWN else ""


def is_personal(field: Any) -> bool:
    """Whether a column is registered as one that holds facts about persons."""
    holding = holdings.get(field.model._meta.label)
    return holding is not None and field.name in holding.fields


def plain(row: Any) -> dict[str, Any]:
    """A row with all its columns but what opens something; a choice in words."""
    values = {}
    for field in row._meta.concrete_fields:
        if field.name in OPENS:
            continue
        value = getattr(row, field.attname)
        if field.choices and not isinstance(value, bool):
            value = getattr(row, f"get_{field.name}_display")()
        if isinstance(field, models.FileField):
            value = value.name
        values[field.attname] = value
    return values


def files_of(found: Iterable[Found]) -> list[str]:
    """The paths, in the store, of the files that belong to what was found."""
    paths = [path for one in found for row in one.rows for path in one.holding.files(row)]
    return [path for path in dict.fromkeys(paths) if path and default_storage.exists(path)]
