"""A reason is said in words: one rule for every place that asks why."""

import re
import unicodedata
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

IN_WORDS = "Say it in words: a sign or a letter tells nobody why"
WORD = re.compile(r"[^\W\d_]{2,}")


def in_words(text: str) -> bool:
    """Whether a text holds a word, in whatever script: two letters beside each other. "-", "n/a"
    and "..." hold none."""
    letters = (sign for sign in text if not unicodedata.category(sign).startswith("M"))
    return WORD.search("".join(letters)) is not None


class Reason(forms.CharField):
    """Why something is so. Empty, it is refused where it is required; without a word, always."""

    def clean(self, value: Any) -> str:
        """The reason. Raises ``ValidationError`` for one without a word."""
        said: str = super().clean(value)
        if said and not in_words(said):
            raise ValidationError(IN_WORDS, code="no_words")
        return said
