"""Which words of a text are others than in a second text, so that nobody searches for them."""

import difflib
import re

LONGEST = 3_000  # words of both texts; longer ones are shown whole, unmarked, at once

Piece = tuple[bool, str]


def changed_words(text: str, other: str) -> list[Piece]:
    """The text in pieces, each with whether the other text lacks it; spaces are kept.

    Nothing is marked where one text is empty, or where they have no word in common: all of it is
    another text then.
    """
    here, there = re.findall(r"\s+|\S+", text), re.findall(r"\s+|\S+", other)
    common = {word for word in here if word.strip()} & {word for word in there if word.strip()}
    if not common or len(here) + len(there) > 2 * LONGEST:
        return [(False, text)] if text else []
    pieces: list[Piece] = []
    at = 0
    for block in difflib.SequenceMatcher(None, here, there, autojunk=False).get_matching_blocks():
        pieces.append((True, "".join(here[at : block.a])))
        at = block.a + block.size
        pieces.append((False, "".join(here[block.a : at])))
    return [(changed and bool(words.strip()), words) for changed, words in pieces if words]
