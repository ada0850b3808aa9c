"""A course comes to the public by a second trainer, from the queue like every other record."""

import pytest

from apps.accounts.permissions import Role
from apps.publishing import actions, workflow
from apps.publishing.models import Audience
from apps.training import actions as actions_of_sessions
from apps.training import links
from apps.training.models import Course
from tests.personas import Person, make_person
from tests.training.conftest import ANYBODY, asks

QUEUE = "/staff/review/"


@pytest.fixture
def second(partner_a):
    """Another trainer of partner A."""
    made = make_person(
        "second-trainer@example.org", Role.TRAINER, partner=partner_a, name="Se Cond"
    )
    return Person.signed_in(made)


@pytest.fixture
def handed_in(trainer, partner_a):
    """A course that one trainer wrote and sent for review."""
    audience = Audience.objects.create(name="Anybody", slug="anybody", position=1)
    data = {
        "title": "Asking well", "kind": "course", "partner": str(partner_a.pk),
        "about": "How to ask.", "audiences": [str(audience.pk)], "availability": "running",
    }  # fmt: skip
    course = actions.create(model=Course, data=data, by=trainer.user)
    workflow.move(course, "submit", by=trainer.user)
    return course


def test_another_trainer_finds_it_in_the_queue_and_publishes_it(
    trainer, second, outsider, visitor, handed_in
):
    assert "Asking well" in second.get(QUEUE).content.decode()
    assert "To review" in second.get("/staff/").content.decode()
    address = f"/staff/courses/{handed_in.pk}/review/"
    assert "Publish" in second.get(address).content.decode()
    assert outsider.get(QUEUE).status_code == 404
    second.post(f"/staff/courses/{handed_in.pk}/move/publish/", {})
    assert visitor.get("/training/asking-well/").status_code == 200


def test_whoever_wrote_it_does_not(trainer, handed_in, visitor):
    trainer.post(f"/staff/courses/{handed_in.pk}/move/publish/", {})
    assert Course.objects.get().state == "in_review"
    assert visitor.get("/training/asking-well/").status_code == 404


def test_what_a_place_costs_is_typed_and_read_in_pounds(trainer, second, visitor, handed_in):
    edit = f"/staff/courses/{handed_in.pk}/edit/for_whom/"

    def price(typed):
        held, count = actions.text_of(Course.objects.get())
        return trainer.post(
            edit, {"edit_count": count, "audiences": held["audiences"], "cost_pence": typed}
        )

    second.post(f"/staff/courses/{handed_in.pk}/move/publish/", {})
    wrong = price("ten pounds")
    assert "Enter an amount in pounds, like 15 or 12.50" in wrong.text
    assert 'value="ten pounds"' in wrong.text
    price("£12.50")
    assert 'value="12.50"' in trainer.get(edit).text
    trainer.post(f"/staff/courses/{handed_in.pk}/move/submit/", {})
    assert "£12.50" in second.get(f"/staff/courses/{handed_in.pk}/review/").text
    second.post(f"/staff/courses/{handed_in.pk}/move/publish/", {})
    assert "£12.50" in visitor.get("/training/asking-well/").text
    assert Course.objects.get().cost_pence == 1250


def test_a_course_is_not_withdrawn_over_the_heads_of_those_who_booked(
    trainer, visitor, course, session
):
    ann = asks(session, "Ann").booking
    address = f"/staff/courses/{course.pk}/move/withdraw/"
    why = {"note": "It is not given any more."}
    refused = trainer.post(address, why)
    assert refused.status_code == 422
    assert "Cancel S-2026-0001 first: 1 person booked it and has to hear why." in refused.text
    assert visitor.get(course.get_absolute_url()).status_code == 200
    actions_of_sessions.cancel_session(session=session, reason="Nobody can give it.", by=ANYBODY)
    trainer.post(address, why)
    assert visitor.get(course.get_absolute_url()).status_code == 410
    own = visitor.get(links.of_booking(ann))
    assert own.status_code == 200
    assert "Nobody can give it." in own.text
