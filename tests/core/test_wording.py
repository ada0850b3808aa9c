"""A reviewer sees the words that changed, not only that something did."""

import pytest

from apps.core.wording import LONGEST, changed_words

pytestmark = pytest.mark.any_database


@pytest.mark.parametrize(
    ("text", "other", "pieces"),
    [
        (
            "We asked twelve people.",
            "We asked twenty people.",
            [(False, "We asked "), (True, "twelve"), (False, " people.")],
        ),
        ("Ring us.\nNow.", "Ring us.", [(False, "Ring us."), (True, "\nNow.")]),
        ("Ring us.", "Ring us.\nNow.", [(False, "Ring us.")]),
        ("Old.", "New words.", [(False, "Old.")]),
        ("", "New words.", []),
        ("New words.", "", [(False, "New words.")]),
    ],
)
def test_the_changed_words_are_marked(text, other, pieces):
    assert changed_words(text, other) == pieces


def test_no_word_is_lost_or_added():
    text, other = "a b  c\td\n\ne f", "b c x d e  f g"
    assert "".join(words for _, words in changed_words(text, other)) == text


def test_a_very_long_text_is_shown_unmarked_at_once():
    text = "word " * (LONGEST * 2)
    assert changed_words(text, text + "more") == [(False, text)]
