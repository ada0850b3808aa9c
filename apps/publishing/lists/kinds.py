"""The register of lists: each app says what its own tables are called and how they are edited."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db import models
from django.urls import reverse

from apps.core.models import Stamped
from apps.publishing.lists.forms import RowForm

Row = Any  # an instance of the list's model


@dataclass(frozen=True)
class ListKind:
    """A list that curators edit.

    ``ordered`` names the columns within which rows are moved up and down (an empty tuple: the whole
    list; None: sorted by name). ``old_addresses`` gives the public addresses that stop working when
    a row is merged, with what they lead to. ``corrected`` are columns of which a change in public
    is dated as a small correction. A ``fixed`` list has the rows it has: none is added or deleted.
    """

    name: str
    model: type[Stamped]
    form: type[RowForm]
    one: str
    many: str
    intro: str
    meta: Callable[[Row], list[str]] = lambda row: []
    related: tuple[str, ...] = ()
    ordered: tuple[str, ...] | None = None
    merges: bool = False
    old_addresses: Callable[[Row, Row], list[tuple[str, str]]] = lambda source, target: []
    refuses_merge: Callable[[Row, Row], str] = lambda source, target: ""
    after_merge: Callable[[Row, Row], None] = lambda source, target: None
    after_delete: Callable[[], None] = lambda: None
    kept_by_merge: str = ""
    corrected: tuple[str, ...] = ()
    routes: str = "publishing:list"
    fixed: bool = False
    own_routes: bool = False  # addresses of its own, not under /staff/lists/<name>/

    def url(self, act: str = "", *args: Any) -> str:
        """The address of the list, or of an act on a row of it."""
        held = args if self.own_routes else (self.name, *args)
        return reverse(f"{self.routes}{act}", args=held)

    def rows(self) -> models.QuerySet[Any]:
        """All rows in their order."""
        return self.model._default_manager.select_related(*self.related)

    @property
    def new_url(self) -> str:
        """Where a row is added."""
        return self.url("-new")

    @property
    def title(self) -> str:
        """The list's heading."""
        return self.many.capitalize()

    @property
    def a(self) -> str:
        """The noun with its article."""
        return f"{'an' if self.one[0] in 'aeiou' else 'a'} {self.one}"


registered: dict[str, ListKind] = {}
_followers: dict[type[models.Model], list[Callable[[Row], None]]] = {}


def register(kind: ListKind) -> None:
    """Called in ``AppConfig.ready`` of the app that may know the model."""
    registered[kind.name] = kind


def follow(model: type[models.Model], renew: Callable[[Row], None]) -> None:
    """Called in ``AppConfig.ready``: what else holds the words of such a row, and is renewed in the
    transaction that changes them."""
    _followers.setdefault(model, []).append(renew)


def changed(row: Row) -> None:
    """Tell those who hold the words of a row. Call it inside the transaction."""
    for renew in _followers.get(type(row), []):
        renew(row)
