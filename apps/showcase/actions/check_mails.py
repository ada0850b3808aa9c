"""The day to look at a story again: a mail to its writers and to curators, once."""

from typing import Any

from django.conf import settings
from django.urls import reverse

from apps.accounts.models import Grant, User
from apps.accounts.permissions import Role
from apps.core import clock, mail
from apps.core.mail import Built, MailKind, NotNeeded
from apps.publishing.models import PUBLIC_STATES, Version
from apps.showcase.models import CaseStudy


def build_to_check(ids: dict[str, Any]) -> Built:
    """Which story, unless it is gone, has another day meanwhile, or is not theirs any more."""
    story = CaseStudy.objects.filter(pk=ids["story"], state__in=PUBLIC_STATES).first()
    person = User.objects.filter(pk=ids["user"], is_active=True).first()
    if story is None or person is None or story.review_on is None:
        raise NotNeeded
    if story.review_on.isoformat() != ids["day"] or not _may_write(person, story):
        raise NotNeeded
    day = f"{story.review_on.day} {story.review_on:%B %Y}"
    link = settings.SITE_URL + reverse("publishing:desk", args=["case-studies", story.pk])
    return Built({"title": story, "day": day, "link": link}, recipient=person.email)


STORY_TO_CHECK = MailKind(
    "story_to_check",
    "story_to_check",
    build_to_check,
    label="To the writers of a story and curators: is it still right?",
    placeholders={
        "title": "The letter nobody could follow",
        "day": "4 March 2027",
        "link": "https://portal.example.org/staff/case-studies/1/",
    },
    needed=("title", "link"),
)


def _may_write(person: User, story: CaseStudy) -> bool:
    return CaseStudy.objects.editable_by(person).filter(pk=story.pk).exists()


def readers(story: CaseStudy) -> list[User]:
    """Whoever wrote part of a story and may write it still, and every curator."""
    rows = Version.objects.filter(kind=story.record_kind, object_id=story.pk, mended=False)
    numbers = [story.author_id, *rows.values_list("made_by_id", flat=True)]
    wrote = {number for number in numbers if number is not None}
    curators = Grant.objects.current().filter(role=Role.CURATOR).values("user")
    active = User.objects.filter(is_active=True)
    found = active.filter(pk__in=wrote) | active.filter(pk__in=curators)
    return [person for person in found.distinct().order_by("pk") if _may_write(person, story)]


def leave_to_check() -> str:
    """Leave the mails about public stories whose day has come; once for each day that was set, also
    where nothing ran on the day itself."""
    rows = CaseStudy.objects.filter(
        state__in=PUBLIC_STATES, is_example=False, review_on__lte=clock.today()
    )
    left = sum(_leave(story) for story in rows.order_by("pk"))
    return f"{left} left" if left else ""


def _leave(story: CaseStudy) -> int:
    key = f"story-check-{story.pk}-{story.review_on:%Y%m%d}"
    if mail.number_left(key):
        return 0
    people = readers(story)
    for person in people:
        ids = {"story": story.pk, "user": person.pk, "day": f"{story.review_on:%Y-%m-%d}"}
        mail.leave(
            kind=STORY_TO_CHECK.name, key=f"{key}-{person.pk}", recipient=person.email, ids=ids
        )
    return len(people)
