"""The words by which the list of projects finds them, until the
portal-wide search index takes over."""

import re
import unicodedata

from apps.partners.models import PartnerName
from apps.projects.levels import name_of
from apps.projects.models import Project

CO_WORDS = re.compile(r"\bco[\W_]+(?=produc|design|creat)")


def fold(text: str) -> str:
    """Text without case and accents, so that "cafe" finds "Café"."""
    apart = unicodedata.normalize("NFKD", text.casefold())
    return "".join(letter for letter in apart if not unicodedata.combining(letter))


def folded_words(text: str) -> list[str]:
    """The words of a question, folded; punctuation is not searched for.

    "Co-production", "coproduction" and "co production" are the same word, which is how people type.
    """
    return re.findall(r"\w+", CO_WORDS.sub("co", fold(text)))


def search_words(project: Project) -> str:
    """Everything a project is found by, folded; asks for its partners with their earlier names,
    places, topics and mentions."""
    parts = list(project.parts.select_related("partner"))
    texts = [
        project.title,
        project.summary,
        project.purpose,
        project.origin,
        project.method_words,
        project.own_label,
        project.level_words,
        name_of(project.claimed_level) if project.claimed_level else "",
        project.strapline,
        project.source_excerpt,
        *(part.partner.full_name if part.partner else part.credit_name for part in parts),
        *PartnerName.objects.filter(partner__parts__project=project).values_list("name", flat=True),
        *project.places.values_list("name", flat=True),
        *project.topics.values_list("name", flat=True),
        *project.mentions.values_list("title", flat=True),
    ]
    return " ".join(" ".join(folded_words(text)) for text in texts if text)
