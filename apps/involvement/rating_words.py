"""The words in which people are asked how it felt: ours, or those that curators gave them since."""

from django.db import transaction
from django.db.models import Max

from apps.core import audit
from apps.core.actors import Actor, id_of
from apps.involvement.models import Rating, RatingRound, RatingWording
from apps.projects.levels import BY_CODE

QUESTION = "question"
OURS: dict[str, str] = {
    QUESTION: "What did it feel like?",
    **{choice.value: str(choice.label) for choice in Rating.Felt},
    **Rating.SENTENCES,
}


def stands_for(name: str) -> str:
    """What a word of it is, for whoever writes it anew."""
    if name == QUESTION:
        return "The question"
    if name == Rating.Felt.NOT_SURE.value:
        return "For people who are not sure"
    if name in BY_CODE:
        return f"For {BY_CODE[name].name}"
    return f"Sentence {Rating.ITEMS.index(name) + 1}"


def newest() -> RatingWording | None:
    """The version in which a new round asks; None for ours."""
    return RatingWording.objects.first()


def of(round: RatingRound | None) -> dict[str, str]:
    """The words in which a round asks or asked, by name."""
    own = round.wording.words if round is not None and round.wording is not None else {}
    return {name: own.get(name) or ours for name, ours in OURS.items()}


def current() -> dict[str, str]:
    """The words in which a new round asks."""
    made = newest()
    return {name: (made.words.get(name) if made else "") or ours for name, ours in OURS.items()}


@transaction.atomic
def save(*, words: dict[str, str], by: Actor) -> RatingWording | None:
    """Keep new words as the next version; None where nothing differs. Rounds that are open or
    closed keep theirs."""
    if words == current():
        return None
    last = RatingWording.objects.aggregate(last=Max("number"))["last"] or 0
    made = RatingWording.objects.create(number=last + 1, made_by_id=id_of(by), words=words)
    audit.note(act="reworded the questions of ratings", by=by, target=made, number=made.number)
    return made
