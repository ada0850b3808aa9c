"""The activities a member of staff may write, as they ask for them: filters, order, file."""

from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.db.models import F, OuterRef, Q, QuerySet, Subquery
from django.http import QueryDict

from apps.accounts.scope import Scope, scope_of
from apps.core.tables import Column, Dataset
from apps.involvement import periods, standings
from apps.involvement.models import Activity, Response
from apps.involvement.periods import Period
from apps.involvement.promises import PromiseState
from apps.projects.levels import NOT_STATED, NOT_STATED_NAME, WAYS, name_of
from apps.publishing.models import State, WorkingCopy

LONGEST_WORDS = 100
LONGEST_SLUG = 120
WHOSE = {"mine": "That I logged", "team": "Of my team"}
UNPUBLISHED = "unpublished"
KEPT = "kept"
STATES = {
    **dict(State.choices),
    UNPUBLISHED: "Still to publish",
    KEPT: "All but withdrawn",
}
# How staff tell promises apart; "open" takes all that is owed and not yet overdue.
PROMISES = {
    "open": "Still owed",
    "due-soon": "Due soon",
    "late": "Late",
    "overdue": "Overdue",
    "answered": "Heard back",
    "not-needed": "Nobody is owed an answer",
    "none": "No promise made",
}
OPEN = (PromiseState.OPEN, PromiseState.DUE_SOON, PromiseState.LATE)
SORTS: dict[str, tuple[Any, ...]] = {
    "-when": (F("when_first").desc(nulls_last=True), "-pk"),
    "when": (F("when_first").asc(nulls_last=True), "pk"),
    "title": ("title", "pk"),
    "-title": ("-title", "-pk"),
    "level": ("claimed_level", "-when_first", "-pk"),
    "-level": ("-claimed_level", "-when_first", "-pk"),
    "state": ("state", "-when_first", "-pk"),
    "-state": ("-state", "-when_first", "-pk"),
    "due": (F("due").asc(nulls_last=True), "-pk"),
    "-due": (F("due").desc(nulls_last=True), "-pk"),
}
NEWEST = "-when"


def team_scope(user: Any) -> Scope:
    """Whose activities are the team's: what a lead publishes, else what a person writes for."""
    lead = scope_of(user, Activity.publish_permission)
    return scope_of(user, Activity.write_permission) if lead.nothing else lead


