"""Every column that can hold something about a person is registered, or named with the reason."""

from pathlib import Path

import pytest
from django.apps import apps
from django.db import models
from django.test.utils import isolate_apps

from apps.core import person_data
from apps.core.person_data_page import page

pytestmark = pytest.mark.any_database

PAGE = Path(__file__).parents[2] / "docs" / "personal-data.md"


def forgotten(*tables: type[models.Model]) -> list[str]:
    return [
        f"{model._meta.label}.{field.name}"
        for model in tables
        for field in person_data.columns(model)
        if not person_data.is_personal(field) and not person_data.why_not(field)
    ]


def test_no_column_was_forgotten():
    """A new one stands in the ``holdings.py`` of its app: as personal, or with the reason."""
    assert sum(len(person_data.columns(model)) for model in person_data.ours()) > 300
    assert forgotten(*person_data.ours()) == []


@isolate_apps("apps.training")
def test_a_new_column_is_noticed():
    class Booking(models.Model):
        """With a column more than the one that is registered."""

        name = models.CharField(max_length=9)
        next_of_kin = models.CharField(max_length=9)
        born = models.JSONField()
        photo = models.FileField()
        size = models.IntegerField()

        class Meta:
            app_label = "training"

        def __str__(self) -> str:
            return self.name

    new = ["next_of_kin", "born", "photo"]
    assert forgotten(Booking) == [f"training.Booking.{name}" for name in new]


def test_what_is_named_is_there_once():
    for label in person_data.not_personal:
        table, _, name = label.rpartition(".")
        field = apps.get_model(table)._meta.get_field(name)
        assert not person_data.is_personal(field), f"{label} is named twice"
    for holding in person_data.holdings.values():
        for name in (*holding.fields, *holding.names):
            apps.get_model(holding.model)._meta.get_field(name)


def test_the_page_is_current():
    """To write it anew: delete it and run this."""
    if not PAGE.exists():
        PAGE.write_text(page())
    assert PAGE.read_text() == page()
