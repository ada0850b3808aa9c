"""Which activity stays when two records of one are merged."""

from typing import Any

from django import forms

from apps.core.forms import PortalForm, Radios
from apps.involvement.models import Activity

ANOTHER = "another"


class WhichStays(PortalForm):
    """One of those that are likely the same, or any other by its reference."""

    into = forms.ChoiceField(
        label="Which one stays?",
        widget=Radios,
        error_messages={"required": "Select which one stays"},
    )
    reference = forms.CharField(
        label="Its reference", max_length=20, required=False, help_text="Like INV-2026-0001"
    )

    reveals = {"into": {ANOTHER: "reference"}}

    def __init__(self, *args: Any, offered: list[Activity], rows: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offered, self.rows = {str(one.pk): one for one in offered}, rows
        self._offer_what_was_chosen()
        field: Any = self.fields["into"]
        field.choices = [
            *((key, f"{one} · {one.when or 'Date not stated'} · {one.reference}")
              for key, one in self.offered.items()),
            (ANOTHER, "Another one"),
        ]  # fmt: skip

    def _offer_what_was_chosen(self) -> None:
        """What somebody chose stays offered, also where newer ones have crowded it out since."""
        chosen = str(self.data.get("into", "")) if self.is_bound else ""
        known = chosen.isascii() and chosen.isdigit() and len(chosen) < 18
        if known and chosen not in self.offered and (one := self.rows.filter(pk=chosen).first()):
            self.offered[chosen] = one

    def clean(self) -> dict[str, Any]:
        """The activity that stays, as ``target``."""
        data: dict[str, Any] = super().clean() or {}
        if data.get("into") != ANOTHER:
            return {**data, "target": self.offered.get(data.get("into", ""))}
        words = (data.get("reference") or "").strip().upper()
        data["target"] = self.rows.filter(reference=words).first() if words else None
        if not words and "reference" not in self.errors:
            self.add_error("reference", "Enter its reference, like INV-2026-0001")
        elif data["target"] is None and "reference" not in self.errors:
            self.add_error("reference", "You have no activity with this reference. Check it.")
        return data
