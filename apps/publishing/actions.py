"""What people do to a text on its way to the public: save, mend, correct, restore."""

import datetime
from typing import Any

from django.db import transaction
from django.db.models import Max

from apps.core import actors, audit, clock, site_settings
from apps.core.actors import Actor
from apps.publishing import ahead, types, workflow
from apps.publishing.models import (
    PUBLIC_STATES,
    Correction,
    FormDraft,
    Publishable,
    State,
    Version,
    WorkingCopy,
)
from apps.publishing.pictures import placing
from apps.publishing.plain import Data
from apps.publishing.small import is_small
from apps.publishing.workflow import NotAllowed

MORE_THAN_SMALL = (
    "This is more than something small. Change the text instead: somebody else then publishes it."
)
MORE_TOGETHER = (
    "Together with the corrections at which nobody else has looked yet, this is more than "
    "something small. Wait for their second look, or change the text instead: somebody else then "
    "publishes it."
)


class Conflict(Exception):
    """Somebody else saved in the meantime; ``theirs`` is the text as it stands now."""

    def __init__(self, theirs: Data, edit_count: int) -> None:
        super().__init__("Somebody else has changed this since you opened it.")
        self.theirs, self.edit_count = theirs, edit_count


def document_of(item: Publishable) -> Any:
    """The document of a record's kind. Raises ``LookupError`` for a kind without one."""
    document = types.of(item).document
    if document is None:
        raise LookupError(item.record_kind)
    return document


def text_of(item: Publishable) -> tuple[Data, int]:
    """The text that is being worked on, and the edit count a form must carry."""
    return text_in(item, ahead.copy_of(item))


def text_in(item: Publishable, copy: WorkingCopy | None) -> tuple[Data, int]:
    """The same, where the change under way (or that there is none) is known already."""
    if copy is not None:
        return copy.data, copy.edit_count
    return document_of(item).read(item), item.edit_count


@transaction.atomic
def create(*, model: type[Publishable], data: Data, by: Actor, **columns: Any) -> Publishable:
    """A new draft with its first version."""
    item = model(author_id=actors.id_of(by), **columns)
    types.of(item).document.write(item, data)  # type: ignore[union-attr]
    _remember(item, document_of(item).read(item), by=by, why="begun")
    return item


@transaction.atomic
def save(
    *, item: Publishable, changes: Data, edit_count: int, by: Actor, mended: bool = False,
    why: str = "",
) -> Publishable:  # fmt: skip
    """Save part of a text: in the record while nobody sees it, else in a change that waits.

    Raises ``Conflict`` if somebody saved another text since ``edit_count`` was read (what stands
    there already is saved, as where one presses twice), ``NotAllowed`` for a withdrawn record,
    another record's picture, words that a person took back, or a change that something public may
    not make.
    Saving what is in review keeps it there, without a day that was approved.
    ``mended``: only spelling or a link; who changes more than that is a writer all the same.
    """
    item = type(item)._default_manager.select_for_update().get(pk=item.pk)
    if item.state == State.WITHDRAWN:
        raise NotAllowed("This was withdrawn. Reopen it before you change it.")
    if stranger := placing.strangers(item, changes):
        raise NotAllowed(stranger)
    if refused_words := item.may_not_say(changes):
        raise NotAllowed(refused_words)
    document = document_of(item)
    if item.state in PUBLIC_STATES:
        before, count = text_of(item)
        data = {**before, **changes}
        if data == before:
            return item
        _expect(count, edit_count, before)
        if refused := item.never_becomes(data):
            raise NotAllowed(" ".join(refused))
        copy = _copy(item, by=by)
        copy.data = data
        copy.edit_count += 1
        copy.publish_on = None  # words written after somebody approved a day were not approved
        copy.save()
    else:
        before = document.read(item)
        data = {**before, **changes}
        if data == before:
            return item
        _expect(item.edit_count, edit_count, before)
        item.edit_count += 1
        item.publish_on = None
        document.write(item, data)
    _remember(item, data, by=by, mended=mended and is_mend(item, before, data), why=why)
    return item


