"""The questions by which an answer is written, put off, or promised again."""

import datetime
from typing import Any

from django import forms

from apps.core import clock
from apps.core.forms import DateField, PortalForm, Radios
from apps.core.reasons import Reason
from apps.involvement.models import Response, ResponseTheme, follow_ups
from apps.involvement.promises import last_day
from apps.publishing.forms import look_for_people

LONG = 4000
TOO_FAR = "Enter a day within two years: people wait for it"
NEVER_PASSED = "Enter a day that lies ahead, like 4 3 2027"


class Said(PortalForm):
    """What it answers, what was asked and what people said."""

    title = forms.CharField(
        label="What did people take part in?", max_length=200,
        error_messages={"required": "Enter what people took part in"},
        help_text="The heading of the answer, for example Carers’ café",
    )  # fmt: skip
    we_asked = forms.CharField(
        label="We asked", widget=forms.Textarea({"rows": 3}), max_length=LONG, required=False
    )
    you_said = forms.CharField(
        label="You said", widget=forms.Textarea({"rows": 5}), max_length=LONG, required=False,
        help_text="In people’s own words where you can. Do not name patients, members of the public"
        " or staff",
    )  # fmt: skip


class Did(PortalForm):
    """What was done, what could not be, and how the answer closes."""

    we_did = forms.CharField(
        label="We did", widget=forms.Textarea({"rows": 5}), max_length=LONG, required=False
    )
    could_not_because = Reason(
        label="We could not, because", widget=forms.Textarea({"rows": 5}), max_length=LONG,
        required=False, help_text="People read it beside what was done, in the same size",
    )  # fmt: skip
    closing = forms.ChoiceField(
        label="Which is true?", choices=Response.Closing.choices, required=False, widget=Radios
    )
    more_by = DateField(label="By which day will you say more?", required=False)

    reveals = {"closing": {"not_decided": "more_by"}}

    def clean(self) -> dict[str, Any]:
        """What the closing needs, and nothing that it does not."""
        data: dict[str, Any] = super().clean() or {}
        closing = data.get("closing")
        if closing != Response.Closing.NOT_DECIDED:
            data["more_by"] = None
        elif "more_by" not in self.errors and not data.get("more_by"):
            self.add_error("more_by", NEVER_PASSED)
        elif data.get("more_by") and data["more_by"] > last_day():
            self.add_error("more_by", TOO_FAR)
        missing = not data.get("could_not_because") and "could_not_because" not in self.errors
        if closing == Response.Closing.COULD_NOT and missing:
            self.add_error("could_not_because", "Say what you could not do, and why")
        return data


class Theme(PortalForm):
    """One thing people asked for."""

    text = forms.CharField(
        label="What people asked for", max_length=300,
        error_messages={"required": "Enter what people asked for"},
    )  # fmt: skip
    outcome = forms.ChoiceField(
        label="What came of it",
        choices=[("", "Choose one"), *ResponseTheme.Outcome.choices],
        required=False,
    )


class Next(PortalForm):
    """What difference it made, and what happens next: who, by when."""

    difference = forms.CharField(
        label="What difference it made", widget=forms.Textarea({"rows": 4}), max_length=LONG,
        required=False, help_text="Leave it empty if it is too early to say",
    )  # fmt: skip
    next_step = forms.CharField(label="What happens next", max_length=300, required=False)
    next_team = forms.CharField(
        label="Who does it", max_length=150, required=False, help_text="A team or a role, no name"
    )
    next_by = DateField(label="By which day?", required=False)

    def clean_next_by(self) -> datetime.date | None:
        """A day that lies ahead, unless it stands there already: of an answer that people read,
        it passes."""
        day: datetime.date | None = self.cleaned_data["next_by"]
        if day and day < clock.today() and day != self.initial.get("next_by"):
            raise forms.ValidationError("Enter a day to come")
        return day


class StillThere(PortalForm):
    """Whether what was done is still in place, twice, some months after people were told."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, months in zip(("after_six", "after_twelve"), follow_ups(), strict=True):
            self.fields[name].label = f"{months} months after people were told, what was done is …"

    after_six = forms.ChoiceField(
        label="Six months after people were told, what was done is …",
        choices=[*Response.Became.choices, ("", "Not looked at yet")],
        required=False,
        widget=Radios,
    )
    after_six_line = forms.CharField(
        label="In a line", max_length=300, required=False, help_text="The public reads it"
    )
    after_twelve = forms.ChoiceField(
        label="A year after people were told, what was done is …",
        choices=[*Response.Became.choices, ("", "Not looked at yet")],
        required=False,
        widget=Radios,
    )
    after_twelve_line = forms.CharField(
        label="In a line", max_length=300, required=False, help_text="The public reads it"
    )

    def clean(self) -> dict[str, Any]:
        """A line belongs to one of the four answers."""
        data: dict[str, Any] = super().clean() or {}
        for name in ("after_six", "after_twelve"):
            if data.get(f"{name}_line") and not data.get(name) and name not in self.errors:
                self.add_error(name, "Choose what became of it, or leave the line empty")
        return data


class Later(PortalForm):
    """Another day for what was promised, or a promise to say more; both with a public reason."""

    day = DateField(label="By which day?")
    reason = Reason(
        label="Why?", max_length=300, help_text="One sentence; the public reads it",
        error_messages={"required": "Say in one sentence why; the public reads it"},
    )  # fmt: skip

    def __init__(self, *args: Any, after: datetime.date | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.after = max(filter(None, [after, clock.today()]))

    def clean(self) -> dict[str, Any]:
        """The reason names nobody."""
        data: dict[str, Any] = super().clean() or {}
        look_for_people(self, "reason", data)
        return data

    def clean_day(self) -> datetime.date:
        """A day after the one that was promised, and not passed."""
        day: datetime.date | None = self.cleaned_data["day"]
        if day is None or day <= self.after:
            raise forms.ValidationError(f"Enter a day after {self.after:%-d %B %Y}")
        if day > last_day():
            raise forms.ValidationError(TOO_FAR)
        return day
