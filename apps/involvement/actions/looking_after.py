"""Who looks after an activity: its owner gives it to somebody else, or a lead does."""

from typing import Any

from django.db import transaction

from apps.accounts.models import Grant, User
from apps.accounts.permissions import roles_with
from apps.core import actors, audit
from apps.core.actors import Actor
from apps.involvement.models import Activity, Promise
from apps.publishing.workflow import NotAllowed


def may_look_after(activity: Activity) -> Any:
    """Whoever may write for the partner that owns an activity, but for whoever looks after it."""
    roles = roles_with(Activity.write_permission)
    held = Grant.objects.current().filter(role__in=roles, partners=activity.partner_id)
    people = User.objects.filter(is_active=True, pk__in=held.values("user"))
    return people.exclude(pk=activity.author_id or 0).order_by("name", "email", "pk")


def goes_along(activity: Activity) -> Promise | None:
    """The open promise that goes with an activity: of it alone, looked after by the same person."""
    promise = activity.promises.open().first()
    if promise is None or promise.looked_after_by_id is None:
        return None
    alone = promise.covers.count() == 1
    return promise if alone and promise.looked_after_by_id == activity.author_id else None


@transaction.atomic
def reassign(*, activity: Activity, to: User, by: Actor) -> None:
    """Give an activity to another person of its partner. Who wrote what stays as it was.

    Raises ``NotAllowed`` for whoever may not give it, and for somebody who may not take it.
    """
    row = Activity.objects.select_for_update().get(pk=activity.pk)
    if not Activity.objects.given_by(by).filter(pk=row.pk).exists():
        raise NotAllowed("This is not yours to give to somebody else.")
    if not may_look_after(row).filter(pk=to.pk).exists():
        raise NotAllowed(f"{to} can’t look after this. Choose somebody of {row.partner}.")
    promise = goes_along(row)
    if promise is not None:
        promise.looked_after_by = to
        promise.save(update_fields=["looked_after_by"])
    row.author = to
    row.save(update_fields=["author"])
    audit.note(act="gave it to somebody else", by=by, target=row, to=actors.label_of(to))