@dataclass(frozen=True)
class Asked:
    """What somebody asked the list for; ``left_out``: something in the address was not understood.

    Each filter is "" for all.
    """

    words: str
    state: str
    promise: str
    whose: str
    level: str
    happened: str
    period: str
    project: str
    sort: str
    page: int
    left_out: bool

    @classmethod
    def read(cls, query: QueryDict) -> "Asked":
        """From an address."""
        known: dict[str, Any] = {
            "state": STATES,
            "promise": PROMISES,
            "whose": WHOSE,
            "level": {way.code for way in WAYS} | {NOT_STATED},
            "happened": Activity.Happened.values,
        }
        given = {name: query.get(name, "") for name in (*known, "period")}
        kept = {name: given[name] if given[name] in of else "" for name, of in known.items()}
        period = Period.read(given["period"])
        kept["period"] = period.code if period else ""
        kept["project"] = query.get("project", "").replace("\0", "")[:LONGEST_SLUG]
        page, sort = query.get("page", ""), query.get("sort", "")
        return cls(
            words=" ".join(query.get("q", "").replace("\0", "").split())[:LONGEST_WORDS],
            sort=sort if sort in SORTS else NEWEST,
            page=int(page) if page.isascii() and page.isdigit() and len(page) < 7 else 1,
            left_out=any(given[name] and not kept[name] for name in given),
            **kept,
        )

    def address(self, **changes: Any) -> str:
        """The query of this wish with changes."""
        now = {
            "q": self.words, "state": self.state, "promise": self.promise, "whose": self.whose,
            "level": self.level, "happened": self.happened, "period": self.period,
            "project": self.project, "sort": "" if self.sort == NEWEST else self.sort,
        } | changes  # fmt: skip
        return "?" + urlencode({name: value for name, value in now.items() if value})

    @property
    def filtered(self) -> list[str]:
        """The names of the filters in use."""
        names = ("words", "state", "promise", "whose", "level", "happened", "period", "project")
        return [name for name in names if getattr(self, name)]

    def rows(self, user: Any) -> "QuerySet[Activity]":
        """The activities asked for, among those that the person may write."""
        rows = Activity.objects.editable_by(user).filter(self._where(user))
        if self.state == UNPUBLISHED:
            rows = rows.still_to_publish()
        for word in self.words.split():
            rows = rows.filter(title__icontains=word)
        if self.promise:
            wanted = OPEN if self.promise == "open" else [self.promise]
            rows = rows.annotate(standing=standings.state()).filter(standing__in=wanted)
        return rows

    def ordered(self, rows: "QuerySet[Activity]") -> "QuerySet[Activity]":
        """The same in the order asked for."""
        if self.sort.endswith("due"):
            rows = rows.annotate(due=standings.due())
        return rows.order_by(*SORTS[self.sort])

    def _where(self, user: Any) -> Q:
        where = Q()
        if self.state == KEPT:
            where &= ~Q(state=State.WITHDRAWN)
        elif self.state in State.values:
            where &= Q(state=self.state)
        if self.whose == "mine":
            where &= Q(author=user)
        elif self.whose == "team":
            where &= Activity.owned_by(team_scope(user))
        if self.level:
            where &= Q(claimed_level="" if self.level == NOT_STATED else self.level)
        if self.happened:
            where &= Q(happened=self.happened)
        if self.project:
            where &= Q(project__slug=self.project)
        if period := Period.read(self.period):
            where &= period.rows()
        return where

    def selects(self) -> list[tuple[str, str, list[tuple[str, str, bool]]]]:
        """(name, label, choices) of each filter but the words."""
        levels = [(way.code, way.name) for way in WAYS] + [(NOT_STATED, NOT_STATED_NAME)]
        kinds = [
            ("whose", "Whose", list(WHOSE.items())),
            ("state", "State", list(STATES.items())),
            ("promise", "When people hear back", list(PROMISES.items())),
            ("level", "Way of involving people", levels),
            ("happened", "Planned or held", Activity.Happened.choices),
            ("period", "When", [(p.code, str(p)) for p in periods.choices()]),
        ]
        return [
            (name, label, [(value, words, value == getattr(self, name)) for value, words in of])
            for name, label, of in kinds
        ]


def filled(rows: "QuerySet[Activity]") -> "QuerySet[Activity]":
    """Activities with what the list shows of them."""
    changes = WorkingCopy.objects.filter(kind=Activity.record_kind, object_id=OuterRef("pk"))
    return rows.annotate(
        standing=standings.state(),
        due=standings.due(),
        newest_closing=standings.newest_closing(),
        themes_open=standings.themes_open(),
        change=Subquery(changes.values("state")[:1]),
    ).prefetch_related("places")


def is_finished(activity: Any) -> bool:
    """``promises.is_finished`` of a row that is filled: a test holds the two together."""
    decided = activity.newest_closing not in (None, Response.Closing.NOT_DECIDED)
    answered = activity.standing == PromiseState.ANSWERED
    return decided and answered and not activity.themes_open


def hears(activity: Any) -> str:
    """When its people hear back, as staff read it."""
    words = PROMISES[activity.standing]
    if activity.standing == PromiseState.ANSWERED and activity.newest_closing:
        return f"{words}, {'finished' if is_finished(activity) else 'not finished'}"
    if not activity.due:
        return words
    owed = activity.standing in ("open", "due-soon")
    return (
        f"{words}, by {activity.due:%-d %B %Y}"
        if owed
        else f"{words} since {activity.due:%-d %B %Y}"
    )


def where(activity: Activity) -> str:
    """Its places, and how people met without one."""
    places = [place.label for place in activity.places.all()]
    return ", ".join([*places, *filter(None, [activity.without_place])]) or NOT_STATED_NAME


SHOWN = Dataset(
    name="my-activities",
    title="Activities",
    about="The list as it was shown, with its filters, all of its pages.",
    columns=(
        Column("Reference", "Its number in the log", lambda a: a.reference),
        Column("Activity", "What it was", lambda a: a.title),
        Column("When", "As exactly as it is known", lambda a: str(a.when or NOT_STATED_NAME)),
        Column("Places", "Where", where),
        Column(
            "Way of involving people", "As claimed", lambda a: name_of(a.claimed_level)
        ),
        Column("Planned or held", "Planned, held, cancelled", lambda a: a.get_happened_display()),
        Column("State", "On its way to the public", lambda a: a.get_state_display()),
        Column("When people hear back", "As it stands today", hears),
    ),
)  # fmt: skip
