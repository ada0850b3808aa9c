"""What people look after, so that nobody leaves it behind: other apps say what, in ``ready()``."""

from collections.abc import Callable
from dataclasses import dataclass

from apps.accounts.models import User
from apps.core.actors import Actor


@dataclass(frozen=True)
class Belonging:
    """Something one person looks after: its name in the plural ("drafts", "promises"), how many,
    and how another person takes it over. Who wrote what stays as it was."""

    name: str
    count: Callable[[User], int]
    hand_over: Callable[[User, User, Actor], None]  # from, to, by
    one: str = ""  # its name for a single one

    def counted(self, number: int) -> str:
        """ "4 promises", "1 draft"."""
        return f"{number} {self.one if number == 1 and self.one else self.name}"

    @property
    def field(self) -> str:
        """The name of its question on the form."""
        return "to_" + self.name.replace(" ", "_")


_registered: dict[str, Belonging] = {}


def register(belonging: Belonging) -> None:
    """Add one, once by its name."""
    _registered[belonging.name] = belonging


def forget(name: str) -> None:
    """Take one away again, for tests."""
    _registered.pop(name, None)


def of(user: User) -> list[tuple[Belonging, int]]:
    """What a person looks after at this moment, with how many of each."""
    counted = [(belonging, belonging.count(user)) for belonging in _registered.values()]
    return [(belonging, number) for belonging, number in counted if number]
