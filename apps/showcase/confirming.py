"""What a curator looks at before a consent holds, and who may not be that curator."""

from collections.abc import Callable

from apps.publishing.models import Consent
from apps.publishing.plain import as_plain, mark_of

STARTED = "You started this, so another curator confirms it."
HANDED_IN = "You handed in the paper, so another curator confirms it."


class SaysOtherwise(Exception):
    """It was changed since the curator's page was opened; ``lines`` are (what, how it is now)."""

    def __init__(self, lines: list[tuple[str, str]]) -> None:
        super().__init__("This consent was changed since you opened it.")
        self.lines = lines


def _paper(consent: Consent) -> str:
    evidence = getattr(consent, "evidence", None)
    name = evidence.file_name if evidence and evidence.file_name else ""
    return f"{name} ({consent.given_on})" if name else "No paper: it was read to them"


def _stored(consent: Consent) -> str:
    evidence = getattr(consent, "evidence", None)
    return str(evidence.file.name) if evidence and evidence.file else ""


SAYS: dict[str, tuple[str, Callable[[Consent], str]]] = {
    "partner": ("Which partner asks", lambda one: str(one.partner)),
    "label": ("What they are called here", lambda one: one.label),
    "who": (
        "Who agrees",
        lambda one: (
            one.get_capacity_display()
            + (", as a group" if one.is_group else "")
            + (". The person is under 18" if one.under_18 else "")
        ),
    ),
    "purposes": ("For", lambda one: ", ".join(one.purposes) or "nothing"),
    "media": ("What may be used", lambda one: ", ".join(one.media) or "nothing"),
    "credit": ("Named", lambda one: one.credit or "Not named"),
    "given": ("Given on", lambda one: f"{one.given_on:%-d %B %Y}" if one.given_on else "Not yet"),
    "ends": ("Ends on", lambda one: f"{one.expires_on:%-d %B %Y}"),
    "paper": ("The paper", _paper),
}


def marks(consent: Consent) -> str:
    """A mark of each thing that a consent says, for the hidden field of the button."""
    return " ".join(f"{name}={mark_of(value)}" for name, value in _values(consent).items())


def _values(consent: Consent) -> dict[str, str]:
    held = {name: as_plain(read(consent)) for name, (_, read) in SAYS.items()}
    return held | {"paper": held["paper"] + _stored(consent)}


def changed_since(consent: Consent, seen: str) -> list[tuple[str, str]]:
    """(what, how it is now) of what is not as it was when the page was opened; all, where the form
    does not say."""
    then = dict(word.partition("=")[::2] for word in seen.split())
    return [
        (SAYS[name][0], SAYS[name][1](consent))
        for name, value in _values(consent).items()
        if then.get(name) != mark_of(value)
    ]


def not_by(consent: Consent, person: int | None) -> str:
    """Why this person does not confirm it, in a sentence; "" where they may."""
    if person is not None and consent.author_id == person:
        return STARTED
    if person is not None and consent.handed_in_by_id == person:
        return HANDED_IN
    return ""
