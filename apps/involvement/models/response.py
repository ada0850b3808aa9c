"""Answers: what was done with what people said, and what could not be."""

import datetime
from collections.abc import Iterable
from typing import Any

from django.db import models
from django.db.models import Q

from apps.accounts.scope import Scope, scope_of
from apps.core import clock, site_settings
from apps.involvement.models.activity import Activity
from apps.involvement.models.promise import Promise, PromiseCover
from apps.partners.models import Partner
from apps.publishing.models import (
    PUBLIC_STATES,
    Blocker,
    Correction,
    Publishable,
    PublishableQuerySet,
    State,
)


def follow_ups() -> tuple[int, int]:
    """After how many months people are asked what became of an answer: a first and a second
    time."""
    return site_settings.number("follow_up_first"), site_settings.number("follow_up_second")


def _later(months: int) -> str:
    if months == 12:
        return "A year later"
    return "Six months later" if months == 6 else f"{months} months later"


class ResponseQuerySet(PublishableQuerySet["Response"]):
    """Words for reading answers."""

    def public(self) -> "ResponseQuerySet":
        """Those that people can read: published, on the page of an activity that is public."""
        readable = Response.activities.through.objects.filter(activity__state__in=PUBLIC_STATES)
        return super().public().filter(pk__in=readable.values("response"))

    def editable_by(self, user: Any) -> "ResponseQuerySet":
        """Answers to what the person's partners own; who wrote one has no right of their own."""
        return self.filter(self.model.reached_by(scope_of(user, self.model.write_permission)))

    def current(self) -> "ResponseQuerySet":
        """The same, and not archived."""
        return self.public().filter(state=State.PUBLISHED)

    def to_look_at_again(self) -> "ResponseQuerySet":
        """Those that say what was done, so long ago that it is asked again, and not what became of
        it."""
        first, second = (clock.add_months(clock.today(), -number) for number in follow_ups())
        due = Q(given_on__lte=second) | Q(given_on__lte=first, after_six="")
        return self.current().filter(due, after_twelve="").exclude(we_did="")


