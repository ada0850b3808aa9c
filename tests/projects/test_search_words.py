"""The words a project is found by: folded alike on both sides, whatever people type."""

import pytest

from apps.projects.search_words import folded_words


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("Co-production", ["coproduction"]),
        ("co production", ["coproduction"]),
        ("coproduced", ["coproduced"]),
        ("Co‑Design of a ward", ["codesign", "of", "a", "ward"]),
        ("Stroke Co-creation", ["stroke", "cocreation"]),
        ("A company, Smith & Co", ["a", "company", "smith", "co"]),
        ("Co-ordinated care", ["co", "ordinated", "care"]),
        ("Café!", ["cafe"]),
        ("?!", []),
    ],
)
def test_words_are_folded(typed, words):
    assert folded_words(typed) == words
