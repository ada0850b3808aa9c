"""Fields and widgets of our forms: plain HTML in the look of the design system, named by what they
ask.

A form says *what* it asks (fields, hints, messages); the template pack ``nhsuk`` says how it looks.
"""

import datetime
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.datastructures import MultiValueDict

from apps.core.counts import Count, Qualifier, Unit
from apps.core.dates import PartialDate, Precision
from apps.core.form_words import WholeText, speak_plainly
from apps.core.lines import in_one_line, seen
from apps.core.pasted import cleaned

LARGEST_COUNT = 10_000_000
ONE_LINE = {"text", "email", "url", "tel", "search"}


class NumberText(forms.TextInput):
    """A whole number typed as text: browsers hide letters typed into a number field."""

    def __init__(self, attrs: dict[str, Any] | None = None, *, width: int = 5) -> None:
        super().__init__({"inputmode": "numeric", "size": width, **(attrs or {})})


class CountedTextarea(forms.Textarea):
    """A text with a limit that is said and counted down; without script it is said only."""

    def __init__(self, limit: int, rows: int = 4) -> None:
        super().__init__({"rows": rows})
        self.limit = limit


class MarkdownArea(forms.Textarea):
    """A passage in Markdown, with a small toolbar where scripts run and its signs explained where
    they don't."""

    def __init__(self, rows: int = 8) -> None:
        super().__init__({"rows": rows, "data-module": "markdown", "spellcheck": "true"})

    def value_from_datadict(self, data: Any, files: Any, name: str) -> Any:
        """What was pasted from elsewhere, as Markdown."""
        value = super().value_from_datadict(data, files, name)
        return cleaned(value) if isinstance(value, str) else value


