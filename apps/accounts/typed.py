"""Which of a form's stored values are words that a person typed; a stored form knows names only."""

import functools
from collections.abc import Iterable, Iterator

from django import forms

from apps.core.forms import ONE_LINE, PortalForm


def words(fields: Iterable[Iterable[str]]) -> list[tuple[str, str]]:
    """(name, value) of what somebody would know again.

    The value holds a letter. Its name belongs to a text box in our forms; a name of choices, ticks
    or hidden fields is left out. A name that is both, or that no form has, counts where its value
    reads like words: several, or one with a capital letter and nothing but letters.
    """
    typed, coded = names()
    return [
        (name, value)
        for name, value in fields
        if any(map(str.isalpha, value))
        and ((key := key_of(name)) in typed or key not in coded)
        and ((key in typed and key not in coded) or reads_like_words(value))
    ]


def reads_like_words(value: str) -> bool:
    """Whether a value is no code: several words, or one like “Leeds”."""
    return len(value.split()) > 1 or (value.strip().isalpha() and not value.strip().islower())


def key_of(name: str) -> str:
    """The field's own name, without the row of a list that it stands in."""
    return name.rpartition("-")[2]


@functools.cache
def names() -> tuple[frozenset[str], frozenset[str]]:
    """Names of text boxes, and of everything else, in all our forms."""
    typed: set[str] = set()
    coded: set[str] = set()
    for form in all_forms(PortalForm):
        for name, field in form.base_fields.items():
            (typed if is_text(field.widget) else coded).add(name)
    return frozenset(typed), frozenset(coded)


def all_forms(base: type[PortalForm]) -> Iterator[type[PortalForm]]:
    """Every kind of form below one."""
    for form in base.__subclasses__():
        yield form
        yield from all_forms(form)


def is_text(widget: forms.Widget) -> bool:
    """Whether people type words there."""
    return isinstance(widget, forms.Textarea) or getattr(widget, "input_type", "") in ONE_LINE
