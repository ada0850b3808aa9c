"""How many places are taken, free and waited for: counted, never stored."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Exists, F, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce

from apps.training.models import Booking, Session
from apps.training.models.booking import TAKING


@dataclass(frozen=True)
class Places:
    """The places of one session."""

    capacity: int
    taken: int  # with those that are kept for whom they were offered to
    waiting: int
    waiting_cap: int
    queue_runs: bool = True  # whether a place that becomes free is still offered along the list

    @property
    def free(self) -> int:
        """Places that nobody has; never below nought where the capacity was lowered."""
        return max(0, self.capacity - self.taken)

    @property
    def is_full(self) -> bool:
        """Whether a newcomer would have to wait: also where somebody waits already."""
        return self.free == 0 or self.waiting > 0

    @property
    def list_has_room(self) -> bool:
        """Whether one more may wait: not in the last hours, when nobody is offered anything."""
        return self.queue_runs and self.waiting < self.waiting_cap

    @property
    def to_give(self) -> int:
        """Places that those who run it give to people who wait, since no offer could be answered
        in time."""
        return 0 if self.queue_runs else min(self.free, self.waiting)


def of(session: Session) -> Places:
    """The places of one session, now."""
    return of_many([session])[session.pk]


def with_free(sessions: Any) -> Any:
    """Of a query of sessions, those in which a newcomer gets a place: some are free, and nobody
    waits for them."""
    booked = Booking.objects.filter(session=OuterRef("pk")).order_by()
    waiting = booked.filter(state=Booking.State.WAITING)
    taken = booked.filter(state__in=TAKING).values("session").annotate(number=Count("pk"))
    counted = sessions.annotate(places_taken=Coalesce(Subquery(taken.values("number")), 0))
    return counted.filter(~Exists(waiting), places_taken__lt=F("capacity"))


def of_many(sessions: Iterable[Session]) -> dict[int, Places]:
    """The places of several sessions, by id, in one query."""
    rows = {session.pk: session for session in sessions}
    counted = (
        Booking.objects.filter(session__in=rows)
        .order_by()
        .values("session")
        .annotate(
            taken=Count("pk", filter=Q(state__in=TAKING)),
            waiting=Count("pk", filter=Q(state=Booking.State.WAITING)),
        )
    )
    found: dict[int, Any] = {row["session"]: row for row in counted} if rows else {}
    return {
        pk: Places(
            capacity=session.capacity,
            taken=found.get(pk, {}).get("taken", 0),
            waiting=found.get(pk, {}).get("waiting", 0),
            waiting_cap=session.waiting_cap,
            queue_runs=session.leaves_time_to_answer,
        )
        for pk, session in rows.items()
    }
