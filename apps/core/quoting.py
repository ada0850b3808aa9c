"""The marks that people type round a quotation, where the page adds its own."""

import re

MARKS = {"“": "”", "‘": "’", '"': '"', "'": "'", "«": "»", "„": "“"}
_single = re.compile(r"(?<!\w)'|'(?!\w)")  # at the edge of a word: no apostrophe within one


def without_marks(text: str) -> str:
    """A quotation without the marks round the whole of it. Marks within it stay, as do those of
    two quotations beside each other."""
    text = text.strip()
    while len(text) > 1 and MARKS.get(text[0]) == text[-1]:
        inner = text[1:-1]
        if _quotes_within(inner, text[0], text[-1]):
            break
        text = inner.strip()
    return text


def _quotes_within(inner: str, opening: str, closing: str) -> bool:
    """Whether the first mark ends, or another begins, before the last sign. What closes a single
    mark is an apostrophe as well, so only another that opens tells."""
    if opening == "'":
        return _single.search(inner) is not None
    return opening in inner or (closing != "’" and closing in inner)
