"""Two people needed: the second tick where a child or somebody represented is shown, and reviewers
by link as the second person."""

import datetime
import re

import pytest
import time_machine
from django.test import Client

from apps.accounts.models import User
from apps.core import clock, links
from apps.core.models import AuditRecord
from apps.publishing.due import publish_dated
from apps.publishing.models import Consent
from apps.showcase.models import CaseStudy, StoryReview, StoryTick
from tests.personas import Person
from tests.showcase.conftest import publish, says_right, write

pytestmark = pytest.mark.django_db
SECOND = "A second reviewer looks at the story and ticks it first."


@pytest.fixture
def waiting(story: CaseStudy, contributor: Person, visitor: Client, consent: Consent) -> CaseStudy:
    """In review; a parent agreed for the child who speaks in it, and has seen it."""
    Consent.objects.update(capacity=Consent.Capacity.PARENT)
    says_right(visitor, consent, story)
    contributor.post(f"/staff/case-studies/{story.pk}/move/submit/", {"meant": "on"})
    story.refresh_from_db()
    return story


def at(story: CaseStudy, rest: str = "") -> str:
    return f"/staff/case-studies/{story.pk}/{rest}"


def tick(person: Person, story: CaseStudy, do: str = "tick") -> str:
    """Press the button as it stands on the page; what is said afterwards."""
    page = person.get(at(story, "review/")).content.decode()
    seen = re.search(r'name="seen" value="([^"]*)"', page)
    sent = {"do": do, "seen": seen[1] if seen else ""}
    return person.post(at(story, "tick/"), sent, follow=True).content.decode()


def publishes(person: Person, story: CaseStudy) -> str:
    """Try to publish; what is said."""
    answer = person.post(at(story, "move/publish/"), {"meant": "on"}, follow=True)
    story.refresh_from_db()
    return answer.content.decode()


@pytest.mark.parametrize(
    ("capacity", "under_18", "asked"),
    [
        ("self", False, False), ("self", True, True), ("parent", False, True),
        ("representative", False, True), ("family", False, False),
    ],
)  # fmt: skip
def test_whose_story_needs_it(
    waiting: CaseStudy, curator: Person, capacity: str, under_18: bool, asked: bool
) -> None:
    Consent.objects.update(capacity=capacity, under_18=under_18)
    assert (SECOND in curator.get(at(waiting, "review/")).content.decode()) is asked
    publishes(curator, waiting)
    assert (waiting.state == "published") is not asked


def test_a_second_reviewer_ticks_and_another_publishes(
    waiting: CaseStudy, curator: Person, second_curator: Person
) -> None:
    assert SECOND in publishes(curator, waiting)
    assert "Your tick is noted" in tick(curator, waiting)
    assert "by Cura Tor" in second_curator.get(at(waiting, "review/")).content.decode()
    assert at(waiting, "move/publish/") not in curator.get(at(waiting, "review/")).content.decode()
    said = publishes(curator, waiting)
    assert "You gave the second tick, so another reviewer publishes it." in said
    assert waiting.state == "in_review"
    publishes(second_curator, waiting)
    assert waiting.state == "published"
    acts = AuditRecord.objects.filter(act="gave the second tick")
    assert [row.actor_id for row in acts] == [curator.user.pk]


def test_two_who_tick_may_both_publish(
    waiting: CaseStudy, curator: Person, second_curator: Person
) -> None:
    tick(curator, waiting)
    tick(second_curator, waiting)
    tick(second_curator, waiting)  # twice is once
    assert StoryTick.objects.count() == 2
    publishes(curator, waiting)
    assert waiting.state == "published"


def test_the_tick_falls_when_the_text_changes(
    waiting: CaseStudy, curator: Person, second_curator: Person, contributor: Person
) -> None:
    tick(curator, waiting)
    write(contributor, waiting, "hard", hard="Something else altogether was hard.")
    assert SECOND in publishes(second_curator, waiting)
    assert waiting.state == "in_review"
    tick(curator, waiting)
    publishes(second_curator, waiting)
    assert waiting.state == "published"


def test_a_tick_to_an_earlier_text_is_refused(
    waiting: CaseStudy, curator: Person, contributor: Person
) -> None:
    page = curator.get(at(waiting, "review/")).content.decode()
    seen = re.search(r'name="seen" value="([^"]*)"', page)
    assert seen
    write(contributor, waiting, "hard", hard="Something else altogether was hard.")
    sent = {"do": "tick", "seen": seen[1]}
    said = curator.post(at(waiting, "tick/"), sent, follow=True).content.decode()
    assert "the text was changed since you opened it" in said
    assert not StoryTick.objects.exists()


def test_it_can_be_taken_back_and_goes_with_the_account(
    waiting: CaseStudy, curator: Person, second_curator: Person
) -> None:
    tick(curator, waiting)
    assert "Your tick is taken back" in tick(curator, waiting, "take-back")
    assert SECOND in publishes(second_curator, waiting)
    tick(curator, waiting)
    User.objects.filter(pk=curator.user.pk).update(is_active=False)
    assert SECOND in publishes(second_curator, waiting)


