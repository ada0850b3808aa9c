"""Every statement, name, role, number and link of the content files stands on a public page."""

import html
import json
import re

import pytest
from django.conf import settings

pytestmark = pytest.mark.django_db
OURS = {"key", "slug", "kind", "status", "claimed_level", "qualifier", "unit", "role", "scope",
        "parent", "place", "places", "topics", "communities", "partner", "to", "project", "start",
        "tile_col", "tile_row", "value", "level", "levels", "access", "form",
        "projects", "resource", "audiences", "availability"}  # fmt: skip
FILES = ["partners", "projects", "resources", "courses", "audiences", "levels", "quotations",
         "glossary", "contacts",
         "places", "communities", "topics"]  # fmt: skip


def squeeze(text):
    plain = html.unescape(re.sub(r"<[^>]+>", " ", text))
    plain = plain.replace("’", "'").replace("‘", "'").replace("“", '"').replace("”", '"')
    return re.sub(r"[\s ]+", "", plain).casefold()


def statements(value, name=""):
    """Every text of a record that is not one of our own codes."""
    if isinstance(value, dict):
        for key, inner in value.items():
            if key not in OURS:
                yield from statements(inner, key)
    elif isinstance(value, list):
        for inner in value:
            yield from statements(inner, name)
    elif isinstance(value, str) and value:
        yield name, value


@pytest.fixture
def everything(content, visitor):
    todo, seen, words = ["/"], set(), ""
    while todo:
        path = todo.pop()
        if path in seen:
            continue
        seen.add(path)
        page = visitor.get(path).content.decode()
        words += page
        todo += [
            link for link in re.findall(r'<a [^>]*href="(/[^"#?]*)"', page) if link not in seen
        ]
        if path in ("/our-work/", "/resources/"):
            todo.append(f"{path}?page=2")
    hrefs = " ".join(
        html.unescape(h) for h in re.findall(r'href="(https?:[^"]+|mailto:[^"]+)"', words)
    )
    return squeeze(words), hrefs


def test_nothing_of_the_content_is_kept_back(everything):
    words, hrefs = everything
    missing = []
    for file in FILES:
        for record in json.loads((settings.CONTENT_DIR / f"{file}.json").read_text()):
            for name, text in statements(record):
                found = text in hrefs if text.startswith("http") else squeeze(text) in words
                if not found:
                    missing.append(f"{file} {record['key']} {name}: {text[:60]}")
    assert missing == []


def test_every_role_is_shown_in_words(everything):
    words, _ = everything
    for label in ("commissioned it", "in partnership", "designed it", "facilitated it", "wrote it",
                  "led it", "hosted it", "began the conversation it came from"):  # fmt: skip
        assert squeeze(label) in words
