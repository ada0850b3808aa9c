"""Two people with one form open: what each wrote, side by side, so that nothing typed is lost."""

from dataclasses import dataclass
from typing import Any

from django import forms
from django.db.models import Model
from django.http import HttpRequest

NOT_KEPT = ("csrfmiddlewaretoken", "edit_count", "keep")


class EditedMeanwhile(Exception):
    """Somebody else saved the row since this form was opened; ``theirs`` is how it stands now."""

    def __init__(self, theirs: Any) -> None:
        super().__init__("Somebody else has changed this since you opened it.")
        self.theirs = theirs


@dataclass(frozen=True)
class Line:
    """One question with what this person answered and what the other one did."""

    label: str
    mine: str
    theirs: str


def typed(request: HttpRequest) -> list[tuple[str, str]]:
    """What the browser sent, to be carried by another form."""
    return [
        (name, str(value))
        for name, values in request.POST.lists()
        if name not in NOT_KEPT
        for value in values
    ]


def differences(mine: forms.BaseForm, theirs: forms.BaseForm) -> list[Line]:
    """The questions of a valid form that were answered otherwise in the meantime."""
    lines = []
    for name, field in mine.fields.items():
        if isinstance(field.widget, forms.HiddenInput):
            continue
        here = shown(field, mine.cleaned_data.get(name))
        there = shown(field, theirs.get_initial_for_field(field, name))
        if here != there:
            lines.append(Line(str(field.label or name), here, there))
    return lines


def words(form: forms.BaseForm) -> list[tuple[str, str]]:
    """(question, answer) of all that was filled in, also of a form that is not valid."""
    form.is_valid()
    answers = getattr(form, "cleaned_data", {})
    found = []
    for name, field in form.fields.items():
        if isinstance(field.widget, forms.HiddenInput):
            continue
        raw = form[name].data
        text = shown(field, answers[name]) if name in answers else _raw(raw)
        if text:
            found.append((str(field.label or name), text))
    return found


def shown(field: forms.Field, value: Any) -> str:
    """An answer as people read it; nothing where there is none."""
    if isinstance(field, forms.BooleanField):
        return "Yes" if value else "No"
    if value in (None, "", []):
        return ""
    if isinstance(field, forms.ModelChoiceField) and not isinstance(value, Model):
        value = field.queryset.filter(pk=value).first() or ""  # type: ignore[union-attr]
    if isinstance(field, forms.ChoiceField):
        return str(dict(field.choices).get(value, value))  # type: ignore[arg-type]
    return str(value)


def _raw(value: Any) -> str:
    parts = value if isinstance(value, (list, tuple)) else [value]
    return " ".join(str(part) for part in parts if part)
