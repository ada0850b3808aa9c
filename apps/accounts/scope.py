"""Which rows a permission reaches: the partners and places that a person's grants name."""

from dataclasses import dataclass
from functools import reduce
from operator import or_
from typing import Any

from django.db.models import Q

from apps.accounts.permissions import Reach, reach_of


@dataclass(frozen=True)
class Scope:
    """Everything, or what belongs to any of these partners or lies in any of these places."""

    everywhere: bool = False
    partners: frozenset[int] = frozenset()
    places: frozenset[int] = frozenset()

    @property
    def nothing(self) -> bool:
        """Whether it reaches no row at all."""
        return not (self.everywhere or self.partners or self.places)

    def q(self, *, partner: tuple[str, ...] = (), place: tuple[str, ...] = ()) -> Q:
        """The rows in reach, by the look-ups that lead from them to partners and to places.

        A look-up over a to-many relation repeats rows: filter by ``pk__in`` of a subquery.
        """
        if self.everywhere:
            return Q()
        terms = [Q(**{f"{path}__in": self.partners}) for path in partner if self.partners]
        terms += [Q(**{f"{path}__in": self.places}) for path in place if self.places]
        return reduce(or_, terms, Q(pk__in=[])) if terms else Q(pk__in=[])


def scope_of(user: Any, permission: str) -> Scope:
    """What a person's present grants reach with a permission; nothing for a stranger."""
    if not getattr(user, "is_active", False) or user.is_anonymous:
        return Scope()
    partners: set[int] = set()
    places: set[int] = set()
    for grant in user.current_grants:
        match reach_of(grant.role, permission):
            case Reach.ALL:
                return Scope(everywhere=True)
            case Reach.SCOPE if grant.everywhere:
                return Scope(everywhere=True)
            case Reach.SCOPE:
                partners |= grant.partner_ids
                places |= grant.place_ids
            case Reach.OWN:
                partners |= grant.partner_ids
    return Scope(partners=frozenset(partners), places=frozenset(places))