def is_mend(item: Publishable, before: Data, after: Data) -> bool:
    """Whether one person alone may make this change: it is small, and of nothing that never is
    (a way of involving people, a quotation, what was promised)."""
    never = types.of(item).never_small
    return is_small(before, after) and all(before.get(k) == after.get(k) for k in never)


@transaction.atomic
def also_wrote(*, item: Publishable, by: Actor, why: str, of_change: bool = False) -> None:
    """Somebody said something beside the text of a record that is not public yet, and that goes to
    the public with it: they are one of its writers, and whoever looked at it before looks again.
    ``of_change``: it goes to the public with the change that waits."""
    if of_change and (copy := ahead.copy_of(item)) is not None:
        copy.edit_count += 1
        copy.publish_on = None
        copy.save(update_fields=["edit_count", "publish_on", "updated_at"])
        _remember(item, copy.data, by=by, why=why)
    if item.state in PUBLIC_STATES:
        return
    item = type(item)._default_manager.select_for_update().get(pk=item.pk)
    item.edit_count += 1
    item.publish_on = None
    item.save(update_fields=["edit_count", "publish_on", "updated_at"])
    _remember(item, document_of(item).read(item), by=by, why=why)


def _expect(now: int, then: int, theirs: Data) -> None:
    if now != then:
        raise Conflict(theirs, now)


def _copy(item: Publishable, *, by: Actor) -> WorkingCopy:
    """The change of a public record; the first one also keeps what it starts from as a version."""
    copy = (
        WorkingCopy.objects.select_for_update()
        .filter(kind=item.record_kind, object_id=item.pk)
        .first()
    )
    if copy is None:
        base = document_of(item).read(item)
        if not versions_of(item).exists():
            _keep_base(item, base)
        copy = WorkingCopy.objects.create(
            kind=item.record_kind, object_id=item.pk, base_revision=item.revision, data=base,
            author_id=actors.id_of(by), edit_count=item.edit_count,
        )  # fmt: skip
    return copy


def versions_of(item: Publishable) -> Any:
    """The versions of a record, newest first."""
    return Version.objects.filter(kind=item.record_kind, object_id=item.pk)


def _keep_base(item: Publishable, data: Data) -> None:
    """A record that was loaded has no versions yet: what people change first must be findable."""
    Version.objects.create(
        kind=item.record_kind, object_id=item.pk, number=1, revision=max(0, item.revision - 1),
        made_by_label=item.published_as or "as first published", data=data,
    )  # fmt: skip


def _remember(
    item: Publishable, data: Data, *, by: Actor, mended: bool = False, why: str = ""
) -> Version:
    last = versions_of(item).aggregate(last=Max("number"))["last"] or 0
    return Version.objects.create(
        kind=item.record_kind,
        object_id=item.pk,
        number=last + 1,
        revision=item.revision,
        made_by_id=actors.id_of(by),
        made_by_label=actors.label_of(by),
        mended=mended,
        why=why,
        data=data,
    )


@transaction.atomic
def restore_version(*, item: Publishable, number: int, edit_count: int, by: Actor) -> Publishable:
    """Make an earlier version the text again, as a new version. What it names and is gone since
    (a partner, a place) is refused by the forms at publication."""
    version = versions_of(item).get(number=number)
    return save(
        item=item, changes=version.data, edit_count=edit_count, by=by,
        why=f"restored from version {number}",
    )  # fmt: skip


@transaction.atomic
def drop_change(*, item: Publishable, by: Actor) -> None:
    """Give up a change of something public; its versions stay. Not while it is in review."""
    copy = ahead.copy_of(item)
    if copy is None:
        return
    if copy.state == State.IN_REVIEW:
        raise NotAllowed("This change is in review. Take it back first.")
    copy.delete()
    audit.note(act="gave up a change", by=by, target=item)


