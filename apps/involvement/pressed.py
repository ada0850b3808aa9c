"""The same press twice: questions opened by a code that held carry a signed proof of it, so that
whoever sends them again after the code is used is taken for nobody who guesses.

Nothing is kept for it: what was kept beside an answer could tell whose it is (docs/ratings.md).
"""

from apps.core import links
from apps.involvement.actions import rating
from apps.involvement.models import RatingCode, RatingRound

PURPOSE = "rating opened"
FIELD = "opened"


def proof(code: str, asked: RatingRound) -> str:
    """What the questions of a round carry once a code has opened them."""
    return links.standing(PURPOSE, links.keyed_hash(PURPOSE, rating.typed(code)), asked.pk)


def round_of(token: str, code: str) -> RatingRound | None:
    """The round whose questions this code has opened, by their proof; None without one."""
    opened = links.opened(PURPOSE, token[:400])
    if opened is None or opened[0] not in links.possible_hashes(PURPOSE, rating.typed(code)):
        return None
    return RatingRound.objects.filter(pk=opened[1]).first()


def is_used(code: str, asked: RatingRound) -> bool:
    """Whether an answer by a code that opened this round is kept: the code is gone while the round
    is open."""
    hashes = links.possible_hashes(rating.PURPOSE, rating.typed(code))
    still_open = RatingRound.objects.filter(pk=asked.pk, closed_on=None).exists()
    return still_open and not RatingCode.objects.filter(hash__in=hashes).exists()
