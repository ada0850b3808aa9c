"""Marks that somebody typed round a whole quotation go; every other mark stays."""

import pytest

from apps.core.quoting import without_marks


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("“I can wait outside again.”", "I can wait outside again."),
        ('  "I can wait."  ', "I can wait."),
        ("‘I don’t know.’", "I don’t know."),
        ("'I don't know.'", "I don't know."),
        ("“‘Twice marked.’”", "Twice marked."),
        ("“”", ""),
        ("Nothing round it.", "Nothing round it."),
        ("“No,” she said, “not today.”", "“No,” she said, “not today.”"),
        ('"No," she said, "not today."', '"No," she said, "not today."'),
        ("‘No,’ she said, ‘not today.’", "‘No,’ she said, ‘not today.’"),
        ("'No,' she said, 'not today.'", "'No,' she said, 'not today.'"),
        ("They said “no” to me", "They said “no” to me"),
        ("“Opened and never closed", "“Opened and never closed"),
        ("”", "”"),
        ("", ""),
    ],
)
def test_only_the_marks_round_the_whole_go(typed, kept):
    assert without_marks(typed) == kept
