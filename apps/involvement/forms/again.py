"""When the same group meets next."""

import datetime
from typing import Any

from django import forms

from apps.core import clock
from apps.core.dates import PartialDate
from apps.core.forms import PartialDateField, PortalForm, Radios
from apps.involvement.forms.quick import DATE_NEEDED, day


class NextDate(PortalForm):
    """Today, or another date."""

    day = forms.ChoiceField(
        label="When was it, or when will it be?",
        choices=[("today", "Today"), ("other", "Another date")],
        widget=Radios,
        error_messages={"required": "Select when it was, or will be"},
    )
    when = PartialDateField(
        label="Which date?",
        help_text="Leave the day or the month blank if you don’t know it",
        required=False,
    )

    reveals = {"day": {"other": "when"}}

    def clean(self) -> dict[str, Any]:
        """Another date needs the date."""
        data: dict[str, Any] = super().clean() or {}
        if data.get("day") == "other" and not data.get("when") and "when" not in self.errors:
            self.add_error("when", DATE_NEEDED)
        return data

    def date(self) -> PartialDate:
        """What was answered. Only after ``is_valid``."""
        today: datetime.date = clock.today()
        when: PartialDate = self.cleaned_data["when"]
        return day(today) if self.cleaned_data["day"] == "today" else when
