"""The questions by which an activity is completed at a desk, a short page each."""

from typing import Any

from django import forms

from apps.core import clock
from apps.core.forms import (
    CountedTextarea,
    CountField,
    DateField,
    ManyChoices,
    PartialDateField,
    PortalForm,
    Radios,
    RowField,
    RowsField,
)
from apps.core.reasons import Reason
from apps.involvement.completeness import agreed_under
from apps.involvement.forms.quick import LONGEST_HEARD, NOT_PERSONAL, WAY_CHOICES, WAY_HINTS
from apps.involvement.models import Activity, ActivityPartner, Decision, few_under
from apps.partners.models import Community, Partner, Place
from apps.projects.models import Project
from apps.publishing.models import Audience, Topic

NOTHING_OFFERED = "none"
OFFERS = [
    ("interpreter", "BSL or another interpreter"),
    ("easy-read", "Easy Read or large print"),
    ("captions", "Captions or a hearing loop"),
    ("step-free", "A step-free place, easy to reach"),
    ("times", "A choice of times"),
    ("travel", "Travel costs or transport"),
    ("care", "Somebody to care meanwhile, or its cost"),
    ("support", "Somebody to come with, or to prepare with"),
    ("phone", "A way by phone or on paper"),
    (NOTHING_OFFERED, "Nothing was offered"),
]


class What(PortalForm):
    """What it was."""

    title = forms.CharField(
        label="What was it?",
        max_length=150,
        error_messages={"required": "Enter what it was, in a few words"},
    )
    project = RowField(
        Project.objects.public, label="Part of which project?", required=False, empty="No project"
    )
    topics = RowsField(Topic.objects.all, label="What was it about?", required=False)
    method_words = forms.CharField(
        label="How were people asked?",
        max_length=300,
        required=False,
        help_text="In your own words, like talking in the waiting room",
    )


class When(PortalForm):
    """When it was, and whether it happened."""

    when = PartialDateField(
        label="When was it?",
        help_text="Only the year is fine",
        error_messages={"required": "Enter the date as far as you know it"},
    )
    until = PartialDateField(
        label="Until when, if longer than a day?", help_text="Only the year is fine", required=False
    )
    happened = forms.ChoiceField(
        label="Did it happen?", choices=Activity.Happened.choices, widget=Radios
    )

    def clean(self) -> dict[str, Any]:
        """It does not end before it starts, and nothing in the future was held."""
        data: dict[str, Any] = super().clean() or {}
        when, until = data.get("when"), data.get("until")
        if when and until and until.last < when.first:
            self.add_error("until", "Enter an end that does not lie before the start")
        if data.get("happened") == "held":
            if when and when.first > clock.today():
                self.add_error("happened", "This lies in the future: choose Planned or Cancelled")
            elif until and until.first > clock.today():
                self.add_error("until", "It has not ended yet: choose Planned, or leave this empty")
        return data


class Where(PortalForm):
    """Where it was, and how people met."""

    places = RowsField(
        Place.objects.all, label_of=lambda place: place.label, label="Where?", required=False
    )
    mode = forms.ChoiceField(
        label="How did people meet?", choices=Activity.Mode.choices, required=False, widget=Radios
    )

    def clean(self) -> dict[str, Any]:
        """Somewhere, or without a place."""
        data: dict[str, Any] = super().clean() or {}
        if not data.get("places") and data.get("mode") not in Activity.PLACELESS:
            self.add_error("places", "Select where it was, or how people met without a place")
        return data


class People(PortalForm):
    """How many took part, and whom it was meant for."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields[
            "each_knows"
        ].label = f"Fewer than {few_under()} took part, and each of them knows this will be public"

    took_part = CountField(label="How many took part?", required=False)
    each_knows = forms.BooleanField(
        label="Few took part, and each of them knows this will be public", required=False
    )
    communities = RowsField(
        Community.objects.all,
        label="Whom did you seek?",
        help_text="Communities you set out to hear from, whether or not they came",
        required=False,
    )


class Felt(PortalForm):
    """What a small group agreed together, and what the team makes of how it felt to people."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        words = self.fields["agreed_words"]
        words.help_text = f"For groups under {agreed_under()}: {words.help_text}"

    agreed_words = forms.CharField(
        label="What did the group agree, in their words?", max_length=500, required=False,
        widget=forms.Textarea({"rows": 3}),
        help_text="“We thought it felt most like …”. It is a sentence of the group, so name nobody",
    )  # fmt: skip
    agreed_level = forms.ChoiceField(
        label="Which of the five was it to them?", choices=[*WAY_CHOICES], required=False,
        widget=Radios(hints=WAY_HINTS),
    )  # fmt: skip
    agreed_on = DateField(label="When was it read back to them?", required=False)
    what_we_make = forms.CharField(
        label="What do you make of how it felt to people?", max_length=2000, required=False,
        widget=forms.Textarea({"rows": 3}),
        help_text="People read it beside what those who took part felt",
    )  # fmt: skip

    def clean(self) -> dict[str, Any]:
        """A sentence of a group was read back to it, and not in the future."""
        data: dict[str, Any] = super().clean() or {}
        words, day = data.get("agreed_words"), data.get("agreed_on")
        if words and not day and "agreed_on" not in self.errors:
            self.add_error("agreed_on", "Enter the day on which you read it back to them")
        if day and day > clock.today():
            self.add_error("agreed_on", "This lies in the future: read it back first")
        if data.get("agreed_level") and not words:
            self.add_error("agreed_words", "Enter what the group agreed, in their words")
        return data


