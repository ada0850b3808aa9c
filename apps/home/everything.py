"""Everything as one file for people: a zip with a CSV for each table, without secrets."""

import datetime
import json
import re
import tempfile
import zipfile
from collections.abc import Iterator
from typing import IO, Any

from django.apps import apps
from django.conf import settings
from django.db import models

from apps.core import clock
from apps.core.backup.tables import backed_up, columns
from apps.core.tables import Column, Dataset, csv_lines

# What opens something (only a hash of it, but still); what people have not shown to anybody;
# counts of people, which only those read who enter them; and what they said of how it felt, which
# nobody reads row by row (docs/ratings.md); the addresses of followers, gone once they stop.
SECRET = re.compile(r"password|secret|token|hash|claimed_by|message_id|^recipient$")
PRIVATE_TABLES = {
    "publishing.FormDraft", "involvement.EqualityCount", "involvement.Rating",
    "involvement.RatingCode", "involvement.RatingComment", "involvement.ParticipantReply",
    "publishing.Follow", "publishing.RingTask", "publishing.Refusal",
    "training.Booking", "training.BookingNeeds", "training.Interest", "training.SessionJoining",
    "training.PresenterContact", "training.SessionMessage",
    "publishing.ConsentEvidence", "showcase.StoryAnswer", "showcase.StoryReview",
}  # fmt: skip
READ_ME = """Everything that {name} held on {day}, for its administrators.

Each file is one table; the first line names its columns. Text is UTF-8. Columns that end in _id
hold the id of a row in another table. Moments are in UTC. Passwords, secrets and typing that
nobody has saved yet are left out, as are counts of people by characteristic, ratings, comments and
replies of people who took part, addresses of followers, who booked training and what they need,
how to reach people who gave a consent, what they and reviewers said to a story, and uploaded
files: "manage.py backup" takes those along.

This holds personal data. Keep it where only those who need it can open it, and delete it after use.

{tables}
"""


def tables() -> list[type[models.Model]]:
    """Our own tables, those between two of them included."""
    ours = {config.label for config in apps.get_app_configs() if config.name.startswith("apps.")}
    return [
        model
        for model in backed_up()
        if model._meta.app_label in ours and model._meta.label not in PRIVATE_TABLES
    ]


def dataset_of(model: type[models.Model]) -> Dataset:
    """A table with all its columns but secret ones."""

    def reader(name: str) -> Any:
        return lambda row: plain(row[name])

    kept = [field.attname for field in columns(model) if not SECRET.search(field.attname)]
    return Dataset(
        model._meta.db_table, str(model._meta.verbose_name_plural), "",
        tuple(Column(name, "", reader(name)) for name in kept),
    )  # fmt: skip


def plain(value: Any) -> str | int | None:
    """A value as text in a cell."""
    match value:
        case bool():
            return "yes" if value else "no"
        case None | int() | str():
            return value
        case datetime.datetime():
            return value.isoformat(timespec="seconds")
        case dict() | list():
            return json.dumps(value, ensure_ascii=False, default=str)
    return str(value)


def everything(name: str) -> tuple[IO[bytes], int, int]:
    """The file, ready to be read; how many tables and rows are in it."""
    file = tempfile.TemporaryFile()  # noqa: SIM115 - the caller reads and closes it
    counted: list[tuple[str, int]] = []
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for model in tables():
            counted.append((model._meta.db_table, _put(archive, model)))
        lines = "\n".join(f"{table}.csv: {number} rows" for table, number in counted)
        day = f"{clock.today():%Y-%m-%d} (version {settings.VERSION})"
        archive.writestr("Read me.txt", READ_ME.format(name=name, day=day, tables=lines))
    file.seek(0)
    return file, len(counted), sum(number for _, number in counted)


def _put(archive: zipfile.ZipFile, model: type[models.Model]) -> int:
    dataset, number = dataset_of(model), 0

    def rows() -> Iterator[dict[str, Any]]:
        nonlocal number
        names = [column.heading for column in dataset.columns]
        found = model._base_manager.order_by("pk").values(*names)
        for row in found.iterator(chunk_size=2000):
            number += 1
            yield row

    with archive.open(f"{dataset.name}.csv", "w") as target:
        for line in csv_lines(dataset, rows()):
            target.write(line)
    return number
