"""What somebody has in hand of any kind of public record, for when they leave: drafts, what is in
review, and changes of what is public. Who wrote what stays as it was."""

from collections.abc import Iterable
from typing import Any

from django.db.models import QuerySet

from apps.accounts import belongings
from apps.accounts.models import Grant, User
from apps.accounts.permissions import roles_with
from apps.core import audit
from apps.core.actors import Actor
from apps.publishing import types
from apps.publishing.models import Publishable, State, WorkingCopy

NOT_PUBLIC = [State.DRAFT, State.IN_REVIEW]
Held = dict[str, list[int]]  # numbers of records by their kind


def drafts(kind: str, user: User) -> Any:
    """Their records of a kind that are not public, also those that were once."""
    return types.registered[kind].rows.filter(author=user, state__in=NOT_PUBLIC)


def changes(user: User) -> "QuerySet[WorkingCopy]":
    """The changes of public records that they began, of every kind."""
    return WorkingCopy.objects.filter(author=user, kind__in=types.registered)


def who_may_write(held: Held) -> "QuerySet[User]":
    """Everybody who may write each of these records by their own roles."""
    people = User.objects.filter(is_active=True)
    for kind in held:
        roles = roles_with(types.registered[kind].model.write_permission)
        grants = Grant.objects.current().filter(role__in=roles)
        people = people.filter(pk__in=grants.values("user"))
    fit = [one.pk for one in people if all(_writes(one, *records) for records in held.items())]
    return User.objects.filter(pk__in=fit)


def _writes(user: User, kind: str, numbers: Iterable[int]) -> bool:
    wanted = set(numbers)
    rows = types.registered[kind].rows.editable_by(user).filter(pk__in=wanted)
    return rows.values("pk").distinct().count() == len(wanted)


def of_kind(kind: str, name: str, one: str) -> belongings.Belonging:
    """The unpublished records of a kind, under the name that people read."""

    def takers(user: User) -> "QuerySet[User]":
        return who_may_write({kind: list(drafts(kind, user).values_list("pk", flat=True))})

    def hand_over(before: User, after: User, by: Actor) -> None:
        for item in drafts(kind, before):
            _give(item, item, after, f"handed over: {one}", by)

    return belongings.Belonging(
        name, lambda user: drafts(kind, user).count(), takers, hand_over, one, kind
    )


def _takers_of_changes(user: User) -> "QuerySet[User]":
    held: Held = {}
    for kind, number in changes(user).values_list("kind", "object_id"):
        held.setdefault(kind, []).append(number)
    return who_may_write(held)


def _hand_over_changes(before: User, after: User, by: Actor) -> None:
    for copy in changes(before):
        item = types.registered[copy.kind].rows.filter(pk=copy.object_id).first()
        _give(copy, item, after, "handed over: a change of a published text", by)


def _give(row: Any, item: Publishable | None, after: User, act: str, by: Actor) -> None:
    """It stands in the other person's list, and comes back to them if it is sent back."""
    if row.submitted_by_id == row.author_id:
        row.submitted_by = after
    row.author = after
    row.save(update_fields=["author", "submitted_by"])
    audit.note(act=act, by=by, target=item, to=str(after))


CHANGES = belongings.Belonging(
    "changes of published texts",
    lambda user: changes(user).count(),
    _takers_of_changes,
    _hand_over_changes,
    "change of a published text",
)
