"""The site's settings: every one that an app declared, in groups, with its meaning."""

import hashlib
import json
from typing import Any, cast

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from apps.accounts.access import access
from apps.accounts.models import User
from apps.core import disclosure, site_settings
from apps.core.forms import NumberText, PortalForm, Radios
from apps.core.site_settings import Declared, contrast
from apps.home import actions
from apps.home.theme import INK, PAPER, WHITE

LONGEST = 500


def field_for(setting: Declared) -> forms.Field:
    """The question that asks for a setting."""
    missing = f"{setting.title}: enter a value. It is usually {setting.default}."
    common: dict[str, Any] = {
        "label": setting.title, "help_text": setting.meaning, "required": bool(setting.default),
        "error_messages": {"required": missing},
    }  # fmt: skip
    if setting.kind == "switch":
        choices = [(site_settings.YES, "Yes"), (site_settings.NO, "No")]
        return forms.ChoiceField(choices=choices, widget=Radios, **common)
    widgets = {"number": NumberText(width=5), "colour": forms.TextInput({"size": 9})}
    return forms.CharField(max_length=LONGEST, widget=widgets.get(setting.kind), **common)


GIVES_AWAY = (
    "Smallest number shown: with the number it is rounded to, a small count could be worked out "
    "from the others. Choose another; 8 with 5 is safe."
)


class SettingsForm(PortalForm):
    """All settings at once. ``seen`` tells whether somebody else saved in the meantime."""

    seen = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for setting in site_settings.declared.values():
            self.fields[setting.name] = field_for(setting)

    def clean(self) -> dict[str, Any]:
        """Each setting's own check says what is wrong with it."""
        data: dict[str, Any] = super().clean() or {}
        for setting in site_settings.declared.values():
            if setting.name in data and (data[setting.name] or setting.default):
                try:
                    setting.check(data[setting.name])
                except ValidationError as error:
                    named = [f"{setting.title}: {message}" for message in error.messages]
                    self.add_error(setting.name, named)
        if {"equality_floor", "equality_rounding"} <= data.keys() - self.errors.keys():
            floor, step = int(data["equality_floor"]), int(data["equality_rounding"])
            if not disclosure.keeps(floor, step):
                self.add_error("equality_floor", GIVES_AWAY)
        return data

    def groups(self) -> list[dict[str, Any]]:
        """The questions under the heading of their group; colours with their contrast."""
        found: dict[str, list[dict[str, Any]]] = {}
        for setting in site_settings.declared.values():
            field = self[setting.name]
            shown = shade(str(field.value())) if setting.kind == "colour" else None
            found.setdefault(setting.group, []).append({"field": field, "shade": shown})
        return [{"title": title, "questions": rows} for title, rows in found.items()]


def shade(value: str) -> dict[str, Any] | None:
    """A colour and how well it is read; None for what is no colour."""
    try:
        against = {"white": WHITE, "paper": PAPER, "ink": INK}
        return {"value": value} | {n: f"{contrast(value, o):.1f}" for n, o in against.items()}
    except ValueError:
        return None


def stamp(values: dict[str, str]) -> str:
    """Short for all present values: another one means that somebody saved."""
    return hashlib.sha256(json.dumps(values, sort_keys=True).encode()).hexdigest()[:16]


@access("home.change_settings")
@require_http_methods(["GET", "HEAD", "POST"])
def settings_page(request: HttpRequest) -> HttpResponse:
    """Ask, check, store, say what changed."""
    values = site_settings.values()
    if request.method != "POST":
        form = SettingsForm(initial={**values, "seen": stamp(values)})
        return render(request, "home/settings.html", {"form": form})
    form = SettingsForm(request.POST)
    if form.is_valid() and form.cleaned_data["seen"] != stamp(values):
        return somebody_was_quicker(request, form, values)
    if not form.is_valid():
        return render(request, "home/settings.html", {"form": form}, status=422)
    data = {name: form.cleaned_data[name] for name in site_settings.declared}
    changed = actions.change_settings(values=data, by=cast(User, request.user))
    titles = ", ".join(site_settings.declared[name].title for name in changed)
    messages.success(request, f"Saved: {titles}." if changed else "Nothing was different.")
    return redirect("home:settings")


def somebody_was_quicker(
    request: HttpRequest, form: SettingsForm, values: dict[str, str]
) -> HttpResponse:
    """Show what was typed, name what stands otherwise now, and let the person decide."""
    differ = [
        f"{site_settings.declared[name].title} is “{value}” now"
        for name, value in values.items()
        if form.cleaned_data[name] != value
    ]
    form.add_error(
        None,
        "Somebody else saved settings while you had this page open. Nothing of yours is saved yet. "
        f"Compared with what you see below: {'; '.join(differ) or 'nothing differs'}. "
        "Save again to have yours.",
    )
    typed = request.POST.copy()
    typed["seen"] = stamp(values)
    form.data = typed
    return render(request, "home/settings.html", {"form": form}, status=409)
