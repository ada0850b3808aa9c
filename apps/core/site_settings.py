"""What a partnership may change without a programmer: its name, its colours, later its periods.

Each app declares its settings in ``AppConfig.ready``; values live in ``SiteSetting`` and are read
once per version of the public content.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.db import DatabaseError, transaction

from apps.core import versions
from apps.core.models import SiteSetting

YES, NO = "yes", "no"


@dataclass(frozen=True)
class Declared:
    """A setting: its name, the value it has until someone changes it, and what it means.

    ``label`` and ``group`` are how the settings page shows it, ``kind`` how it is asked: "text",
    "number", "colour" or "switch", of which the values are "yes" and "no".
    """

    name: str
    default: str
    meaning: str
    check: Callable[[str], None] = lambda value: None
    label: str = ""
    group: str = "Name and place"
    kind: str = "text"

    @property
    def title(self) -> str:
        """What people call it."""
        return self.label or self.name.replace("_", " ").capitalize()


declared: dict[str, Declared] = {}
_kept: tuple[int, dict[str, str]] = (-1, {})


def declare(*settings: Declared) -> None:
    """Register settings of an app."""
    declared.update({setting.name: setting for setting in settings})


def values(number: int | None = None) -> dict[str, str]:
    """All settings with their present values. Without a database: the defaults.

    ``number`` is the public number where the caller has read it already.
    """
    global _kept
    defaults = {name: setting.default for name, setting in declared.items()}
    try:
        number = versions.public_number() if number is None else number
        if _kept[0] != number:
            stored = dict(SiteSetting.objects.values_list("name", "value"))
            _kept = (number, {n: stored.get(n) or default for n, default in defaults.items()})
    except DatabaseError:
        return defaults
    return _kept[1]


def number(name: str) -> int:
    """The present value of a setting that is a whole number."""
    return int(values()[name])


def is_on(name: str) -> bool:
    """Whether a switch is on."""
    return values()[name] == YES


def yes_or_no(value: str) -> None:
    """A check that a value is one of a switch's two."""
    if value not in (YES, NO):
        raise ValidationError("Choose yes or no.")


def whole_number(least: int, most: int) -> Callable[[str], None]:
    """A check that a value is a whole number within bounds."""

    def check(value: str) -> None:
        if not (value.isascii() and value.isdigit() and least <= int(value[:9]) <= most):
            raise ValidationError(f"Enter a whole number from {least} to {most}.")

    return check


def forget() -> None:
    """Read the settings anew next time (tests change databases under one process)."""
    global _kept
    _kept = (-1, {})


@transaction.atomic
def store(*, name: str, value: str) -> bool:
    """Change one setting; True if it changed. Raises ``ValidationError`` with a sentence."""
    if name not in declared:
        raise ValidationError(f"There is no setting called {name}.")
    declared[name].check(value)
    row, _ = SiteSetting.objects.get_or_create(
        name=name, defaults={"value": declared[name].default}
    )
    if row.value == value:
        return False
    row.value = value
    row.save()
    versions.raise_public()
    return True


def contrast(one: str, other: str) -> float:
    """The WCAG contrast ratio of two ``#rrggbb`` colours, from 1 to 21."""

    def luminance(colour: str) -> float:
        parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
        red, green, blue = (
            part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
        )
        return 0.2126 * red + 0.7152 * green + 0.0722 * blue

    lighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def readable_against(*others: str, least: float = 4.5) -> Callable[[str], None]:
    """A check that a colour is ``#rrggbb`` and can be read against each of ``others``."""

    def check(value: str) -> None:
        if not re.fullmatch(r"#[0-9A-Fa-f]{6}", value):
            raise ValidationError("Enter a colour as # and six digits, like #17443A.")
        for other in others:
            ratio = contrast(value, other)
            if ratio < least:
                raise ValidationError(
                    f"{value} cannot be read against {other}: the contrast is {ratio:.1f} "
                    f"and must be at least {least}. Choose a darker or lighter colour."
                )

    return check
