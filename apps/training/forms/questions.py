"""The optional questions about who books; each may stay open."""

from typing import Any

from django import forms

from apps.core.forms import PortalForm, Radios
from apps.involvement.equality import CHARACTERISTICS, KEPT_APART

PREFER_NOT = KEPT_APART[0]


class Questions(PortalForm):
    """One question for each characteristic, with its categories as people are counted in public."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for one in CHARACTERISTICS:
            self.fields[one.code] = forms.ChoiceField(
                label=one.name,
                choices=[*one.categories, (PREFER_NOT[0], "Prefer not to say")],
                widget=Radios,
                required=False,
            )

    def answers(self) -> dict[str, str]:
        """Characteristic and category, where one was chosen. After ``is_valid``."""
        return {name: value for name, value in self.cleaned_data.items() if value}
