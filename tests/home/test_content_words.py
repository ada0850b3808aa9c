"""The words of the source: they stand here as they stand there, and one address in one file."""

import json
import re
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.apps import apps
from django.conf import settings
from django.db.models import CharField, TextField

from apps.partners.models import Contact
from apps.projects import levels
from apps.projects.models import Project

CONTENT = settings.BASE_DIR / "content"
MENDED = {"'ways to get involved' webpage": "'ways to get involved'webpage"}


@pytest.fixture(autouse=True)
def loaded(content: None) -> None:
    """Each of these looks at the partnership's own content."""


# 12: the source's slips ---------------------------------------------------------------------------


def test_the_slips_are_kept_in_the_excerpt_alone() -> None:
    for slip in ("thier", "'webpage"):
        holding = {where for where, text in every_text() if slip in text}
        assert holding == {"Project.source_excerpt", "SearchDocument.body"}  # found by both
    group = Project.objects.get(slug="peer-leaders-strategic-co-production-group")
    assert group.link_words in MENDED


def test_learnt_and_learned_are_both_kept() -> None:
    assert "lived and learnt experience" in levels.BY_CODE["co-production"].definition
    workshop = Project.objects.get(slug="maternity-development-workshop")
    assert "lived and learned" in workshop.level_words


# Word for word ------------------------------------------------------------------------------------


def source_text() -> str:
    return (CONTENT / "source.txt").read_text()


def plain(text: str) -> str:
    """Without the difference between straight and curly, and between spaces and line ends."""
    straight = text.translate(str.maketrans("‘’“”", "''\"\""))
    return " ".join(straight.split()).casefold()


def verbatim() -> Iterator[tuple[str, str]]:
    """(where, words) of everything in the files that is meant to be the source's own words."""
    of_project = [
        "origin", "purpose", "strapline", "own_label", "method_words", "level_words",
        "status_words", "start_words", "link_words", "source_excerpt",
    ]  # fmt: skip
    for record in records("projects.json"):
        for name in of_project:
            yield f"{record['key']} {name}", record.get(name, "")
        for rows, names in (
            ("parts", ["role_words", "credit_name", "credit_title"]),
            ("counts", ["words", "who"]),
            ("links", ["words"]),
        ):
            for row in record.get(rows, []):
                for name in names:
                    yield f"{record['key']} {rows} {name}", row.get(name, "")
    for record in records("quotations.json"):
        for name in ("text", "attribution", "quoted_in"):
            yield f"{record['key']} {name}", record.get(name, "")
    for record in records("glossary.json"):
        for name in ("definition", "author"):
            yield f"{record['key']} {name}", record.get(name, "")
    for record in records("partners.json"):
        if record["key"] != "wyhcp":
            yield record["key"], record.get("short_name", "")
        yield record["key"], record["name"]
        yield f"{record['key']} summary", record.get("summary", "")
    for record in records("resources.json"):
        for name in ("source_words", "source_heading", "access_words"):
            yield f"{record['key']} {name}", record.get(name, "")
        for maker in record.get("makers", []):
            for name in ("credit_name", "credit_title"):
                yield f"{record['key']} {name}", maker.get(name, "")
    for record in records("audiences.json"):
        yield record["key"], record["name"]
    for record in records("contacts.json"):
        yield record["key"], record["purpose"]
        yield record["key"], record.get("offers", "")
    for path in CONTENT.glob("*.json"):
        for quoted in re.findall(r"“([^”]+)”", path.read_text()):
            yield path.name, quoted
    for way in levels.WAYS:
        yield way.code, f"{way.name} - {way.definition}"
    for sentence in (levels.CONTINUUM, levels.DIFFERENT_FORMS, levels.ALL_VALUABLE):
        yield "levels.py", sentence


def records(file: str) -> list[dict[str, Any]]:
    held: list[dict[str, Any]] = json.loads((CONTENT / file).read_text())
    return held


def test_words_of_the_source_stand_in_the_source() -> None:
    source = plain(source_text())
    strange = [
        (where, words)
        for where, words in verbatim()
        if plain(MENDED.get(words, words)) not in source
    ]
    assert strange == []


def test_excerpts_keep_the_source_letter_by_letter() -> None:
    for record in records("projects.json"):
        assert record["source_excerpt"] in source_text()


def test_every_sentence_about_a_project_stands_on_one() -> None:
    told = source_text().split("Here are some examples in ")[1].split("\nSupport\n")[0]
    headings = {
        "West Yorkshire Health and Care Partnership:",
        "Training and resources",
        "West Yorkshire Programme Projects",
        "Leeds Health and Care Partnership",
        "Wakefield Health and Care Partnership",
        *Project.objects.values_list("title", flat=True),
    }
    excerpts = list(Project.objects.values_list("source_excerpt", flat=True))
    for line in told.splitlines():
        assert line in headings or any(line in excerpt for excerpt in excerpts), line


# 13: one address, in one file ---------------------------------------------------------------------


def test_the_address_stands_in_one_file_and_as_data_alone() -> None:
    address = records("contacts.json")[0]["email"]
    assert Contact.objects.get(scope="local").email == address
    local, _, host = address.partition("@")
    found = [path for path in kept_files() if address.encode() in path.read_bytes()]
    assert found == [CONTENT / "contacts.json"]
    named = [path for path in kept_files() if local.encode() in path.read_bytes()]
    assert named == [CONTENT / "contacts.json"]
    assert {where for where, text in every_text() if address in text} == {"Contact.email"}


def kept_files() -> list[Path]:
    """Every file that is or would be committed."""
    git = shutil.which("git")
    if not git or not (settings.BASE_DIR / ".git").exists():
        pytest.skip("this is not a git checkout")
    listed = subprocess.run(
        [git, "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=settings.BASE_DIR,
        capture_output=True,
        check=True,
    ).stdout.decode()
    paths = [settings.BASE_DIR / name for name in listed.split("\0") if name]
    return [path for path in paths if path.is_file()]


def every_text() -> Iterator[tuple[str, str]]:
    """(model and column, text) of every text in the database."""
    for name in ("core", "partners", "publishing", "projects", "library"):
        for model in apps.get_app_config(name).get_models():
            columns = [
                column.name
                for column in model._meta.concrete_fields
                if isinstance(column, CharField | TextField)
            ]
            for row in model._default_manager.values(*columns):
                yield from ((f"{model.__name__}.{name}", row[name] or "") for name in columns)
