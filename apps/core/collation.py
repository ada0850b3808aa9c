"""One order of names on both databases: a ``sort_key`` is compared as bytes."""

from django.apps.registry import Apps
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations import RunPython


def bytewise(table: str, column: str, length: int) -> RunPython:
    """A migration step: PostgreSQL compares the column by bytes, as SQLite does anyway."""

    def collate(name: str) -> object:
        def step(_apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
            if schema_editor.connection.vendor == "postgresql":
                schema_editor.execute(
                    f'ALTER TABLE "{table}" ALTER COLUMN "{column}" '
                    f'TYPE varchar({length}) COLLATE "{name}"'
                )

        return step

    return RunPython(collate("C"), collate("default"))  # type: ignore[arg-type]
