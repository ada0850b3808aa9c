"""The continuum: five ways of involving people, in an order that is not a ranking.

Definitions are verbatim; source: NHS England infographic, as given by West Yorkshire Health and
Care Partnership. The plain sentences are drafts of ours.
"""

from dataclasses import dataclass

from django.db import models

from apps.core.facets import NOT_STATED as NOT_STATED
from apps.core.facets import NOT_STATED_NAME as NOT_STATED_NAME

SOURCE = "NHS England infographic, as given by West Yorkshire Health and Care Partnership."
CONTINUUM = (
    "Involvement is a continuum which can run from informing people to co-production and co-design."
)
DIFFERENT_FORMS = (
    "Different forms of involvement will be appropriate for different types of service "
    "transformation, change, planning and decision-making."
)
ALL_VALUABLE = (
    "All are important and valuable. All involvement is better when built on trusted relationships."
)


class Level(models.TextChoices):
    """The codes of the five ways, in their order."""

    INFORM = "inform", "Inform"
    CONSULT = "consult", "Consult"
    ENGAGE = "engage", "Engage"
    CO_DESIGN = "co-design", "Co-design"
    CO_PRODUCTION = "co-production", "Co-production"


@dataclass(frozen=True)
class Way:
    """One of the five, with its exact definition and the plain sentence people choose by."""

    code: str
    name: str
    position: int
    definition: str
    plain: str

    @property
    def ordinal(self) -> str:
        """Its place in words: order, not rank."""
        return ("first", "second", "third", "fourth", "fifth")[self.position - 1]


_TEXTS = {
    Level.INFORM: (
        "sharing information about proposed changes so people understand what they mean.",
        "We were told about plans",
    ),
    Level.CONSULT: (
        "asking for people's opinions on one or more ideas or options.",
        "We were asked what we think",
    ),
    Level.ENGAGE: (
        "listening to people to understand issues and discuss ideas for change.",
        "We talked, and they listened",
    ),
    Level.CO_DESIGN: (
        "designing with people and incorporating their ideas into the final approach.",
        "We helped design it",
    ),
    Level.CO_PRODUCTION: (
        "an equal partnership where people with lived and learnt experience work together "
        "from start to finish.",
        "We did it together, as equals",
    ),
}
WAYS = tuple(
    Way(level.value, str(level.label), position, *_TEXTS[level])
    for position, level in enumerate(Level, start=1)
)
BY_CODE = {way.code: way for way in WAYS}


def name_of(code: str) -> str:
    """The name of a way, or "Not stated" for none."""
    return BY_CODE[code].name if code in BY_CODE else NOT_STATED_NAME
