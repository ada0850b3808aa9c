"""What can be asked about: every registered kind of public record, partners, and the site itself.

The key in an address is ``kind-slug`` ("project-stroke-co-creation"), or ``site``. Kinds have no
hyphen, so the first one parts the two.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db.models import Q

from apps.accounts.scope import Scope, scope_of
from apps.publishing import types
from apps.publishing.models.request import SITE


@dataclass(frozen=True)
class Addressed:
    """A kind of thing with a public address that has no states of its own, like a partner.
    ``rows`` gives all, ``public`` the public ones, ``reached_by`` those within a scope; whoever
    holds ``permission`` answers for this kind there."""

    kind: str
    label: str
    address: Callable[[str], str]  # slug → path
    rows: Callable[[], Any]
    public: Callable[[], Any]
    reached_by: Callable[[Scope], Q]
    permission: str


@dataclass(frozen=True)
class Item:
    """One thing that was asked about. ``kind`` is ``site`` and the number None for the site."""

    kind: str
    object_id: int | None
    title: str
    address: str


_others: dict[str, Addressed] = {}
THE_SITE = Item(SITE, None, "", "/")


def register(addressed: Addressed) -> None:
    """Called in ``AppConfig.ready`` of the app that owns the page."""
    _others[addressed.kind] = addressed


def kinds() -> dict[str, Addressed]:
    """All of them by their word."""
    records = {kind: _of_records(of) for kind, of in types.registered.items()}
    return {**records, **_others}


def _of_records(of: types.PublishedType) -> Addressed:
    rows = of.model._default_manager
    return Addressed(
        of.kind, of.label, of.address, rows.all, of.public, of.model.reached_by,
        of.model.publish_permission,
    )  # fmt: skip


def find(key: str) -> Item | None:
    """The public thing behind a key; None for an unknown, hidden or withdrawn one."""
    if key == SITE:
        return THE_SITE
    kind, _, slug = key.partition("-")
    known = kinds().get(kind)
    row = known.public().filter(slug=slug).first() if known and slug else None
    return _item(known, row) if known and row else None


def now(kind: str, object_id: int | None) -> Item | None:
    """The thing a request points at, where it is still public; the site is always there."""
    if kind == SITE:
        return THE_SITE
    known = kinds().get(kind)
    row = known.public().filter(pk=object_id).first() if known else None
    return _item(known, row) if known and row else None


def within(user: Any, permission: str, *, kind: str, object_id: str) -> Q:
    """The rows whose two columns point at what lies in somebody's reach for a permission, of the
    kinds they publish (so a trainer sees courses and no projects); all, where they reach all."""
    scope = scope_of(user, permission)
    if scope.everywhere:
        return Q()
    found = Q(pk__in=[])
    for word, known in kinds().items():
        if user.has_perm(known.permission):
            reached = known.rows().filter(known.reached_by(scope))
            found |= Q(**{kind: word, f"{object_id}__in": reached.values("pk")})
    return found


def _item(known: Addressed, row: Any) -> Item:
    return Item(known.kind, row.pk, str(row), known.address(row.slug))
