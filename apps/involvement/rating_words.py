"""The words in which people are asked how it felt: ours, or those that curators gave them since."""

from django.db import transaction
from django.db.models import Max

from apps.core import audit, clock
from apps.core.actors import Actor, id_of
from apps.involvement.models import Rating, RatingRound, RatingWording
from apps.projects.levels import BY_CODE
from apps.publishing.workflow import NotAllowed

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
    return RatingWording.objects.filter(agreed_on__isnull=False).first()


def waiting() -> RatingWording | None:
    """A newer version that somebody else has not agreed to yet."""
    last = RatingWording.objects.first()
    return last if last is not None and last.agreed_on is None else None


def of(round: RatingRound | None) -> dict[str, str]:
    """The words in which a round asks or asked, by name."""
    return of_version(round.wording if round is not None else None)


def of_version(version: RatingWording | None) -> dict[str, str]:
    """The words of a version, by name; ours where there is none, or it lacks one."""
    own = version.words if version is not None else {}
    return {name: own.get(name) or ours for name, ours in OURS.items()}


def current() -> dict[str, str]:
    """The words in which a new round asks."""
    return of_version(newest())


@transaction.atomic
def save(*, words: dict[str, str], by: Actor) -> RatingWording | None:
    """Keep new words as the next version, which is in use once somebody else agrees; None where
    nothing differs. Rounds that are open or closed keep theirs."""
    held = waiting()
    if words == (of_version(held) if held else current()):
        return None
    last = RatingWording.objects.aggregate(last=Max("number"))["last"] or 0
    made = RatingWording.objects.create(number=last + 1, made_by_id=id_of(by), words=words)
    audit.note(act="reworded the questions of ratings", by=by, target=made, number=made.number)
    return made


@transaction.atomic
def agree(*, number: int, by: Actor) -> RatingWording:
    """Put the version that waits into use: somebody who did not write it. Raises ``NotAllowed``."""
    held = waiting()
    if held is None or held.number != number:
        raise NotAllowed("Nothing was changed: this version does not wait any more.")
    row = RatingWording.objects.select_for_update().get(pk=held.pk)
    if row.agreed_on is not None:
        raise NotAllowed("Nothing was changed: this version does not wait any more.")
    if row.made_by_id == id_of(by):
        raise NotAllowed("You wrote these words, so someone else agrees to them.")
    row.agreed_by_id, row.agreed_on = id_of(by), clock.today()
    row.save()
    audit.note(act="agreed to the questions of ratings", by=by, target=row, number=row.number)
    return row