class Owed(PortalForm):
    """Why nobody is owed an answer, where that is so."""

    nobody_owed_because = Reason(
        label="Why is nobody owed an answer?", max_length=300, required=False,
        help_text="Only where people were informed, or the way is not stated. The public reads it",
    )  # fmt: skip


class Part(PortalForm):
    """One part that another partner had."""

    partner = RowField(
        Partner.objects.all, label="Partner", error_messages={"required": "Choose a partner"}
    )
    role = forms.ChoiceField(
        label="Part they had",
        choices=[("", "Choose one"), *ActivityPartner.Role.choices],
        error_messages={"required": "Choose the part they had"},
    )


class Reach(PortalForm):
    """How many of one audience took part."""

    audience = RowField(
        Audience.objects.all, label="Audience", error_messages={"required": "Choose an audience"}
    )
    count = CountField(label="How many?")


class Link(PortalForm):
    """A page elsewhere."""

    label = forms.CharField(
        label="What is there?",
        max_length=150,
        error_messages={"required": "Enter what is there, like Slides"},
    )
    url = forms.URLField(
        label="Web address",
        max_length=300,
        assume_scheme="https",
        error_messages={
            "required": "Enter a web address, like https://example.org/page",
            "invalid": "Enter a web address, like https://example.org/page",
        },
    )


class Made(PortalForm):
    """One decision."""

    text = forms.CharField(
        label="What was decided?",
        max_length=500,
        error_messages={"required": "Enter what was decided"},
    )
    on = PartialDateField(label="When?", help_text="Only the year is fine", required=False)
    decided_by = forms.ChoiceField(
        label="Who decided?",
        choices=[("", "Choose one"), *Decision.DecidedBy.choices],
        error_messages={"required": "Choose who decided"},
    )
    minuted = forms.ChoiceField(
        label="Is it in minutes?", choices=Decision.Minuted.choices, required=False
    )

    def clean_on(self) -> Any:
        """Not a day that lies ahead: then nothing is decided yet."""
        on = self.cleaned_data["on"]
        if on and on.first > clock.today():
            raise forms.ValidationError("This lies in the future: enter the day it was decided")
        return on


class Openness(PortalForm):
    """What people's views could change, and what was settled."""

    decision_context = forms.ChoiceField(
        label="What was it for?", choices=Activity.Context.choices, required=False, widget=Radios
    )
    can_change = forms.CharField(
        label="What could people’s views change?",
        widget=forms.Textarea({"rows": 3}),
        max_length=1000,
        required=False,
    )
    cannot_change = forms.CharField(
        label="What was settled already, and why?",
        widget=forms.Textarea({"rows": 3}),
        max_length=1000,
        required=False,
    )


class Offered(PortalForm):
    """What was offered to those who took part: never an amount, never for one person."""

    access_offered = ManyChoices(
        label="What was offered so that people could take part?",
        choices=OFFERS,
        exclusive=NOTHING_OFFERED,
        required=False,
        help_text="Leave it blank if you don’t know: it then reads Not stated",
    )
    payment_offered = forms.ChoiceField(
        label="Payment or recognition offered",
        choices=Activity.Payment.choices,
        required=False,
        widget=Radios,
        help_text="Payment can affect benefits and tax. Get advice first. No amounts here.",
    )
    payment_reason = Reason(label="Why was none offered?", max_length=300, required=False)

    reveals = {"payment_offered": {"none": "payment_reason"}}

    def clean(self) -> dict[str, Any]:
        """None needs a reason."""
        data: dict[str, Any] = super().clean() or {}
        missing = not data.get("payment_reason") and "payment_reason" not in self.errors
        if data.get("payment_offered") == "none" and missing:
            self.add_error("payment_reason", "Say in one line why no payment was offered")
        return data


class Way(PortalForm):
    """Which way of involving people it was."""

    claimed_level = forms.ChoiceField(
        label="Which way of involving people fits best?",
        choices=WAY_CHOICES,
        required=False,
        widget=Radios(hints=WAY_HINTS),
    )
    level_reason = Reason(
        label="Why this way?",
        required=False,
        max_length=300,
        help_text="One line; the public reads it",
    )


class Said(PortalForm):
    """What people said."""

    heard = forms.CharField(
        label="In a sentence, what did people tell you?",
        widget=CountedTextarea(limit=LONGEST_HEARD, rows=3),
        max_length=LONGEST_HEARD,
        required=False,
        help_text=f"The public reads it after review. {NOT_PERSONAL}",
    )


class Summary(PortalForm):
    """What the public reads first."""

    public_summary = forms.CharField(
        label="Summary for the public",
        widget=forms.Textarea({"rows": 5}),
        max_length=3000,
        required=False,
        help_text=f"What it was about, and what you asked, in plain words. {NOT_PERSONAL}",
    )
