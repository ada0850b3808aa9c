"""A person took a consent back: every picture of them goes in that moment, with its files and the
words beside it, from every page that does not see to that itself, as stories do."""

from typing import Any

from django.db import transaction

from apps.core import audit, versions
from apps.core.actors import Actor
from apps.publishing import search, types
from apps.publishing.models import Consent, FormDraft, Picture, Publishable, Version, WorkingCopy
from apps.publishing.pictures import actions, asking, placing


@transaction.atomic
def take_out(*, consent: Consent, by: Actor) -> list[Publishable]:
    """Take the pictures that rest on a consent, and no longer may, out of the records, the changes
    that wait and every version. The records of which something changed. Twice is once."""
    held = consent.state != Consent.State.WITHDRAWN and consent.on_portal and consent.picture
    found: dict[tuple[str, int], list[Picture]] = {}
    rows = Picture.objects.filter(consent=consent).exclude(kind=asking.ASKS_ITSELF)
    for picture in () if held else rows:
        found.setdefault((picture.kind, picture.object_id), []).append(picture)
    changed = []
    for pictures in found.values():
        item = placing.record_of(pictures[0])
        if item is not None:
            _out_of(item, pictures)
            changed.append(item)
            audit.note(act="took out pictures with a consent", by=by, target=item)
        actions.gone(pictures)
    return changed


def _out_of(item: Publishable, pictures: list[Picture]) -> None:
    rows: Any = type(item)._default_manager
    item = rows.select_for_update().get(pk=item.pk)  # whoever publishes waits
    published = types.of(item)
    whose = {"kind": item.record_kind, "object_id": item.pk}
    for model in (WorkingCopy, Version):
        for row in model._default_manager.filter(**whose):
            data = row.data
            for picture in pictures:
                if placing.placed(published, data) & {picture.pk}:
                    kept = placing.without(published, data, picture)
                    data = {**data, published.pictures: kept}
            if data != row.data:
                row.data = data
                row.save(update_fields=["data"])
    _rows_let_go(item, published, pictures)
    for draft in FormDraft.objects.filter(**whose):  # typed beside them, and names them perhaps
        if any(name.startswith(published.pictures) for name in draft.data):
            draft.delete()
    beside = item.shown_with()
    for kind, pk in [(item.record_kind, item.pk), *beside]:
        search.renew(kind, [pk])
    versions.raise_public((item.record_kind, item.pk), *beside)


def _rows_let_go(item: Publishable, published: Any, pictures: list[Picture]) -> None:
    """A line with words of its own stays without the picture; a place for nothing else goes."""
    rows = getattr(item, published.pictures).filter(picture__in=pictures)
    if rows.model._meta.get_field("picture").null:
        rows.update(picture=None)
    else:
        rows.delete()
