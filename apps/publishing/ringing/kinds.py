"""The register of reasons to ring somebody: each app says whom its calls are for, what is said, and
what follows from reaching them or not."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from apps.core.actors import Actor
from apps.publishing.models import RingTask

MOST_TRIES = 3


@dataclass(frozen=True)
class Call:
    """One call: whom, at which number, about what, and what to say. ``reached`` is the word on its
    button; ``wants_no_more``: whether they can say that they want no calls."""

    task: RingTask
    who: str
    phone: str
    title: str
    address: str
    says: list[str]
    reached: str = "Reached"
    wants_no_more: bool = False


def _nothing(task: RingTask, by: Actor) -> None:
    """What follows where a kind says nothing."""


@dataclass(frozen=True)
class RingKind:
    """A reason to ring. ``calls`` makes of open tasks those that are somebody's to ring today,
    and leaves out what is over; ``shown`` is called for each whose number somebody reads.
    ``reached`` and ``no_answer`` are called in the transaction that
    notes it, the second after each try (``task.tries`` counts it, ``task.ended_on`` is set once it
    was the last of ``most_tries``): an offer's clock may start in either. Lower ``order`` stands
    first in the list."""

    word: str
    calls: Callable[[Any, Iterable[RingTask]], list[Call]]
    shown: Callable[[RingTask, Actor], None] = _nothing
    reached: Callable[[RingTask, Actor], None] = _nothing
    no_answer: Callable[[RingTask, Actor], None] = _nothing
    no_more: Callable[[RingTask, Actor], None] | None = None
    most_tries: int = MOST_TRIES
    order: int = 5


registered: dict[str, RingKind] = {}


def register(kind: RingKind) -> None:
    """Called in ``AppConfig.ready`` of the app that has people rung."""
    registered[kind.word] = kind


def of(task: RingTask) -> RingKind:
    """The kind of a call."""
    return registered[task.kind]
