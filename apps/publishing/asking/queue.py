"""Which requests a person sees, and how the list is narrowed."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Q
from django.http import QueryDict

from apps.core import clock
from apps.publishing import addressed
from apps.publishing.models.request import Request, RequestQuerySet

PERMISSION = "publishing.answer_requests"
PAGE_SIZE = 20
STATES = {
    "": "Open",
    "done": "Answered",
    "not_possible": "Not possible",
    "all": "All",
}


def answerable_by(user: Any) -> RequestQuerySet:
    """The requests a person may see and answer: all, or those about what lies in their scope, of
    the kinds they publish (so a trainer sees courses and no projects). What is about the site
    as a whole belongs to those who reach everything."""
    rows = Request.objects.filter(erased_on=None)
    within = addressed.within(user, PERMISSION, kind="item_kind", object_id="object_id")
    return rows.filter(within)


@dataclass(frozen=True)
class Narrowed:
    """What the list is narrowed to; anything unknown in the address is left out."""

    state: str = ""
    kind: str = ""
    mine: bool = False

    @classmethod
    def read(cls, asked: QueryDict) -> "Narrowed":
        """The choices in an address."""
        state, kind = asked.get("state", ""), asked.get("kind", "")
        return cls(
            state if state in STATES else "",
            kind if kind in Request.Kind.values else "",
            asked.get("mine") == "1",
        )

    def of(self, rows: RequestQuerySet, user: Any) -> RequestQuerySet:
        """The rows that fit: open ones by the day they are due, answered ones newest first."""
        match self.state:
            case "":
                rows = rows.open()
            case "done" | "not_possible":
                rows = rows.filter(state=self.state)
        if self.kind:
            rows = rows.filter(kind=self.kind)
        if self.mine:
            rows = rows.looked_after_by(user)
        newest_first = ("-answered_on", "-id")
        return rows.order_by(*(("due", "id") if self.state in ("", "all") else newest_first))

    def address(self, **changes: object) -> str:
        """The same choices as the end of an address."""
        held = {"state": self.state, "kind": self.kind, "mine": "1" if self.mine else ""}
        query = QueryDict(mutable=True)
        query.update({k: str(v) for k, v in {**held, **changes}.items() if v})
        return f"?{query.urlencode()}"


def counted(rows: RequestQuerySet, user: Any, narrowed: Narrowed) -> dict[str, int]:
    """How many there are in the list, and how many of those are late."""
    late = Q(state=Request.State.OPEN, due__lt=clock.today())
    return (
        narrowed.of(rows, user)
        .order_by()
        .aggregate(total=Count("pk"), late=Count("pk", filter=late))
    )
