"""What a role is given for: how far it reaches and until when, before it is a row."""

import datetime
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from apps.accounts.models import Grant
from apps.accounts.permissions import Role
from apps.partners.models import Partner, Place

EVERYWHERE_ROLES = frozenset({Role.CURATOR, Role.ADMINISTRATOR})
PARTNER_ROLES = frozenset({Role.CONTRIBUTOR, Role.TRAINER})


@dataclass(frozen=True)
class Terms:
    """One role, with its reach and its last day."""

    role: str
    everywhere: bool = False
    partners: list[int] = field(default_factory=list)
    places: list[int] = field(default_factory=list)
    until: datetime.date | None = None

    def as_json(self) -> dict[str, Any]:
        """As an invitation keeps it."""
        until = self.until.isoformat() if self.until else None
        return {"role": self.role, "everywhere": self.everywhere, "partners": self.partners,
                "places": self.places, "until": until}  # fmt: skip

    @classmethod
    def from_json(cls, data: dict[str, Any]) -> "Terms":
        """What ``as_json`` wrote."""
        until = data.get("until")
        return cls(
            role=data["role"],
            everywhere=bool(data.get("everywhere")),
            partners=list(data.get("partners", [])),
            places=list(data.get("places", [])),
            until=datetime.date.fromisoformat(until) if until else None,
        )

    @classmethod
    def of(cls, grant: Grant) -> "Terms":
        """Those of a grant that stands."""
        return cls(
            role=grant.role,
            everywhere=grant.everywhere,
            partners=[partner.pk for partner in grant.partners.all()],
            places=[place.pk for place in grant.places.all()],
            until=grant.until,
        )


class Names:
    """The names of the partners and places that a page of terms speaks of, read in two queries;
    those of ``grants`` that were read with them are known already."""

    def __init__(self, terms: Iterable[Terms], grants: Iterable[Grant] = ()) -> None:
        terms, grants = list(terms), list(grants)
        self.partners = {row.pk: row.name for one in grants for row in one.partners.all()}
        self.places = {row.pk: row.name for one in grants for row in one.places.all()}
        partners = {pk for one in terms for pk in one.partners} - self.partners.keys()
        places = {pk for one in terms for pk in one.places} - self.places.keys()
        self.partners |= dict(Partner.objects.filter(pk__in=partners).values_list("pk", "name"))
        self.places |= dict(Place.objects.filter(pk__in=places).values_list("pk", "name"))

    def words(self, terms: Terms) -> dict[str, Any]:
        """The role's name, how far it reaches in words, and its last day."""
        named = [self.partners[pk] for pk in terms.partners if pk in self.partners]
        named += [self.places[pk] for pk in terms.places if pk in self.places]
        reach = "everywhere" if terms.everywhere else joined(named)
        return {"role": Role(terms.role).label, "reach": reach, "until": terms.until}


def joined(names: list[str]) -> str:
    """ "A", "A and B", "A, B and C"; a sentence's worth for none."""
    if not names:
        return "no partner or place yet"
    return f"{', '.join(names[:-1])} and {names[-1]}" if len(names) > 1 else names[0]