class Response(Publishable):
    """An honest answer: what was done, what could not be and why. It has no address of its own:
    it is read on the pages of its activities. One text, or themes with an outcome each.

    Published, it keeps its ``promise``; "Not decided yet" opens the next one, ``more_by`` a day.
    """

    record_kind = "response"
    corrected_on: datetime.date | None = None  # set by ``with_corrections``
    write_permission = "involvement.write_activity"
    publish_permission = "involvement.publish_answer"

    class Closing(models.TextChoices):
        COULD_NOT = "could_not", "We could not, because …"
        ALL_POSSIBLE = "all_possible", "Everything asked for was possible"
        NOTHING_ASKED = "nothing_asked", "Nothing was asked for: people told us what it is like"
        NOT_DECIDED = "not_decided", "Not decided yet: we will say more by a date"

    class Became(models.TextChoices):
        IN_PLACE = "in_place", "Still in place"
        CHANGED = "changed", "Changed since"
        STOPPED = "stopped", "Stopped"
        NOT_KNOWN = "not_known", "Not known"

    title = models.CharField(max_length=200, blank=True)
    activities = models.ManyToManyField(Activity, related_name="responses")
    promise = models.ForeignKey(
        Promise, null=True, blank=True, on_delete=models.PROTECT, related_name="responses"
    )
    we_asked = models.TextField(blank=True)
    you_said = models.TextField(blank=True)
    we_did = models.TextField("We did", blank=True)
    could_not_because = models.TextField("We could not, because", blank=True)
    closing = models.CharField(max_length=13, choices=Closing, blank=True)
    more_by = models.DateField(null=True, blank=True)
    difference = models.TextField("What difference it made", blank=True)
    next_step = models.CharField("What happens next", max_length=300, blank=True)
    next_team = models.CharField("Who does it", max_length=150, blank=True)
    next_by = models.DateField(null=True, blank=True)
    given_on = models.DateField("the day people were told", default=clock.today)
    on_the_day = models.BooleanField("given at the activity itself", default=False)
    after_six = models.CharField("Six months later", max_length=9, choices=Became, blank=True)
    after_six_line = models.CharField(max_length=300, blank=True)
    after_twelve = models.CharField("A year later", max_length=9, choices=Became, blank=True)
    after_twelve_line = models.CharField(max_length=300, blank=True)

    objects: Any = ResponseQuerySet.as_manager()

    class Meta(Publishable.Meta):
        constraints = [
            *Publishable.Meta.constraints,
            models.CheckConstraint(
                condition=Q(closing="not_decided", more_by__isnull=False)
                | (~Q(closing="not_decided") & Q(more_by=None)),
                name="%(app_label)s_%(class)s_not_decided_says_by_when",
            ),
            models.CheckConstraint(
                condition=~Q(closing="could_not") | ~Q(could_not_because=""),
                name="%(app_label)s_%(class)s_could_not_says_why",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=PUBLIC_STATES) | ~Q(closing=""),
                name="%(app_label)s_%(class)s_public_has_a_closing",
            ),
        ]

    def __str__(self) -> str:
        return f"Answer: {self.title}" if self.title else f"Answer of {self.given_on:%-d %B %Y}"

    @classmethod
    def reached_by(cls, scope: Scope) -> Q:
        """Answers to activities of the scope's partners."""
        if scope.everywhere:
            return Q()
        owned = Activity.objects.filter(Activity.owned_by(scope))
        answered = cls.activities.through.objects.filter(activity__in=owned)
        return Q(pk__in=answered.values("response"))

    def get_absolute_url(self) -> str:
        """Where people read it: on the page of the activity that its address names."""
        return address_of(self.slug or "")

    def teams(self) -> list[Partner]:
        """The partners that own what it answers."""
        return list(Partner.objects.filter(activities__responses=self).distinct())

    def shown_with(self) -> list[tuple[str, int]]:
        """The activities on whose pages it stands, also while it is being checked."""
        ids = self.activities.filter(revision__gte=1).values_list("pk", flat=True)
        return [(Activity.record_kind, pk) for pk in ids]

    @property
    def is_finished(self) -> bool:
        """Whether nothing is left open: every theme done or not possible, and all decided."""
        return self.closing != self.Closing.NOT_DECIDED and not self.themes_open

    @property
    def themes_open(self) -> int:
        """How many of the things people asked for are neither done nor not possible."""
        return sum(theme.outcome not in ResponseTheme.ENDS for theme in self.themes.all())

    @property
    def later(self) -> list[tuple[str, str, str]]:
        """(when, what became of it, in a line) of what was looked at again."""
        if not (self.after_six or self.after_twelve):
            return []
        first, second = follow_ups()
        looks = (
            (_later(first), self.get_after_six_display(), self.after_six_line),
            (_later(second), self.get_after_twelve_display(), self.after_twelve_line),
        )
        return [look for look in looks if look[1]]

    @property
    def written_on(self) -> datetime.date | None:
        """Since when it waits for a second person; None while it does not."""
        if self.state != State.IN_REVIEW or self.submitted_at is None:
            return None
        return clock.day_of(self.submitted_at)

    def blockers(self) -> list[Blocker]:
        """What was said and done, one of the four closings, an outcome for each theme."""
        missing: list[Blocker] = []
        themes = list(self.themes.all())
        if not self.you_said.strip() and not self.on_the_day:
            missing.append(Blocker("Say what people said.", "said"))
        if not (self.we_did.strip() or self.could_not_because.strip() or themes):
            missing.append(Blocker("Say what was done, or what could not be done and why.", "did"))
        if not self.closing:
            missing.append(
                Blocker("Choose how it closes: what was possible, and what was not.", "did")
            )
        if any(not theme.outcome for theme in themes):
            missing.append(Blocker("Say of each theme what came of it.", "themes"))
        if any(theme.is_refused_without_reason(self) for theme in themes):
            missing.append(
                Blocker(
                    "Say why: a theme is not possible, and “We could not, because” is empty.", "did"
                )
            )
        if not self.on_the_day and not self.activities.filter(state__in=PUBLIC_STATES).exists():
            activity = self.activities.order_by("pk").first()
            where = (activity.record_kind, activity.pk) if activity else None
            sentence = "Publish the activity first: people read the answer on its page."
            missing.append(Blocker(sentence, of=where))
        if self._contradicts(themes):
            missing.append(
                Blocker(
                    "Choose another closing: this says that something was asked for, or not "
                    "possible.",
                    "did",
                )
            )
        if self.revision and self._too_early():
            missing.append(
                Blocker(
                    "It is too early to say what became of it: wait for the day it is asked.",
                    "later",
                )
            )
        if not self.revision and self.later:
            missing.append(
                Blocker(
                    f"Leave “Still in place?” empty: it is asked {follow_ups()[0]} months after "
                    "people read it.",
                    "later",
                )
            )
        has_passed = self.more_by is not None and self.more_by <= clock.today()
        if has_passed and self.state not in PUBLIC_STATES:
            missing.append(
                Blocker("Choose a day that lies ahead, by which you will say more.", "did")
            )
        return missing

    def _contradicts(self, themes: "list[ResponseTheme]") -> bool:
        """Whether it closes with "everything was possible" and says otherwise."""
        refused = any(theme.outcome == ResponseTheme.Outcome.NOT_POSSIBLE for theme in themes)
        could_not = bool(self.could_not_because.strip()) or refused
        match self.closing:
            case self.Closing.ALL_POSSIBLE:
                return could_not
            case self.Closing.NOTHING_ASKED:
                return could_not or bool(themes)
        return False

    def _too_early(self) -> bool:
        """Whether somebody looked again before it was asked."""
        looks = zip(follow_ups(), (self.after_six, self.after_twelve), strict=True)
        today = clock.today()
        return any(said and today < clock.add_months(self.given_on, after) for after, said in looks)

    def completeness(self) -> list[Blocker]:
        """The same before somebody else looks at it."""
        return self.blockers()

    def never_becomes(self, data: dict[str, Any]) -> list[Blocker]:
        """What people were promised by an answer is kept by another answer, not changed in it."""
        was, now = self.closing, data.get("closing")
        decided = self.Closing.NOT_DECIDED
        moved = (data.get("more_by") or "") != (self.more_by.isoformat() if self.more_by else "")
        if (was == decided) != (now == decided) or (was == decided and moved):
            sentence = "People read whether this is decided, and by when. Write another answer."
            return [Blocker(sentence, "did")]
        return []

    def now_public(self) -> None:
        """It keeps its promise, in time or late, on this day; what is not decided yet opens the
        next promise to the same people."""
        if self.on_the_day:
            return
        if self.promise is not None and not self.promise.is_open:
            return
        if self.promise is None and self.revision > 1:
            return
        self.given_on = clock.today()
        self.save()
        if self.promise is not None:
            self.promise.keep(self.given_on)
        if self.more_by:
            self._promise_more(self.more_by)

    def _promise_more(self, day: datetime.date) -> None:
        """The next promise, by the same team, for every activity that waits for no other."""
        activities = list(self.activities.select_related("partner"))
        kept: Any = self.promise
        more = Promise.objects.create(
            team=kept.team if kept else activities[0].partner,
            contact=kept.contact if kept else None,
            looked_after_by=kept.looked_after_by if kept else self.author,
            due=day, original_due=day,
        )  # fmt: skip
        waiting = set(PromiseCover.objects.filter(open=True).values_list("activity", flat=True))
        for activity in activities:
            if activity.pk not in waiting:
                PromiseCover.objects.create(promise=more, activity=activity)

    @property
    def if_withdrawn(self) -> str:
        """It has no page: it goes from those of its activities."""
        owed = " The answer is owed again, unless another one stays." if self.promise else ""
        return (
            "The pages of its activities, the list of answers and its poster show it no more from "
            f"this moment. Your reason is kept for the team.{owed}"
        )

    def once_withdrawn(self) -> str:
        """Where it stood, and by when people hear now."""
        gone = "The pages of its activities show it no more."
        kept = Promise.objects.filter(pk=self.promise_id or 0).first()
        if kept is None or not kept.is_open:
            return gone
        return f"{gone} The answer promised by {kept.due:%-d %B %Y} is owed again."

    def now_gone(self) -> None:
        """Taken down, it answers nobody: its promise is owed again, unless another answer stays."""
        promise = self.promise
        if promise is None or promise.is_open:
            return
        if not promise.responses.filter(state__in=PUBLIC_STATES).exclude(pk=self.pk).exists():
            promise.owe_again()


