"""A form over one row of a list: it carries the edit count, and knows dates of several columns."""

from typing import Any

from django import forms
from django.db import models

from apps.core.dates import PartialDate
from apps.core.forms import PortalForm
from apps.partners.models import sort_key


class RowForm(PortalForm, forms.ModelForm):
    """Fields are named by ``Meta``; nothing else that is sent changes anything.

    ``dates`` names partial dates, which stand in several columns.
    """

    dates: tuple[str, ...] = ()

    edit_count = forms.IntegerField(widget=forms.HiddenInput, required=False, min_value=0)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial["edit_count"] = self.instance.edit_count
        for name in self.dates:
            self.initial[name] = getattr(self.instance, name)

    @property
    def changed_names(self) -> list[str]:
        """The questions that were answered otherwise than they stood."""
        return [name for name in self.changed_data if name != "edit_count"]

    def clean(self) -> dict[str, Any]:
        """Take over the dates; a date that stays keeps the source's own words."""
        data: dict[str, Any] = super().clean() or {}
        for name in self.dates:
            if name in data:
                held, given = getattr(self.instance, name), data[name]
                setattr(self.instance, name, held if same_date(held, given) else given)
        self.find_twins(data)
        return data

    def find_twins(self, data: dict[str, Any]) -> None:
        """Two rows whose names differ only in capitals would be one to every reader."""
        others = self._meta.model._default_manager.exclude(pk=self.instance.pk)
        for column in self._meta.model._meta.fields:
            given = data.get(column.name) if column.name in self.changed_names else None
            if given and column.unique and isinstance(column, models.CharField):
                twin = others.filter(**{f"{column.name}__iexact": given}).first()
                if twin and getattr(twin, column.name) != given:
                    self.add_error(column.name, f"“{twin}” is in the list already.")

    def derive(self) -> None:
        """Columns that follow from the words."""
        row: Any = self.instance
        if hasattr(row, "sort_key"):
            longest = row._meta.get_field("sort_key").max_length
            row.sort_key = sort_key(str(row))[:longest]

    def finish(self) -> None:
        """What hangs on the row, written in the transaction that saves it."""


def same_date(one: PartialDate | None, other: PartialDate | None) -> bool:
    """Whether two partial dates say the same, whatever their words."""
    return (one and (one.first, one.last)) == (other and (other.first, other.last))
