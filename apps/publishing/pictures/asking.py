"""The yes of people to pictures of them beside pages other than stories, which ask for themselves:
what stands there, what they said to it, and what is missing before it may be public."""

import hashlib
import json
from dataclasses import dataclass
from typing import Any

from apps.publishing import ahead, types
from apps.publishing.models import Blocker, Consent, Picture, PictureAnswer, Publishable

ASKS_ITSELF = "story"  # the kind whose own rules ask for the whole of it
NOT_SEEN = (
    "{who} has not said yes to the picture “{picture}” as it stands here. Give them the link to "
    "their page."
)


@dataclass(frozen=True)
class Shown:
    """What a page shows of the person of a consent: pictures with the words beside each."""

    pictures: list[tuple[Picture, str]]
    mark: str
    said: PictureAnswer | None


def placed(item: Publishable) -> list[tuple[Picture, str]]:
    """(picture that rests on a consent, words beside it) in their order; none that is hidden."""
    name = types.of(item).pictures
    if not name:
        return []
    rows: Any = getattr(item, name).filter(picture__basis=Picture.Basis.CONSENT)
    rows = rows.filter(picture__hidden_on=None).select_related("picture__consent")
    return [(row.picture, str(row)) for row in rows]


def shown(item: Publishable, consent: Consent) -> Shown:
    """What a page shows of one person, as the record stands, and what they said to exactly that."""
    held = [(one, beside) for one, beside in placed(item) if one.consent_id == consent.pk]
    told = [[one.key.hex, one.alt, one.caption, one.credit, beside] for one, beside in held]
    mark = hashlib.sha256(json.dumps(told, ensure_ascii=False).encode()).hexdigest()
    whose = {"kind": item.record_kind, "object_id": item.pk, "mark": mark}
    return Shown(held, mark, PictureAnswer.objects.filter(consent=consent, **whose).first())


def as_it_would_be(item: Publishable, consent: Consent) -> Shown:
    """The same once the change that waits is public."""
    found: Shown = ahead.as_it_would_be(item, lambda record: shown(record, consent))
    return found


def pages_of(consent: Consent) -> list[Publishable]:
    """The records, other than stories, that keep a picture which rests on a consent."""
    rows = Picture.objects.filter(consent=consent).exclude(kind=ASKS_ITSELF)
    keys = sorted(set(rows.values_list("kind", "object_id")))
    found = [types.registered[kind].rows.filter(pk=pk).first() for kind, pk in keys]
    return [item for item in found if item is not None]


def missing(item: Publishable, part: str) -> list[Blocker]:
    """Consents of pictures that do not hold, and people who did not say yes, in sentences."""
    found: list[Blocker] = []
    for picture, _ in placed(item):
        consent: Any = picture.consent
        if not consent.covers("picture"):
            found.append(Blocker(f"The picture “{picture}”: {picture.standing}", part))
            continue
        answer = shown(item, consent).said
        if answer is None:
            found.append(Blocker(NOT_SEEN.format(who=consent, picture=picture), part))
        elif answer.said == PictureAnswer.Said.CHANGE:
            found.append(Blocker(f"{consent} asks for a change: “{answer.words}”.", part))
    return list(dict.fromkeys(found))
