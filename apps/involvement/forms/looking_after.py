"""Who looks after an activity."""

from typing import Any

from django import forms

from apps.accounts.models import User
from apps.core.forms import PortalForm


class LookAfter(PortalForm):
    """One person of the partner that owns it."""

    to = forms.ChoiceField(
        label="Who looks after it from now on?",
        help_text="Whoever may write for the partner that owns it",
        error_messages={"required": "Choose a person"},
    )

    def __init__(self, *args: Any, people: list[User], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["to"]
        field.choices = [("", "Choose a person"), *((str(p.pk), named(p)) for p in people)]


def named(person: User) -> str:
    """A person as others tell them apart."""
    return f"{person.name} ({person.email})" if person.name else person.email
