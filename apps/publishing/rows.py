"""Child rows of a record as people edit them: a set that grows without script, rows in an order."""

from typing import Any

from django import forms

from apps.publishing.plain import Data


class RowSet(forms.BaseFormSet):
    """Small forms of which one more comes at the press of a button, without script. ``once``: the
    answers that tell rows apart, which no two may give alike."""

    noun = "row"
    once: tuple[str, ...] = ()

    def _construct_form(self, i: int, **kwargs: Any) -> Any:
        """A row that says nothing is left out, wherever it stands."""
        make: Any = super()._construct_form  # type: ignore[misc]
        return make(i, **{**kwargs, "empty_permitted": True})

    def clean(self) -> None:
        """No two rows that say the same, said beside the second."""
        seen = set()
        for row in self.forms:
            data = getattr(row, "cleaned_data", {})
            if not (self.once and row.has_changed()) or data.get("DELETE"):
                continue
            key = tuple(str(data.get(name) or "") for name in self.once)
            if key in seen and all(key[:1]):
                row.add_error(self.once[0], f"This {self.noun} is here already: delete one")
            seen.add(key)


def in_their_order(rows: list[tuple[int, Data]]) -> list[tuple[int, Data]]:
    """Rows in the order of the numbers that people gave them, counted anew. A row that was given
    the number of another one follows that; one without a number stays where it stands."""

    def place(row: tuple[int, Data]) -> tuple[int, bool, int]:
        at, data = row
        number = at if data["position"] == "" else int(data["position"])
        return number, number != at, at

    ordered = sorted(rows, key=place)
    return [(n, {**row, "position": n}) for n, (_, row) in enumerate(ordered, start=1)]
