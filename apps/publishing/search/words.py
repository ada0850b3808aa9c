"""From what somebody typed to the words that are looked for, the same on both databases."""

import re
import unicodedata
from collections.abc import Iterable

MOST_WORDS = 12
LONGEST_WORD = 60
Term = tuple[tuple[str, ...], ...]  # the forms of one word; a form is a run of words

# Said in nearly every sentence, so they tell records apart no better than a full stop does.
STOP_WORDS = frozenset(
    {
        "a", "about", "an", "and", "are", "as", "at", "be", "been", "by", "do", "does", "for",
        "from", "had", "has", "have", "how", "i", "in", "into", "is", "it", "its", "me", "my",
        "of", "on", "or", "our", "s", "so", "t", "that", "the", "their", "them", "there", "they",
        "this", "to", "us", "was", "we", "were", "what", "when", "where", "which", "who", "will",
        "with", "you", "your",
    }
)  # fmt: skip
# Co-production, coproduction and co production are one word, and so is its verb.
JOINED = {"produc": ("production", "produce"), "design": (), "creat": ("creation", "create")}
_joined = re.compile(rf"co({'|'.join(JOINED)})\w*")
_word = re.compile(r"[^\W_]+")


def fold(text: str) -> str:
    """Text without case and accents, so that "cafe" finds "Café"."""
    apart = unicodedata.normalize("NFKD", text.casefold())
    return "".join(letter for letter in apart if not unicodedata.combining(letter))


def split(text: str) -> list[str]:
    """The words of a text, folded; punctuation is not searched for."""
    return [word[:LONGEST_WORD] for word in _word.findall(fold(text))]


def plain(text: str) -> str:
    """The folded words with one space between."""
    return " ".join(split(text))


def with_joined(text: str) -> str:
    """Folded words as people begin to type them: "co-production" also as "coproduction"."""
    found = split(text)
    return " ".join(found + [word for word in _join(found) if word not in found])


def terms(text: str) -> list[Term]:
    """What is looked for: at most twelve words, without those that say nothing, each once."""
    found = list(dict.fromkeys(_join(split(text)[:MOST_WORDS])))
    telling = [word for word in found if word not in STOP_WORDS]
    return [_forms(word) for word in telling or found]


def _join(found: list[str]) -> Iterable[str]:
    """The words, with "co" put before what it belongs to."""
    waiting = ""
    for word in found:
        if waiting and _joined.fullmatch(waiting + word):
            yield waiting + word
            waiting = ""
            continue
        if waiting:
            yield waiting
        waiting = word if word == "co" else ""
        if not waiting:
            yield word
    if waiting:
        yield waiting


def _forms(word: str) -> Term:
    held = _joined.fullmatch(word)
    if not held:
        return ((word,),)
    endings = dict.fromkeys((word[2:], *JOINED[held[1]]))
    return tuple(form for end in endings for form in ((f"co{end}",), ("co", end)))