class Radios(forms.RadioSelect):
    """One of a few choices. ``hints`` adds a line under a choice, by its value; ``pairs`` puts two
    beside each other, where they are short and a page is long."""

    template_name = "nhsuk/widgets/choices.html"
    kind = "radios"

    def __init__(
        self,
        *args: Any,
        hints: Mapping[str, str] | None = None,
        pairs: bool = False,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.hints = hints or {}
        self.pairs = pairs


class Checkboxes(forms.CheckboxSelectMultiple):
    """Any of a few choices; ``exclusive`` is the one that rules out the others ("None of
    these")."""

    template_name = "nhsuk/widgets/choices.html"
    kind = "checkboxes"

    def __init__(
        self,
        *args: Any,
        hints: Mapping[str, str] | None = None,
        exclusive: str = "",
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.hints = hints or {}
        self.exclusive = exclusive


class ManyChoices(forms.MultipleChoiceField):
    """Any of a few choices; choosing the exclusive one together with
    another is refused, also by us."""

    widget = Checkboxes

    def __init__(self, *, exclusive: str = "", hints: Any = None, **kwargs: Any) -> None:
        super().__init__(widget=Checkboxes(exclusive=exclusive, hints=hints), **kwargs)
        self.exclusive = exclusive

    def clean(self, value: Any) -> list[str]:
        """The chosen values. Raises ``ValidationError``."""
        chosen: list[str] = super().clean(value)
        if self.exclusive in chosen and len(chosen) > 1:
            label = dict(self.choices)[self.exclusive]  # type: ignore[arg-type]
            raise ValidationError(f"Choose “{label}” or the others, not both.")
        return chosen


class FromTable:
    """What the two fields below share: choices that are the rows of a table."""

    rows: Callable[[], Any]
    label_of: Callable[[Any], str]
    most: int | None = None  # how many rows are offered, of a table that grows

    def offered(self) -> list[tuple[str, str]]:
        """(key, name) of each row to choose."""
        return [(str(row.pk), self.label_of(row)) for row in self.rows()[: self.most]]

    def names(self, keys: Iterable[Any]) -> dict[str, str]:
        """What the rows of these keys are called; of keys that nothing has any more, nothing. Asks
        for those rows only, however long the table is."""
        wanted = {key for key in map(str, keys) if key.isascii() and key.isdigit()}
        found = self.rows().filter(pk__in=wanted) if wanted else ()
        return {str(row.pk): self.label_of(row) for row in found}


class RowField(FromTable, forms.ChoiceField):
    """One row of a table, by its key. Gives the key as text, "" for none."""

    def __init__(
        self,
        rows: Callable[[], Any],
        *,
        empty: str = "Choose one",
        label_of: Callable[[Any], str] = str,
        most: int | None = None,
        within: Callable[[Any, Any], Any] | None = None,
        **kwargs: Any,
    ) -> None:
        self.rows, self.label_of, self.most = rows, label_of, most
        self.within, self.empty = within, empty
        super().__init__(choices=lambda: [("", empty), *self.offered()], **kwargs)

    def narrow(self, item: Any, user: Any) -> None:
        """Offer only what this person may put into this record, where the field says what that
        is (``within``)."""
        if self.within is not None:
            rows = self.within(item, user)
            self.rows = lambda: rows
            self.choices = [("", self.empty), *self.offered()]

    def keep(self, keys: Iterable[str]) -> None:
        """Let rows stay choosable that a record names already, though they are offered to nobody
        else."""
        offered: list[Any] = list(self.choices)  # type: ignore[arg-type]
        if missing := set(keys) - {key for key, _ in offered}:
            held = self.rows().model._default_manager.filter(pk__in=missing)
            offered += [(str(row.pk), self.label_of(row)) for row in held]
        self.choices = offered


class RowsField(FromTable, ManyChoices):
    """Any rows of a table, by their keys. Gives a list of keys as text."""

    def __init__(
        self,
        rows: Callable[[], Any],
        *,
        label_of: Callable[[Any], str] = str,
        **kwargs: Any,
    ) -> None:
        self.rows, self.label_of = rows, label_of
        super().__init__(choices=self.offered, **kwargs)


class Parts(forms.MultiWidget):
    """Several small inputs side by side, each with its own label."""

    template_name = "nhsuk/widgets/parts.html"
    use_fieldset = True
    labels: Sequence[str] = ()

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        wrong = "--error" in (attrs or {}).get("class", "")
        parts = zip(context["widget"]["subwidgets"], self.widgets, self.labels, strict=True)
        for part, widget, label in parts:
            base = "nhsuk-select" if isinstance(widget, forms.Select) else "nhsuk-input"
            part["attrs"]["class"] = f"{base} {base}--error" if wrong else base
            part["label"] = label
        return context


class DateParts(Parts):
    """Day, month and year in three boxes."""

    labels = ("Day", "Month", "Year")

    def __init__(self) -> None:
        super().__init__([NumberText(width=2), NumberText(width=2), NumberText(width=4)])

    def decompress(self, value: Any) -> list[Any]:
        if isinstance(value, PartialDate):
            known = {Precision.DAY: 3, Precision.MONTH: 2, Precision.YEAR: 1}[
                Precision(value.precision)
            ]
            parts: list[Any] = [value.first.day, value.first.month, value.first.year]
            return [None] * (3 - known) + parts[3 - known :]
        if isinstance(value, datetime.date):
            return [value.day, value.month, value.year]
        return [None, None, None]


class DateField(forms.MultiValueField):
    """A day, month and year. Gives a ``datetime.date``."""

    example = "Enter a date, like 4 3 2026"

    def __init__(self, **kwargs: Any) -> None:
        numbers = [forms.CharField(required=False, max_length=10) for _ in range(3)]
        kwargs.setdefault("error_messages", {}).setdefault("required", self.example)
        super().__init__(numbers, widget=DateParts(), require_all_fields=False, **kwargs)

    def compress(self, data_list: list[str]) -> Any:
        """The date. Raises ``ValidationError`` naming the missing part, or for no real date."""
        day, month, year = self._numbers(data_list)
        missing = [
            name
            for name, part in zip(DateParts.labels, (day, month, year), strict=True)
            if part is None
        ]
        if len(missing) == 3:
            return None
        if missing:
            raise ValidationError(f"The date must include a {' and a '.join(missing).lower()}")
        return self._real(year, month, day).first  # type: ignore[arg-type]

    def _numbers(self, parts: list[str]) -> list[int | None]:
        numbers: list[int | None] = []
        for part in parts or ["", "", ""]:
            text = (part or "").strip()
            if text and not (text.isascii() and text.isdigit() and len(text) <= 4):
                raise ValidationError("Enter the date in numbers, like 4 3 2026")
            numbers.append(int(text) if text else None)
        return numbers

    def _real(self, year: int, month: int | None, day: int | None) -> PartialDate:
        if year < 1900 or year > 2100:
            raise ValidationError("Enter the year with four digits, like 2026")
        known = [f"{year:04}", *(f"{part:02}" for part in (month, day) if part is not None)]
        try:
            return PartialDate.parse("-".join(known))
        except ValueError:
            raise ValidationError("Enter a real date, like 4 3 2026") from None


class PartialDateField(DateField):
    """A date of which the day, or day and month, may be left blank. Gives a ``PartialDate``."""

    example = "Enter the date as far as you know it. Only the year is fine."

    def compress(self, data_list: list[str]) -> Any:
        """What is known. Raises ``ValidationError`` without a year, or for a day without a
        month."""
        day, month, year = self._numbers(data_list)
        if day is None and month is None and year is None:
            return None
        if year is None:
            raise ValidationError("Enter the year. The day and the month may be left blank.")
        if day is not None and month is None:
            raise ValidationError("Enter the month too, or leave the day blank.")
        return self._real(year, month, day)


class CountParts(Parts):
    """How it is meant, the number, and what was counted."""

    labels = ("Meant as", "Number", "Of")

    def __init__(self) -> None:
        super().__init__(
            [
                forms.Select(choices=Qualifier.choices),
                NumberText(width=6),
                forms.Select(choices=Unit.choices),
            ]
        )

    def decompress(self, value: Any) -> list[Any]:
        if isinstance(value, Count):
            return [value.qualifier, value.value, value.unit]
        return [Qualifier.EXACTLY.value, None, Unit.PEOPLE.value]


class CountField(forms.MultiValueField):
    """A number with its qualifier and unit. Gives a ``Count``, None where no number is entered."""

    def __init__(self, **kwargs: Any) -> None:
        fields = [
            forms.ChoiceField(choices=Qualifier.choices),
            forms.CharField(required=False, max_length=20),
            forms.ChoiceField(choices=Unit.choices),
        ]
        kwargs.setdefault("error_messages", {}).setdefault("required", "Enter a number, like 12")
        super().__init__(fields, widget=CountParts(), require_all_fields=False, **kwargs)

    def compress(self, data_list: list[str]) -> Count | None:
        """The count. Raises ``ValidationError`` for anything but a whole number."""
        qualifier, number, unit = data_list or ["", "", ""]
        text = (number or "").replace(",", "").strip()
        if not text:
            if self.required:
                raise ValidationError(self.error_messages["required"], code="required")
            return None
        if not (text.isascii() and text.isdigit()) or int(text[:12]) > LARGEST_COUNT:
            raise ValidationError("Enter a whole number, like 12")
        return Count(int(text), qualifier, unit)


class PortalForm(forms.Form):
    """A form in our look. ``page_heading`` names the field whose question is the page's heading.

    ``reveals`` maps a field and one of its values to the field, or fields, shown with that choice:
    ``{"reply_by": {"phone": "phone"}}``. The stylesheet does it, so it works without script.
    """

    bound_field_class = WholeText
    use_required_attribute = False
    page_heading = ""
    previewing = False  # texts in Markdown are shown as they will read
    reveals: Mapping[str, Mapping[str, str | tuple[str, ...]]] = {}

    def revealed(self) -> set[str]:
        """Names of fields that stand inside a choice."""
        held = [names for choices in self.reveals.values() for names in choices.values()]
        return {name for names in held for name in ([names] if isinstance(names, str) else names)}

    def unchosen(self) -> set[str]:
        """Names of fields that stand inside choices of which none is chosen. Only after the
        choices are cleaned."""
        shown: set[str] = set()
        for question, choices in self.reveals.items():
            chosen = self.cleaned_data.get(question)
            for value in chosen if isinstance(chosen, list) else [chosen]:
                names = choices.get(str(value), ())
                shown.update([names] if isinstance(names, str) else names)
        return self.revealed() - shown

    def _widget_data_value(self, widget: forms.Widget, html_name: str) -> Any:
        """A line that somebody typed has no line breaks, whatever was pasted into it; and what
        nobody can see was not typed."""
        value = super()._widget_data_value(widget, html_name)  # type: ignore[misc]
        if not isinstance(value, str):
            return value
        if getattr(widget, "input_type", "") in ONE_LINE:
            return in_one_line(value)
        return seen(value) if isinstance(widget, forms.Textarea) else value

    def _clean_fields(self) -> None:
        """What stands in a choice that is not chosen is neither looked at nor kept: nobody sees
        it."""
        for field in self.fields.values():
            speak_plainly(field)
        super()._clean_fields()  # type: ignore[misc]
        for name in self.unchosen() & set(self.fields):
            self.errors.pop(name, None)
            empty = self.fields[name].widget.value_from_datadict({}, MultiValueDict(), name)
            self.cleaned_data[name] = self.fields[name].clean(empty)
