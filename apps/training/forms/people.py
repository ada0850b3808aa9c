"""The questions of staff who book for somebody on the phone, or add whoever walked in."""

from typing import Any

from django import forms

from apps.core.forms import PortalForm, RowField
from apps.training.forms.booking import Needs, Who
from apps.training.models import Session


class ByPhone(Who, Needs):
    """All that booking asks, on one page, as somebody says it on the phone."""

    join = forms.BooleanField(
        label="Put them on the waiting list if there is no place", required=False
    )
    page_heading = ""
    field_order = ["name", "email", "phone", "for_someone_else", "needs", "words", "join"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, of_another=True, **kwargs)
        self.fields["phone"].help_text = "Without e-mail, they are rung with what they need to know"
        self.fields["for_someone_else"].label = "Whoever rings books for someone else"
        for name in ("name", "email", "phone"):  # the browser knows those of staff alone
            self.fields[name].widget.attrs["autocomplete"] = "off"


class WalkIn(PortalForm):
    """Somebody who came without a booking."""

    name = forms.CharField(
        label="Name", max_length=100,
        error_messages={"required": "Enter the name of the person who came"},
    )  # fmt: skip


class MoveTo(PortalForm):
    """Another session of the same course."""

    to = RowField(
        Session.objects.none, label="To which session?",
        error_messages={"required": "Choose a session"},
        label_of=lambda session: f"{session.day_in_words}, {session.times_in_words}",
    )  # fmt: skip
    join = forms.BooleanField(
        label="Put them on its waiting list if there is no place", required=False
    )
