"""The table that search reads, and beside it each database's own index."""

from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

SQLITE = (
    "CREATE VIRTUAL TABLE publishing_search_text USING fts5("
    "title, summary, body, marks, tokenize = 'porter unicode61 remove_diacritics 2')",
    "CREATE VIRTUAL TABLE publishing_search_title USING fts5("
    "title, prefix = '2 3 4', tokenize = 'unicode61 remove_diacritics 2')",
    "CREATE VIRTUAL TABLE publishing_search_letters USING fts5(title, tokenize = 'trigram')",
)
NO_SQLITE = (
    "DROP TABLE publishing_search_letters",
    "DROP TABLE publishing_search_title",
    "DROP TABLE publishing_search_text",
)
# Stop words stay in the index; publishing.search drops them from questions, on both databases.
POSTGRESQL = (
    "CREATE EXTENSION IF NOT EXISTS unaccent",
    "CREATE EXTENSION IF NOT EXISTS pg_trgm",
    "CREATE TEXT SEARCH DICTIONARY portal_stem (TEMPLATE = snowball, LANGUAGE = english)",
    "CREATE TEXT SEARCH CONFIGURATION portal_english (COPY = english)",
    "ALTER TEXT SEARCH CONFIGURATION portal_english ALTER MAPPING FOR asciiword, asciihword,"
    " hword_asciipart, word, hword, hword_part WITH unaccent, portal_stem",
    "CREATE TABLE publishing_search_index (document_id bigint PRIMARY KEY,"
    " words tsvector NOT NULL, title tsvector NOT NULL, letters text NOT NULL)",
    "CREATE INDEX publishing_search_words ON publishing_search_index USING gin (words)",
    "CREATE INDEX publishing_search_title ON publishing_search_index USING gin (title)",
    "CREATE INDEX publishing_search_letters ON publishing_search_index"
    " USING gin (letters gin_trgm_ops)",
)
NO_POSTGRESQL = (
    "DROP TABLE publishing_search_index",
    "DROP TEXT SEARCH CONFIGURATION portal_english",
    "DROP TEXT SEARCH DICTIONARY portal_stem",
)


def run(on_sqlite: tuple[str, ...], on_postgresql: tuple[str, ...]) -> object:
    def step(_apps: object, schema_editor: BaseDatabaseSchemaEditor) -> None:
        postgresql = schema_editor.connection.vendor == "postgresql"
        for statement in on_postgresql if postgresql else on_sqlite:
            schema_editor.execute(statement)

    return step


class Migration(migrations.Migration):
    dependencies = [("publishing", "0002_review")]

    operations = [
        migrations.CreateModel(
            name="SearchDocument",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("kind", models.CharField(max_length=40)),
                ("object_id", models.PositiveBigIntegerField()),
                ("address", models.CharField(max_length=300)),
                ("title", models.TextField()),
                ("date", models.DateField(blank=True, null=True)),
                ("public_until", models.DateField(blank=True, null=True)),
                ("is_example", models.BooleanField(default=False)),
                (
                    "places",
                    models.TextField(blank=True, help_text="slugs with a space between"),
                ),
                ("summary", models.TextField(blank=True)),
                ("body", models.TextField(blank=True)),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("kind", "object_id"),
                        name="publishing_searchdocument_one_per_record",
                    )
                ],
            },
        ),
        migrations.RunPython(
            run(SQLITE, POSTGRESQL),  # type: ignore[arg-type]
            run(NO_SQLITE, NO_POSTGRESQL),  # type: ignore[arg-type]
        ),
    ]
