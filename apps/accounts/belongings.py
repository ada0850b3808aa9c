"""What people look after, so that nobody leaves it behind: other apps say what, in ``ready()``."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from django.db.models import Q, QuerySet

from apps.accounts.models import Grant, User
from apps.accounts.permissions import Reach, reach_of, roles_with
from apps.accounts.scope import scope_of
from apps.core.actors import Actor


@dataclass(frozen=True)
class Belonging:
    """Something one person looks after: its name in the plural ("answers", "promises"), how many,
    who else may look after all of it, and how they take it over. Who wrote what stays as it was."""

    name: str
    count: Callable[[User], int]
    takers: Callable[[User], "QuerySet[User]"]
    hand_over: Callable[[User, User, Actor], None]  # from, to, by
    one: str = ""  # its name for a single one
    kind: str = ""  # of public records, where it is those of a kind that are not public yet

    def counted(self, number: int) -> str:
        """ "4 promises", "1 draft"."""
        return f"{number} {self.one if number == 1 and self.one else self.name}"

    def others(self, user: User) -> "QuerySet[User]":
        """The active people who may take it over from somebody."""
        found = self.takers(user).filter(is_active=True).exclude(pk=user.pk)
        return found.order_by("name", "email", "pk")

    @property
    def field(self) -> str:
        """The name of its question on the form."""
        return "to_" + self.name.replace(" ", "_")


_registered: dict[str, Belonging] = {}


def register(belonging: Belonging) -> None:
    """Add one, once by its name."""
    _registered[belonging.name] = belonging


def kinds() -> set[str]:
    """The kinds of public records of which nothing unpublished is left behind."""
    return {belonging.kind for belonging in _registered.values() if belonging.kind}


def forget(name: str) -> None:
    """Take one away again, for tests."""
    _registered.pop(name, None)


def of(user: User) -> list[tuple[Belonging, int]]:
    """What a person looks after at this moment, with how many of each."""
    counted = [(belonging, belonging.count(user)) for belonging in _registered.values()]
    return [(belonging, number) for belonging, number in counted if number]


def who_reach(permission: str, owners: Iterable[tuple[int, frozenset[int]]]) -> "QuerySet[User]":
    """Everybody whose roles reach each of these rows: (partner that owns it, places it lies in)."""
    rows = set(owners)
    roles = roles_with(permission)
    near = Q(everywhere=True) | Q(
        role__in=[r for r in roles if reach_of(r, permission) is Reach.ALL]
    )
    near |= Q(partners__in={partner for partner, _ in rows})
    near |= Q(places__in={place for _, places in rows for place in places})
    held = Grant.objects.current().filter(near, role__in=roles)
    people = User.objects.filter(is_active=True, pk__in=held.values("user"))
    return User.objects.filter(pk__in=[one.pk for one in people if _reaches(one, permission, rows)])


def _reaches(user: User, permission: str, rows: set[tuple[int, frozenset[int]]]) -> bool:
    scope = scope_of(user, permission)
    return scope.everywhere or all(
        partner in scope.partners or places & scope.places for partner, places in rows
    )