@transaction.atomic
def correct(*, item: Publishable, changes: Data, what: str, edit_count: int, by: Actor) -> None:
    """Mend something small in public, alone: it is dated, and somebody else looks at it later.

    Raises ``NotAllowed`` where a change is under way, since it would overwrite the mend.
    """
    item = type(item)._default_manager.select_for_update().get(pk=item.pk)
    if item.state != State.PUBLISHED:
        raise NotAllowed("Only something published can be corrected.")
    if ahead.copy_of(item) is not None:
        raise NotAllowed("A change of this is under way. Mend it there, or give the change up.")
    document = document_of(item)
    before = document.read(item)
    _expect(item.edit_count, edit_count, before)
    if refused_words := item.may_not_say(changes):
        raise NotAllowed(refused_words)
    seen = _last_seen_by_two(item, before)
    if not is_mend(item, seen, {**before, **changes}):
        raise NotAllowed(MORE_THAN_SMALL if seen == before else MORE_TOGETHER)
    if not versions_of(item).exists():
        _keep_base(item, before)
    item.edit_count += 1
    document.write(item, {**before, **changes})
    why = f"corrected: {what}"[:200]
    version = _remember(item, document.read(item), by=by, mended=True, why=why)
    ask_second_look(row=item, what=what, by=by, version=version.number)
    workflow.show_or_hide(item)
    audit.note(act="corrected", by=by, target=item, what=what)


def _last_seen_by_two(item: Publishable, now: Data) -> Data:
    """The public text as two people last saw it: before the first correction since its publication
    at which nobody else has looked. Several small mends by one person count together."""
    since = versions_of(item).filter(revision=item.revision).values("number")
    open_ones = Correction.objects.of(item).waiting().filter(version__in=since)
    first = open_ones.order_by("version").values_list("version", flat=True).first()
    seen = first and versions_of(item).filter(number__lt=first).first()
    return seen.data if seen else now


def ask_second_look(*, row: Any, what: str, by: Actor, version: int | None = None) -> None:
    """Date a change that one person made in public at once; somebody else looks at it within the
    days of the site's setting. ``row`` is a record or a row of a list."""
    Correction.objects.create(
        kind=getattr(row, "record_kind", row._meta.model_name),
        object_id=row.pk,
        made_by_id=actors.id_of(by),
        made_on=clock.today(),
        what=what[:200],
        version=version,
        look_by=clock.today() + datetime.timedelta(days=site_settings.number("second_look_days")),
    )


@transaction.atomic
def look_again(*, correction: Correction, by: Actor) -> None:
    """The second look at a correction, by somebody else."""
    row = Correction.objects.select_for_update().get(pk=correction.pk)
    if row.made_by_id == actors.id_of(by):
        raise NotAllowed("You made this correction, so someone else looks at it.")
    if row.second_look_on is None:
        row.second_look_on = clock.today()
        row.second_look_by_id = actors.id_of(by)
        row.save()


@transaction.atomic
def ask_for_cover(*, item: Publishable, by: Actor) -> None:
    """Ask the covering team to review: their leads may from this moment."""
    item = type(item)._default_manager.select_for_update().get(pk=item.pk)
    moved = ahead.subject(item, ahead.copy_of(item))
    if moved.state != State.IN_REVIEW:  # type: ignore[attr-defined]
        raise NotAllowed("Submit it for review first.")
    if not any(partner.covered_by_id for partner in item.teams()):
        raise NotAllowed("No team covers yours yet. An administrator can name one.")
    if moved.cover_asked_at is None:
        moved.cover_asked_at = clock.now()
        moved.save()


def keep_draft(*, user: Any, form: str, kind: str, object_id: int, data: Data) -> None:
    """Keep what somebody is typing, for them alone."""
    FormDraft.objects.update_or_create(
        user=user, form=form, kind=kind, object_id=object_id, defaults={"data": data}
    )


def forget_draft(*, user: Any, form: str, kind: str, object_id: int) -> None:
    """Forget kept typing, once it is saved or given up."""
    FormDraft.objects.filter(user=user, form=form, kind=kind, object_id=object_id).delete()
