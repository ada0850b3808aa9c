"""Counts by characteristic: a table of numbers, or lines pasted from a spreadsheet."""

import re
from typing import Any

from django import forms

from apps.core.forms import NumberText, PortalForm
from apps.involvement.equality import BY_CODE, CHARACTERISTICS, MOST, Characteristic

LONGEST_PASTE = 20_000
LONGEST_NUMBER = 100  # digits that a line is read with; what is too many is refused in the table
NUMBER = "Enter a whole number, like 12, or leave it blank"
TOO_MANY = f"{NUMBER}. The most is {MOST:,}"


def field_name(characteristic: str, category: str) -> str:
    """The name of a number's field."""
    return f"{characteristic}.{category}"


def row_name(characteristic: str, category: str) -> str:
    """What a row is called: "Age, 16 to 24"."""
    one = BY_CODE[characteristic]
    return f"{one.name}, {dict(one.all)[category]}"


class EqualityForm(PortalForm):
    """A number for each category; a characteristic that is left blank was not asked."""

    def __init__(self, *args: Any, counts: dict[str, dict[str, int]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for one in CHARACTERISTICS:
            for code, name in one.all:
                held = counts.get(one.code, {}).get(code)
                self.fields[field_name(one.code, code)] = forms.CharField(
                    label=name, required=False, widget=NumberText(),
                    initial="" if held is None else str(held),
                )  # fmt: skip

    def tables(self) -> list[dict[str, Any]]:
        """The characteristics with their fields, for the template."""
        return [
            {
                "one": one,
                "fields": [self._bound(one, code) for code, _ in one.categories],
                "detail": [self._bound(one, code) for code, _ in one.detail],
                "apart": [self._bound(one, code) for code, _ in one.all if (code, _) not in
                          (*one.categories, *one.detail)],
            }
            for one in CHARACTERISTICS
        ]  # fmt: skip

    def _bound(self, one: Characteristic, code: str) -> Any:
        return self[field_name(one.code, code)]

    def clean(self) -> dict[str, Any]:
        """Whole numbers, and no category whose detail is entered as well."""
        data: dict[str, Any] = super().clean() or {}
        for name, text in list(data.items()):
            text = (text or "").replace(",", "").strip()
            if not text:
                data[name] = None
            elif not (text.isascii() and text.isdigit()):
                self._refuse(name, NUMBER)
            elif len(text.lstrip("0")) > len(str(MOST)) or int(text) > MOST:
                self._refuse(name, TOO_MANY)
            else:
                data[name] = int(text)
        for one in CHARACTERISTICS:
            self._check_detail(one, data)
        return data

    def _check_detail(self, one: Characteristic, data: dict[str, Any]) -> None:
        for code, name in one.detail:
            whole = field_name(one.code, code.partition(":")[0])
            if data.get(field_name(one.code, code)) and data.get(whole):
                self._refuse(whole, f"Enter either this number or the detail ({name}), not both")
                return

    def _refuse(self, name: str, sentence: str) -> None:
        """An error that says which row it is about: many rows may be wrong in the same way."""
        characteristic, _, code = name.partition(".")
        self.add_error(name, f"{row_name(characteristic, code)}: {sentence}")

    def counts(self) -> dict[str, dict[str, int]]:
        """What was entered. Where a characteristic was asked, a blank is 0. After ``is_valid``."""
        found: dict[str, dict[str, int]] = {}
        for one in CHARACTERISTICS:
            given = {code: self.cleaned_data.get(field_name(one.code, code)) for code, _ in one.all}
            if any(value is not None for value in given.values()):
                detailed = {code.partition(":")[0] for code, _ in one.detail if given[code]}
                found[one.code] = {
                    code: value or 0
                    for code, value in given.items()
                    if value or (":" not in code and code not in detailed)
                }
        return found


class PasteForm(PortalForm):
    """Lines of a spreadsheet: characteristic (where needed), category, number."""

    pasted = forms.CharField(
        label="Paste from a spreadsheet",
        widget=forms.Textarea({"rows": 6}),
        max_length=LONGEST_PASTE,
        required=False,
        help_text="A line for each: the question, the answer and the number, like "
        "Age, 16 to 24, 12. You check the table before it is saved.",
    )
    repeated: list[str] = []  # rows that were pasted more than once, and how they were added up

    def clean_pasted(self) -> dict[str, dict[str, int]]:
        """The counts, added up where a row stands there more than once. Raises ``ValidationError``
        that names the lines it does not know."""
        given: dict[tuple[str, str], list[int]] = {}
        unknown = []
        for number, line in enumerate(self.cleaned_data["pasted"].splitlines(), start=1):
            if not line.strip():
                continue
            if (read := read_line(line)) is None:
                unknown.append(number)
                continue
            characteristic, category, value = read
            given.setdefault((characteristic, category), []).append(value)
        if unknown:
            lines = ", ".join(map(str, unknown[:10]))
            raise forms.ValidationError(
                f"Line {lines} could not be read: enter the question, the answer and a whole "
                "number, as they are called in the table."
            )
        self.repeated = [
            f"{row_name(*row)}: {' + '.join(map(str, values))} = {sum(values)}"
            for row, values in given.items()
            if len(values) > 1
        ]
        found: dict[str, dict[str, int]] = {}
        for (characteristic, category), values in given.items():
            found.setdefault(characteristic, {})[category] = sum(values)
        return found


def read_line(line: str) -> tuple[str, str, int] | None:
    """(characteristic, category, how many) of a pasted line; None for one that is not known."""
    parts = [part.strip() for part in re.split(r"\t|;|,(?=\s)|\s{2,}", line.strip())]
    number = parts[-1].replace(",", "")
    readable = number.isascii() and number.isdigit() and len(number) <= LONGEST_NUMBER
    if len(parts) not in (2, 3) or not readable:
        return None
    names = [part.casefold() for part in parts[:-1]]
    fits = [
        (one.code, code)
        for one in CHARACTERISTICS
        for code, name in one.all
        if name.casefold() == names[-1] and (len(names) == 1 or one.name.casefold() == names[0])
    ]
    return (*fits[0], int(number)) if len(fits) == 1 and fits[0][0] in BY_CODE else None
