"""What would make a story easier to read: hints for whoever writes it, never scores, never in the
way."""

import re
from collections.abc import Iterator

from apps.core import abbreviations
from apps.publishing import hints as parts
from apps.publishing import types
from apps.publishing.models import Picture
from apps.publishing.plain import Data
from apps.showcase.documents import STORY
from apps.showcase.models import FIELDS, CaseStudy

MOST_WORDS = 25  # in a sentence that reads easily
AVOID = {
    "stakeholder": "people, or say who",
    "stakeholders": "people, or say who",
    "service user": "people who use services",
    "service users": "people who use services",
    "hard to reach": "people we have not reached",
    "bame": "the name of the group, or people from minority ethnic communities",
    "empower": "what people can do now",
    "empowered": "what people can do now",
    "leverage": "use",
    "utilise": "use",
    "utilised": "used",
    "going forward": "from now on",
    "footprint": "community",
    "outputs": "what we did",
}
_sentence = re.compile(r"[^.!?\n]+[.!?]?")
_capitals = re.compile(r"\b[A-Z]{2,6}s?\b")


def of(story: CaseStudy) -> list[tuple[str, str]]:
    """(name of the part, the hint) in the order of the parts."""
    written = ["summary", *(field for fields in FIELDS.values() for field in fields)]
    data = {field: getattr(story, field) for field in written}
    found = [
        (section.name, hint)
        for section in STORY.sections
        for hint in parts.of_part(types.of(story), section, data)
    ]
    plain = Picture.objects.filter(in_stories__story=story, decorative=True).distinct().count()
    if plain:
        found.append(("pictures", f"{plain} without words, marked as decoration. Is that right?"))
    return found


def of_part(name: str, data: Data) -> list[str]:
    """Hints about the words of one part, as they are or as they are being typed."""
    fields = ("summary",) if name == "about" else FIELDS.get(name, ())
    text = "\n".join(str(data.get(field) or "") for field in fields)
    return list(in_text(text, abbreviations.known())) if text.strip() else []


def in_text(text: str, explained: set[str]) -> Iterator[str]:
    """Hints about one passage."""
    for sentence in _sentence.findall(text):
        number = len(sentence.split())
        if number > MOST_WORDS:
            opening = " ".join(sentence.split()[:6])
            yield f"A sentence of {number} words: “{opening} …”. Could it be two?"
    lower = f" {' '.join(text.lower().split())} "
    for word, better in AVOID.items():
        if re.search(rf"\b{re.escape(word)}\b", lower):
            yield f"“{word}”: perhaps {better}?"
    for short in dict.fromkeys(_capitals.findall(text)):
        if short.rstrip("s") not in explained and short not in explained:
            yield f"“{short}” is not in the glossary: write it in full, or add it there."
