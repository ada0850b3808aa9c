"""When people hear back: a new promise, one that is made already, an answer on the day, or none."""

import datetime
from typing import Any

from django import forms

from apps.core import clock
from apps.core.dates import PartialDate
from apps.core.forms import DateField, PortalForm, Radios, RowField
from apps.core.reasons import Reason
from apps.involvement import promises
from apps.involvement.actions import joinable
from apps.involvement.actions.promising import first_day
from apps.involvement.models import Activity, Response
from apps.partners.models import Contact
from apps.projects.levels import Level
from apps.publishing.models import State

# On the day nothing stays undecided: that would be a promise.
CLOSINGS = [
    choice for choice in Response.Closing.choices if choice[0] != Response.Closing.NOT_DECIDED
]


def in_words(day: datetime.date) -> str:
    """A day as people write it."""
    return str(PartialDate(day, day, "day"))


def to_join(promise: Any) -> str:
    """A promise among others: its day, and what it covers."""
    titles = [str(one) for one in promise.activities.order_by("when_first", "pk")[:3]]
    return f"By {in_words(promise.due)}: {', '.join(titles)}"


class HearBack(PortalForm):
    """One of four, as far as the activity allows them."""

    how = forms.ChoiceField(
        label="When do people hear what came of it?",
        widget=Radios,
        error_messages={"required": "Select when people hear what came of it"},
    )
    due = DateField(label="By which day?", required=False)
    contact = RowField(
        Contact.objects.all, label="Where can people ask about it?", required=False,
        empty="Not stated", help_text="A team’s mailbox or phone, from the list of contacts",
    )  # fmt: skip
    promise = forms.ChoiceField(label="Which promise?", required=False)
    we_did = forms.CharField(
        label="We did", widget=forms.Textarea({"rows": 3}), max_length=2000, required=False
    )
    could_not_because = Reason(
        label="We could not, because", widget=forms.Textarea({"rows": 3}), max_length=2000,
        required=False,
    )  # fmt: skip
    closing = forms.ChoiceField(
        label="Which is true?", choices=CLOSINGS, required=False, widget=Radios
    )
    reason = Reason(
        label="Why is nobody owed an answer?", max_length=300, required=False,
        help_text="One sentence; the public reads it",
    )  # fmt: skip

    reveals = {
        "how": {
            "new": ("due", "contact"),
            "join": "promise",
            "day": ("we_did", "could_not_because", "closing"),
            "nobody": "reason",
        }
    }

    def __init__(self, *args: Any, activity: Activity, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.activity = activity
        due = max(promises.default_due(activity.last_day), clock.today())
        self.fields["due"].initial = due
        self.fields["due"].help_text = f"Suggested: {in_words(due)}"
        self.own_contacts = list(Contact.objects.filter(partner=activity.partner))
        if self.own_contacts:
            self.fields["contact"].initial = str(self.own_contacts[0].pk)
        held: list[Any] = list(joinable(activity))
        choices = [("new", "We promise an answer by a day")]
        if held:
            choices.append(("join", "Add it to an answer that is promised already"))
            fit: Any = self.fields["promise"]
            fit.choices = [(str(promise.pk), to_join(promise)) for promise in held]
            fit.initial = str(held[0].pk)
        held_by_now = activity.last_day is None or activity.last_day <= clock.today()
        if activity.state == State.DRAFT and held_by_now:
            choices.append(("day", "We answered on the day"))
        if activity.claimed_level in ("", Level.INFORM):
            choices.append(("nobody", "Nobody is owed an answer"))
        how: Any = self.fields["how"]
        how.choices = choices

    def clean(self) -> dict[str, Any]:
        """What each choice needs."""
        data: dict[str, Any] = super().clean() or {}
        needs = {
            "new": self._check_new, "join": self._check_join, "day": self._check_day,
            "nobody": self._check_nobody,
        }  # fmt: skip
        if check := needs.get(data.get("how", "")):
            check(data)
        return data

    def _check_new(self, data: dict[str, Any]) -> None:
        if self.own_contacts and not data.get("contact") and "contact" not in self.errors:
            self.add_error(
                "contact",
                "Select where people can ask. It stands on their card, and its mailbox is told "
                "what is owed.",
            )
        if "due" in self.errors:
            return
        if not data.get("due"):
            self.add_error("due", "Enter the day, like 4 3 2027")
        elif data["due"] < clock.today():
            self.add_error("due", "Enter today or a later day: people wait for it")
        elif data["due"] < first_day(self.activity):
            self.add_error("due", "Enter a day after the activity: nobody hears before")
        elif data["due"] > promises.last_day():
            self.add_error("due", "Enter a day within two years: people wait for it")

    def _check_join(self, data: dict[str, Any]) -> None:
        if not data.get("promise"):
            self.add_error("promise", "Select which promise")

    def _check_day(self, data: dict[str, Any]) -> None:
        if not data.get("closing"):
            self.add_error("closing", "Select which is true")
        if (
            data.get("closing") == Response.Closing.COULD_NOT
            and not data.get("could_not_because")
            and "could_not_because" not in self.errors
        ):
            self.add_error("could_not_because", "Say what you could not do, and why")
        if data.get("closing") != Response.Closing.COULD_NOT and data.get("could_not_because"):
            self.add_error("closing", "This says that something was not possible: choose that")
        said = data.get("we_did") or data.get("could_not_because")
        if not said and "could_not_because" not in self.errors:
            self.add_error("we_did", "Say what people were answered")

    def _check_nobody(self, data: dict[str, Any]) -> None:
        if not data.get("reason") and "reason" not in self.errors:
            self.add_error("reason", "Say in one sentence why nobody is owed an answer")


class CancelPromise(PortalForm):
    """Why a promise was a mistake."""

    because = Reason(
        label="Why was this promise a mistake?",
        max_length=300,
        help_text="For the team: people who hold a card read only that it was cancelled",
        error_messages={"required": "Say in one sentence why it was a mistake"},
    )
