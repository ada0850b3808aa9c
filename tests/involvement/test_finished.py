"""Heard back is not finished: finished is nothing left open, and it stands wherever people and
staff read that somebody heard back."""

import datetime

import pytest

from apps.core import clock, versions
from apps.involvement import promises
from apps.involvement.models import Response
from apps.involvement.staff_list import filled, is_finished
from apps.publishing.models import State
from tests.factories import ActivityFactory, ProjectFactory, owe

pytestmark = pytest.mark.django_db


def told(activity, *, days_ago: int = 9, themes: tuple[str, ...] = (), **fields) -> Response:
    """A published answer to an activity, with themes that came so far."""
    day = clock.today() - datetime.timedelta(days=days_ago)
    answer = Response.objects.create(
        **{
            "state": State.PUBLISHED, "revision": 1, "published_at": clock.now(), "given_on": day,
            "closing": "all_possible", "we_did": "Moved it.",
            "slug": f"{activity.slug}-answer-{days_ago}", **fields,
        }
    )  # fmt: skip
    for outcome in themes:
        answer.themes.create(text="A lower sign", outcome=outcome)
    answer.activities.add(activity)
    versions.raise_public()
    return answer


@pytest.fixture
def activity(partner_a, contributor):
    project = ProjectFactory()
    made = ActivityFactory(
        partner=partner_a, claimed_level="engage", project=project, author=contributor.user
    )
    owe(made, clock.today(), answered_on=clock.today())
    return made


SOON = datetime.date(2030, 1, 1)
CASES = [
    ([{}], True),
    ([{"themes": ("done", "not_possible"), "could_not_because": "No room."}], True),
    ([{"themes": ("done", "started")}], False),
    ([{"closing": "not_decided", "more_by": SOON}], False),
    ([{"closing": "not_decided", "more_by": SOON}, {"days_ago": 3}], True),  # said since
    ([{"themes": ("mostly",)}, {"days_ago": 3}], False),
]


@pytest.mark.parametrize(("answers", "finished"), CASES)
def test_the_rule_is_one_in_rows_and_in_the_database(activity, answers, finished):
    for said in answers:
        told(activity, **said)
    [row] = filled(type(activity).objects.filter(pk=activity.pk))
    assert is_finished(row) is finished
    assert promises.is_finished(row) is finished


def test_what_is_still_owed_or_never_answered_is_not_finished(activity):
    assert not promises.is_finished(activity)
    told(activity)
    owe(activity, clock.today())
    assert not promises.is_finished(type(activity).objects.get(pk=activity.pk))


@pytest.mark.parametrize(
    ("themes", "on_page", "on_card", "on_list"),
    [
        (("done",), "Finished</strong>: nothing of this is left open", "Heard back, finished",
         "Heard back, finished"),
        (("done", "started", "looked_at"),
         "Not finished</strong>: 2 of the things people asked for are still open",
         "<strong>Heard back</strong>", "Heard back, not finished"),
    ],
)  # fmt: skip
def test_it_stands_where_people_and_staff_read_it(
    activity, contributor, visitor, themes, on_page, on_card, on_list
):
    told(activity, themes=themes)
    page = visitor.get(activity.get_absolute_url()).content.decode()
    assert on_page in page
    assert ('<span class="tag tag--done">Finished</span>' in page) is (themes == ("done",))
    assert on_page in visitor.get(activity.project.get_absolute_url()).content.decode()
    assert on_card in visitor.get("/what-changed/").content.decode()
    assert f">{on_list}<" in contributor.get("/staff/activities/").content.decode()


class TestExamplesInNumbers:
    def test_what_changed_says_how_many_of_its_number_are_examples(self, activity, visitor):
        told(activity)
        assert "example" not in visitor.get("/what-changed/").content.decode().split("<main")[1]
        for number in (1, 2):
            made = ActivityFactory(partner=activity.partner, is_example=True)
            told(made, is_example=True, could_not_because="No." if number == 1 else "")
        page = visitor.get("/what-changed/").content.decode()
        assert "3 answers</h2>" in page
        assert "These include 2 examples that are no real records" in page
        filtered = visitor.get("/what-changed/?could-not=yes").content.decode()
        assert "One of these is an example and no real record" in filtered


class TestTheBoxOfTheFrontPage:
    def test_it_comes_with_the_first_card_and_not_with_the_first_answer(self, partner_a, visitor):
        assert 'name="code"' not in visitor.get("/").content.decode()
        ActivityFactory(partner=partner_a, is_example=True)
        ActivityFactory(partner=partner_a, imported=True)
        versions.raise_public()
        assert 'name="code"' not in visitor.get("/").content.decode()
        held = ActivityFactory(partner=partner_a, state="draft", revision=0, published_at=None,
                               slug=None)  # fmt: skip
        versions.raise_public()
        page = visitor.get("/").content.decode()
        assert "How people shape health and care" in page, "there is no answer yet"
        assert '<form class="hero__card" method="get" action="/a/">' in page
        found = visitor.get("/a/", {"code": held.hear_back_code.lower()})
        assert found["Location"] == f"/a/{held.hear_back_code}/"
