"""What people do with resources beside their text: files come and go, cards are laid beside the
planning of an activity.

A file reaches the public and leaves it as every change of a text does, by a second person
(``publishing.actions.save``).
"""

from typing import Any

from django.core.files.storage import default_storage
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction

from apps.core import audit
from apps.core.actors import Actor, SystemActor
from apps.involvement.models import Activity
from apps.library.models import PlannedCards, Resource, ResourceFile
from apps.library.resources.forms import FORM_OF
from apps.publishing import actions as texts
from apps.publishing import ahead
from apps.publishing.documents import MOST_ROWS
from apps.publishing.models import State, Version, WorkingCopy
from apps.publishing.plain import Data
from apps.publishing.workflow import NotAllowed

BY = SystemActor("due work")


def add_file(
    *, resource: Resource, file: UploadedFile, ending: str, words: str, pages: int | None,
    replaces: ResourceFile | None = None, by: Actor,
) -> ResourceFile:  # fmt: skip
    """Keep a file that the form has looked at, and name it last in the text, or in the place of
    another. Where it can't be kept, no file stays behind. Raises ``NotAllowed``."""
    kept = ResourceFile(
        resource=resource, name=str(file.name), size=int(file.size or 0), ending=ending
    )
    kept.file.save(str(file.name), file, save=False)
    try:
        return _add(resource, kept, words, pages, replaces, by=by)
    except BaseException:
        default_storage.delete(str(kept.file.name))
        raise


@transaction.atomic
def _add(
    resource: Resource, kept: ResourceFile, words: str, pages: int | None,
    replaces: ResourceFile | None, *, by: Actor,
) -> ResourceFile:  # fmt: skip
    resource = Resource.objects.select_for_update().get(pk=resource.pk)
    data, edit_count = texts.text_of(resource)
    kept.save()
    row: Data = {
        "words": words, "file": str(kept.pk), "url": "", "form": FORM_OF[kept.ending],
        "pages": pages or "", "position": "",
    }  # fmt: skip
    rows = [
        {**row, "words": words or held["words"]} if replaces and _names(held, replaces) else held
        for held in data["items"]
    ]
    if rows == data["items"]:
        rows.append(row)
    if len(rows) > MOST_ROWS:
        raise NotAllowed(f"This has {MOST_ROWS} files and addresses already. Delete one first.")
    changes = {"items": _counted(rows), "address_not_given": False}
    texts.save(item=resource, changes=changes, edit_count=edit_count, by=by, why="added a file")
    audit.note(act="added a file", by=by, target=resource, name=kept.name, size=kept.size)
    if replaces is not None:
        _let_go(replaces, resource, by=by)
    return kept


@transaction.atomic
def remove_file(*, file: ResourceFile, by: Actor) -> bool:
    """Take a file out of the text, and delete it. What the public can take stays until somebody
    else publishes that change; gives whether it is gone at once."""
    resource = Resource.objects.select_for_update().get(pk=file.resource_id)
    data, edit_count = texts.text_of(resource)
    rows = [row for row in data["items"] if not _names(row, file)]
    if rows != data["items"] and resource.state != State.WITHDRAWN:
        texts.save(
            item=resource, changes={"items": _counted(rows)}, edit_count=edit_count, by=by,
            why="took a file out",
        )  # fmt: skip
    return _let_go(file, resource, by=by)


def _let_go(file: ResourceFile, resource: Resource, *, by: Actor) -> bool:
    """Delete a file that no text names; else it goes with the change that waits."""
    if resource.items.filter(file=file).exists():
        file.leaving = True
        file.save(update_fields=["leaving", "updated_at"])
        audit.note(act="asked to delete a file", by=by, target=resource, name=file.name)
        return False
    _erase(file, resource, by=by)
    return True


def _erase(file: ResourceFile, resource: Resource, *, by: Actor) -> None:
    """Row and file go, and no version or change names it any more. The file itself goes once this
    is committed, not before: it may still fail."""
    for model in (Version, WorkingCopy):
        for text in model._default_manager.filter(kind=resource.record_kind, object_id=resource.pk):
            rows = [row for row in text.data.get("items", []) if not _names(row, file)]
            if rows != text.data.get("items", []):
                text.data["items"] = rows
                text.save(update_fields=["data"])
    path = str(file.file.name)
    audit.note(act="deleted a file", by=by, target=resource, name=file.name)
    file.delete()
    transaction.on_commit(lambda: default_storage.delete(path))


def drop_leaving() -> str:
    """Delete the files that were to go with a change which is public now. A change that was given
    up took the wish to delete with it."""
    number = sum(_drop(pk) for pk in _leaving())
    return f"{number} deleted" if number else ""


def _leaving() -> list[int]:
    return list(ResourceFile.objects.filter(leaving=True).values_list("pk", flat=True))


@transaction.atomic
def _drop(pk: int) -> bool:
    file = ResourceFile.objects.select_for_update().get(pk=pk)
    resource = Resource.objects.select_for_update().get(pk=file.resource_id)
    copy = ahead.copy_of(resource)
    stands = resource.items.filter(file=file).exists()
    if stands and copy is None:
        file.leaving = False
        file.save(update_fields=["leaving", "updated_at"])
    if stands or (copy and any(_names(row, file) for row in copy.data["items"])):
        return False
    _erase(file, resource, by=BY)
    return True


def _names(row: Data, file: ResourceFile) -> bool:
    return str(row.get("file", "")) == str(file.pk)


def _counted(rows: list[Data]) -> list[Data]:
    """Rows with their numbers anew."""
    return [{**row, "position": number} for number, row in enumerate(rows, start=1)]


@transaction.atomic
def lay_cards(*, activity: Activity, resource: Resource, by: Any) -> None:
    """Lay a set of cards beside the planning of an activity; twice is once."""
    _row, new = PlannedCards.objects.get_or_create(
        activity=activity, resource=resource, defaults={"by": by}
    )
    if new:
        audit.note(act="laid cards beside an activity", by=by, target=activity, cards=resource.pk)


@transaction.atomic
def take_cards_away(*, planned: PlannedCards, by: Actor) -> None:
    """Take them away again."""
    audit.note(act="took cards away", by=by, target=planned.activity, cards=planned.resource_id)
    planned.delete()