def test_a_writer_or_a_stranger_gives_none(
    waiting: CaseStudy, curator: Person, second_curator: Person, contributor: Person, lead: Person
) -> None:
    write(curator, waiting, "hard", hard="What the curator found hard to write down.")
    assert "You wrote part of this, so someone else gives" in curator.post(
        at(waiting, "tick/"), {"do": "tick"}, follow=True
    ).content.decode()  # fmt: skip
    for person in (contributor, lead):
        assert person.post(at(waiting, "tick/"), {"do": "tick"}).status_code == 404
    assert curator.get(at(waiting, "tick/")).status_code == 405
    assert not StoryTick.objects.exists()


def test_none_before_it_is_in_review(story: CaseStudy, consent: Consent, curator: Person) -> None:
    Consent.objects.update(capacity=Consent.Capacity.PARENT)
    page = curator.post(at(story, "tick/"), {"do": "tick"}, follow=True).content.decode()
    assert "It is not in review any more." in page
    assert not StoryTick.objects.exists()


def test_a_day_to_come_needs_it_too(
    waiting: CaseStudy, curator: Person, second_curator: Person, contributor: Person
) -> None:
    day = clock.today() + datetime.timedelta(days=3)
    sent = {"meant": "on", "on_0": day.day, "on_1": day.month, "on_2": day.year}
    assert second_curator.post(at(waiting, "move/publish/"), sent).status_code == 422
    tick(curator, waiting)
    assert second_curator.post(at(waiting, "move/publish/"), sent).status_code == 302
    with time_machine.travel(clock.now() + datetime.timedelta(days=3), tick=False):
        publish_dated()
    waiting.refresh_from_db()
    assert waiting.state == "published"


def test_a_change_that_brings_a_child_in_needs_it(
    story: CaseStudy, contributor: Person, curator: Person, second_curator: Person,
    visitor: Client, consent: Consent,
) -> None:  # fmt: skip
    says_right(visitor, consent, story)
    public = publish(story, contributor, curator)
    write(contributor, public, "hard", hard="A new passage about what was hard.")
    Consent.objects.update(under_18=True)
    contributor.post(at(public, "move/submit/"), {"meant": "on"})
    assert SECOND in publishes(second_curator, public)
    tick(curator, public)
    publishes(second_curator, public)
    public.refresh_from_db()
    assert public.hard == "A new passage about what was hard."


@pytest.fixture
def own(story: CaseStudy, curator: Person, visitor: Client, consent: Consent) -> CaseStudy:
    """In review, and the only curator wrote part of it."""
    write(curator, story, "hard", hard="What the curator found hard to write down.")
    says_right(visitor, consent, story)
    curator.post(at(story, "move/submit/"), {"meant": "on"})
    story.refresh_from_db()
    return story


def reviewed(story: CaseStudy, curator: Person, visitor: Client, said: str) -> None:
    """A reviewer with lived experience is asked, reads the draft and says so."""
    curator.post(at(story, "reviewers/new/"), {"name": "a carer"})
    row = StoryReview.objects.latest("pk")
    token = links.standing("reviewer", row.key, row.link_version)
    words = "" if said == "right" else "Not so long"
    assert visitor.post(f"/review/{token}/", {"said": said, "words": words}).status_code == 302


def test_after_a_reviewers_yes_by_link_a_curator_who_wrote_may_publish(
    own: CaseStudy, curator: Person, lead: Person, visitor: Client
) -> None:
    assert "someone else publishes it" in publishes(curator, own)
    assert own.state == "in_review"
    reviewed(own, lead, visitor, "right")
    assert "Ready to publish" in curator.get("/staff/review/").content.decode()
    assert own.title in curator.get("/staff/review/?show=mine").content.decode()
    publishes(curator, own)
    assert own.state == "published"


@pytest.mark.parametrize("said", [["change"], ["right", "change"]])
def test_a_reviewer_who_asks_for_a_change_is_no_second_person(
    own: CaseStudy, curator: Person, lead: Person, visitor: Client, said: list[str]
) -> None:
    for one in said:
        reviewed(own, lead, visitor, one)
    publishes(curator, own)
    assert own.state == "in_review"


def test_their_yes_is_to_that_text_alone(
    own: CaseStudy, curator: Person, lead: Person, visitor: Client
) -> None:
    reviewed(own, lead, visitor, "right")
    write(curator, own, "hard", hard="Other words, which nobody else has read.")
    publishes(curator, own)
    assert own.state == "in_review"


def test_a_reviewer_by_link_is_no_second_tick(
    waiting: CaseStudy, curator: Person, visitor: Client
) -> None:
    reviewed(waiting, curator, visitor, "right")
    assert SECOND in publishes(curator, waiting)
    assert waiting.state == "in_review"