class ResponseTheme(models.Model):
    """One thing that people asked for, and where it stands."""

    class Outcome(models.TextChoices):
        NOTHING_YET = "nothing_yet", "Nothing yet"
        LOOKED_AT = "looked_at", "Being looked at"
        STARTED = "started", "Started"
        MOSTLY = "mostly", "Mostly done"
        DONE = "done", "Done"
        NOT_POSSIBLE = "not_possible", "Not possible"

    ENDS = (Outcome.DONE, Outcome.NOT_POSSIBLE)

    response = models.ForeignKey(Response, on_delete=models.CASCADE, related_name="themes")
    text = models.CharField("What people asked for", max_length=300)
    outcome = models.CharField("What came of it", max_length=12, choices=Outcome, blank=True)
    position = models.PositiveSmallIntegerField(default=1)

    class Meta:
        ordering = ("position", "pk")

    def __str__(self) -> str:
        return self.text

    def is_refused_without_reason(self, response: Response) -> bool:
        """Whether it was not possible, and the answer does not say why."""
        return self.outcome == self.Outcome.NOT_POSSIBLE and not response.could_not_because.strip()


def with_corrections(answers: Iterable[Response]) -> list[Response]:
    """The same answers, each with the day on which something small was last mended in it."""
    found = list(answers)
    if found:
        days = Correction.objects.days(Response.record_kind, [one.pk for one in found])
        for one in found:
            one.corrected_on = days.get(one.pk)
    return found


def in_short(answer: Response) -> str:
    """Both sides in a line or two, for where there is no room to set them side by side."""
    sides = [("We did", answer.we_did), ("We could not, because", answer.could_not_because)]
    return " ".join(f"{side}: {said.strip()}" for side, said in sides if said.strip())


def address_of(slug: str) -> str:
    """The path of an answer by its slug, which begins with the reference of its activity."""
    reference, _, number = slug.partition("-answer-")
    return f"/involvement/{reference.upper()}/#answer-{number}"
