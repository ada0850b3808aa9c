"""What a lead needs to know of their team: promises, answers and what still lacks one. Each number
is the length of the list it leads to."""

from dataclasses import dataclass
from typing import Any

from django.http import QueryDict
from django.urls import reverse

from apps.insights.lists import LISTS, owned_by_team
from apps.involvement import measures, ratings
from apps.involvement.models import Activity
from apps.involvement.staff_list import Asked
from apps.publishing import queue


@dataclass(frozen=True)
class Figure:
    """A number in words, and the list it counts."""

    words: str
    number: int
    address: str


MOST = 50  # activities with a result that are looked at, the latest first
# (words, the filters of the list of activities)
OF_ACTIVITIES = (
    ("Overdue: people read that they still wait", "promise=overdue"),
    ("Late: the day has passed, and the days of grace have not", "promise=late"),
    ("Due in the next 14 days", "promise=due-soon"),
    ("Held, and no promise made", "promise=none&happened=held&state=kept"),
    ("Held, and still to publish", "happened=held&state=unpublished"),
)


def of_team(user: Any) -> list[Figure]:
    """The lists of the team's activities, the most owed first."""
    found = []
    for words, query in OF_ACTIVITIES:
        asked = Asked.read(QueryDict(f"whose=team&{query}"))
        address = reverse("involvement:activities") + asked.address()
        found.append(Figure(words, asked.rows(user).count(), address))
    return found


def waiting(user: Any) -> Figure:
    """Answers, and changes of answers, that wait for a second person, among those the person may
    review."""
    area = "answers"
    number = len(queue.waiting_for(user, area))
    return Figure(
        "Answers waiting for a check", number, f"{reverse('publishing:queue')}?kind={area}"
    )


def of_list(user: Any, name: str, words: str) -> Figure:
    """The number of rows of one of the team's lists."""
    return Figure(words, LISTS[name].of(user).count(), reverse("insights:list", args=[name]))


def unread(user: Any) -> Figure:
    """What people said of the team's answers, and nobody has read yet."""
    words = "Answers of which people said something that nobody has read"
    return of_list(user, "unread", words)


def to_look_at_again(user: Any) -> Figure:
    """Answers of the team from six or twelve months ago of which nobody has said yet whether what
    was done is still in place."""
    return of_list(user, "look-again", "Still in place? Answers to look at again")


def answering(user: Any) -> measures.Answering:
    """How many answered of the people whom the team asked how it felt."""
    return measures.answering(owned_by_team(user).values("pk"))


def examples(user: Any) -> int:
    """How many of the team's activities are examples, and no real record."""
    return owned_by_team(user).filter(is_example=True).count()


def worth_a_talk(user: Any) -> list[tuple[Activity, ratings.Shown]]:
    """Activities of the team that people felt two ways or more from what staff claim, the latest
    first. Never by size, and never a number of a team."""
    rows = owned_by_team(user).filter(rating_rounds__answers__gte=ratings.least()).distinct()
    shown = ((one, ratings.shown(one)) for one in rows.order_by("-when_first", "-pk")[:MOST])
    return [
        (one, found) for one, found in shown
        if found and abs(found.apart) >= ratings.WORTH_A_TALK
    ]  # fmt: skip


def promised(user: Any) -> measures.Promised:
    """What became of the promises that people read, of the team's activities."""
    return measures.promised(owned_by_team(user).filter(revision__gte=1).values("pk"))
