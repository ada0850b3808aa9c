"""Loading the content in tests: run the command, compare every row, spoil a copy of the files."""

import io
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.apps import apps
from django.core.management import CommandError, call_command

OURS = ("core", "partners", "publishing", "projects", "library")
ALL = 97  # records in the files
Rows = dict[str, list[tuple[Any, ...]]]


def load(*options: str) -> str:
    """Run the command; what it says."""
    said = io.StringIO()
    call_command("load_content", *options, stdout=said)
    return said.getvalue()


def every_row() -> Rows:
    """All rows of all apps that the content fills, stamps included."""
    return {
        model._meta.label: sorted(model._default_manager.values_list(), key=repr)
        for name in OURS
        for model in apps.get_app_config(name).get_models(include_auto_created=True)
    }


def refused() -> str:
    """Run the command, which must refuse and change no row; what it says."""
    before = every_row()
    with pytest.raises(CommandError) as error:
        load()
    assert every_row() == before
    return str(error.value)


def change(folder: Path, file: str, key: str, **fields: Any) -> None:
    """Set fields of one record; None takes one out."""
    path = folder / file
    records = json.loads(path.read_text())
    record = next(record for record in records if record["key"] == key)
    record.update(fields)
    for name in [name for name, value in fields.items() if value is None]:
        del record[name]
    path.write_text(json.dumps(records))


def rewrite(folder: Path, file: str, by: Callable[[Any], Any]) -> None:
    """Replace what a JSON file holds."""
    path = folder / file
    path.write_text(json.dumps(by(json.loads(path.read_text()))))
