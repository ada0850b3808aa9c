"""What a lead needs to know of their team: promises, answers and what still lacks one. Each number
is the length of the list it leads to."""

from dataclasses import dataclass
from typing import Any

from django.http import QueryDict
from django.urls import reverse

from apps.involvement import measures, ratings
from apps.involvement.models import Activity, Response
from apps.involvement.staff_list import Asked, team_scope
from apps.publishing.models import State


@dataclass(frozen=True)
class Figure:
    """A number in words, and the list it counts."""

    words: str
    number: int
    address: str


MOST = 50  # activities with a result that are looked at, the latest first
# (words, the filters of the list of activities)
LISTS = (
    ("Overdue: people read that they still wait", "promise=overdue"),
    ("Late: the day has passed, and the days of grace have not", "promise=late"),
    ("Due in the next 14 days", "promise=due-soon"),
    ("Held, and no promise made", "promise=none&happened=held&state=kept"),
    ("Held, and still to publish", "happened=held&state=unpublished"),
)


def of_team(user: Any) -> list[Figure]:
    """The lists of the team's activities, the most owed first."""
    found = []
    for words, query in LISTS:
        asked = Asked.read(QueryDict(f"whose=team&{query}"))
        address = reverse("involvement:activities") + asked.address()
        found.append(Figure(words, asked.rows(user).count(), address))
    return found


def waiting(user: Any) -> Figure:
    """Answers that wait for a second person, among those the person may review."""
    rows = Response.objects.publishable_by(user).filter(state=State.IN_REVIEW)
    return Figure("Answers waiting for a check", rows.count(), reverse("publishing:queue"))


def unread(user: Any) -> Figure:
    """What people said of the team's answers, and nobody has read yet."""
    owned = Activity.objects.filter(Activity.owned_by(team_scope(user)))
    rows = Response.objects.filter(activities__in=owned, replies__looked_at=False).distinct()
    address = reverse("publishing:desk", args=["answers", rows[0].pk]) if rows else ""
    words = "Answers of which people said something that nobody has read"
    return Figure(words, rows.count(), address)


def to_look_at_again(user: Any) -> list[Response]:
    """Answers of the team from so long ago that it is asked about, of which nobody has said yet
    whether what was done is still in place, the oldest first."""
    owned = Activity.objects.filter(Activity.owned_by(team_scope(user)))
    rows = Response.objects.to_look_at_again().filter(activities__in=owned).distinct()
    return list(rows.order_by("given_on", "pk")[:MOST])


def worth_a_talk(user: Any) -> list[tuple[Activity, ratings.Shown]]:
    """Activities of the team that people felt two ways or more from what staff claim, the latest
    first. Never by size, and never a number of a team."""
    owned = Activity.objects.filter(Activity.owned_by(team_scope(user)))
    rows = owned.filter(rating_rounds__answers__gte=ratings.least()).distinct()
    shown = ((one, ratings.shown(one)) for one in rows.order_by("-when_first", "-pk")[:MOST])
    return [
        (one, found) for one, found in shown
        if found and abs(found.apart) >= ratings.WORTH_A_TALK
    ]  # fmt: skip


def promised(user: Any) -> measures.Promised:
    """What became of the promises that people read, of the team's activities."""
    owned = Activity.objects.filter(Activity.owned_by(team_scope(user)), revision__gte=1)
    return measures.promised(owned.values("pk"))
