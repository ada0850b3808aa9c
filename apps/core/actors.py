"""Who did something: a person who signs in, the holder of a link, or the portal itself."""

from dataclasses import dataclass

from django.contrib.auth.base_user import AbstractBaseUser


@dataclass(frozen=True)
class SystemActor:
    """The portal itself under a name people can read: "content file", "due work". What one does
    that is not ``remembered`` leaves no line in the audit record: it makes what is no record."""

    name: str
    remembered: bool = True

    def __str__(self) -> str:
        return self.name


@dataclass(frozen=True)
class LinkHolder:
    """Somebody without an account who holds a link that gives a right; ``name`` says of
    what kind."""

    name: str

    def __str__(self) -> str:
        return self.name


Actor = AbstractBaseUser | SystemActor | LinkHolder


def id_of(actor: Actor) -> int | None:
    """The number of a person; None for links and the portal."""
    return actor.pk if isinstance(actor, AbstractBaseUser) else None


def label_of(actor: Actor) -> str:
    """How records that outlive the person name them."""
    return str(actor)[:200]
