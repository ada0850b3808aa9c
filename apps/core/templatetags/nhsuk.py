"""The template pack's tags: one field with label, hint and error; the summary of what is wrong."""

import secrets
from collections.abc import Iterable
from typing import Any

from django import forms, template
from django.forms import BoundField
from django.forms.formsets import BaseFormSet
from django.utils.html import format_html
from django.utils.safestring import SafeString

from apps.core.forms import Checkboxes, CountedTextarea, MarkdownArea, Parts, Radios
from apps.core.once import FIELD
from apps.core.text import to_html

register = template.Library()


@register.inclusion_tag("nhsuk/_field.html")
def nhsuk_field(field: BoundField) -> dict[str, Any]:
    """A field of any kind; one that stands inside a choice is drawn there and not here."""
    widget = field.field.widget
    form = field.form
    grouped = isinstance(widget, (Radios, Checkboxes, Parts))
    if field.name in getattr(form, "revealed", set)():
        return {"skip": True}
    return field_context(field, grouped=grouped)


def field_context(field: BoundField, *, grouped: bool) -> dict[str, Any]:
    """What ``nhsuk/_field.html`` needs to know about a field."""
    widget = field.field.widget
    modules = {forms.FileInput: "nhsuk-file-upload", CountedTextarea: "nhsuk-character-count"}
    return {
        "field": field,
        "module": next((m for kind, m in modules.items() if isinstance(widget, kind)), ""),
        "grouped": grouped,
        "hidden": field.is_hidden,
        "upload": isinstance(widget, forms.FileInput),
        "single_box": isinstance(widget, forms.CheckboxInput),
        "limit": widget.limit if isinstance(widget, CountedTextarea) else None,
        "heading": getattr(field.form, "page_heading", "") == field.name,
        "choices": isinstance(widget, (Radios, Checkboxes)),
        "kind": getattr(widget, "kind", ""),
        "pairs": getattr(widget, "pairs", False),
        **will_read(field),
    }


def will_read(field: BoundField) -> dict[str, Any]:
    """What becomes of a text in Markdown, where its form shows that."""
    previewing = getattr(field.form, "previewing", False)
    if not (previewing and isinstance(field.field.widget, MarkdownArea)):
        return {}
    return {"previewing": True, "will_read": to_html(field.value() or "")}


@register.simple_tag
def control(field: BoundField) -> SafeString:
    """The input itself, with the class of its kind; Django adds ids of hint and error."""
    widget = field.field.widget
    return field.as_widget(attrs={"class": control_class(widget, bool(field.errors))})


def control_class(widget: forms.Widget, wrong: bool) -> str:
    """The design system's class for a kind of input."""
    if isinstance(widget, CountedTextarea):
        base = "nhsuk-textarea nhsuk-js-character-count"
    elif isinstance(widget, forms.Textarea):
        base = "nhsuk-textarea"
    elif isinstance(widget, forms.FileInput):
        return "nhsuk-file-upload__input" + (" nhsuk-file-upload--error" if wrong else "")
    elif isinstance(widget, (Radios, Checkboxes)):
        return f"nhsuk-{widget.kind}__input"
    elif isinstance(widget, forms.CheckboxInput):
        return "nhsuk-checkboxes__input"
    elif isinstance(widget, forms.Select):
        base = "nhsuk-select"
    else:
        base = "nhsuk-input"
    return base + (f" {base.split()[0]}--error" if wrong else "")


@register.simple_tag
def choice_items(field: BoundField) -> list[dict[str, Any]]:
    """The choices of radios or tick boxes: value, label, hint, and the fields each reveals."""
    widget = field.field.widget
    reveals = getattr(field.form, "reveals", {}).get(field.name, {})
    items = []
    for option in field.subwidgets:
        data = option.data
        revealed = reveals.get(str(data["value"]), ())
        names = (revealed,) if isinstance(revealed, str) else revealed
        items.append(
            {
                "id": data["attrs"]["id"],
                "name": data["name"],
                "value": data["value"],
                "label": data["label"],
                "checked": data["selected"],
                "hint": widget.hints.get(str(data["value"]), ""),
                "exclusive": getattr(widget, "exclusive", "") == str(data["value"]),
                "reveals": [field.form[name] for name in names],
            }
        )
    return items


@register.inclusion_tag("nhsuk/_field.html")
def revealed_field(field: BoundField) -> dict[str, Any]:
    """A field inside a choice."""
    grouped = isinstance(field.field.widget, (Radios, Checkboxes, Parts))
    return field_context(field, grouped=grouped)


@register.inclusion_tag("nhsuk/_summary.html")
def error_summary(
    *asked: forms.BaseForm | BaseFormSet | None, elsewhere: Iterable[tuple[str, str]] = ()
) -> dict[str, Any]:
    """All that is wrong on a page, each with a link to where it can be mended. Nothing where
    nothing is. A page with several forms has one summary. ``elsewhere``: (sentence, address) of
    what is mended on another page."""
    general: list[Any] = []
    links: list[tuple[str, str]] = []
    for form in [form for form in asked if form is not None]:
        if isinstance(form, BaseFormSet):
            general += list(form.non_form_errors()) if form.is_bound else []
        for one in form.forms if isinstance(form, BaseFormSet) else [form]:
            general += list(one.non_field_errors()) if one.is_bound else []
            links += [
                (first_id(field), str(error))
                for field in one
                for error in (field.errors if one.is_bound else [])
            ]
    return {"general": general, "links": links, "elsewhere": list(elsewhere)}


def first_id(field: BoundField) -> str:
    """The id that a link to the field leads to: of groups their first input."""
    widget = field.field.widget
    return (
        f"{field.auto_id}_0" if isinstance(widget, (Radios, Checkboxes, Parts)) else field.auto_id
    )


@register.simple_tag
def once() -> SafeString:
    """The hidden field by which a form that is sent twice does its work once (``core.once``)."""
    return format_html('<input type="hidden" name="{}" value="{}">', FIELD, secrets.token_hex(12))


@register.simple_tag
def error_prefix(form: forms.BaseForm | BaseFormSet) -> str:
    """ "Error: " for the title of a page whose form has errors."""
    wrong = form.is_bound and (
        form.total_error_count() if isinstance(form, BaseFormSet) else form.errors
    )
    return "Error: " if wrong else ""
