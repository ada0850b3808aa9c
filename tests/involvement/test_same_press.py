"""A press that comes twice is answered as once, and nobody is taken for guessing because of it."""

import re

import pytest

from apps.core import clock
from apps.involvement.actions import rating as actions
from apps.involvement.models import Activity, Rating
from apps.involvement.views.rating import MOST_WRONG

pytestmark = pytest.mark.django_db
FELT = {"felt": "engage", "mattered": "4", "words": "We waited so long."}


@pytest.fixture
def code(asked, contributor) -> str:
    [made] = actions.give_codes(round=asked, number=1, by=contributor.user)
    return made


def opened(visitor, code: str) -> dict[str, str]:
    """The questions as they were opened, filled in."""
    page = visitor.get(f"/rate/{code}/").content.decode()
    found = re.search(r'name="opened" value="([^"]+)"', page)
    assert found
    return {**FELT, "opened": found[1]}


def test_the_second_press_reads_the_same_thanks_and_counts_once(visitor, code, asked):
    typed = opened(visitor, code)
    answers = [visitor.post(f"/rate/{code}/", typed) for _ in range(3)]
    assert {(one.status_code, one["Location"]) for one in answers} == {(302, "/rate/thank-you/")}
    asked.refresh_from_db()
    assert (Rating.objects.count(), asked.used) == (1, 1)
    assert (
        "the first answer sent with it stands" in visitor.get("/rate/thank-you/").content.decode()
    )


def test_a_hall_that_presses_twice_is_not_braked(visitor, asked, contributor):
    first, last = actions.give_codes(round=asked, number=2, by=contributor.user)
    typed = opened(visitor, first)
    for _ in range(MOST_WRONG + 5):
        assert visitor.post(f"/rate/{first}/", typed).status_code == 302
    assert visitor.get(f"/rate/{last}/").status_code == 200


def test_who_opened_the_questions_is_heard_though_others_guessed(visitor, code):
    typed = opened(visitor, code)
    for _ in range(MOST_WRONG + 1):
        visitor.get("/rate/AAAAAAAA/")
    assert visitor.get("/rate/AAAAAAAA/").status_code == 429
    assert visitor.post(f"/rate/{code}/", typed)["Location"] == "/rate/thank-you/"
    assert Rating.objects.count() == 1


def test_nobody_is_thanked_for_what_was_not_kept(visitor, code, asked, activity, contributor):
    """The meeting was withdrawn, or answering ended, while somebody wrote."""
    typed = opened(visitor, code)
    Activity.objects.filter(pk=activity.pk).update(
        state="withdrawn", withdrawn_on=clock.today(), withdrawn_reason="A mistake."
    )
    assert visitor.post(f"/rate/{code}/", typed).status_code == 404
    Activity.objects.filter(pk=activity.pk).update(
        state="published", withdrawn_on=None, withdrawn_reason=""
    )
    actions.close(round=asked, by=contributor.user)
    answer = visitor.post(f"/rate/{code}/", typed)
    assert answer.status_code == 404
    assert FELT["words"] in answer.content.decode()
    assert not Rating.objects.exists()


def test_a_proof_of_another_code_or_none_proves_nothing(visitor, asked, contributor):
    one, other = actions.give_codes(round=asked, number=2, by=contributor.user)
    typed = opened(visitor, one)
    visitor.post(f"/rate/{other}/", FELT)
    for proof in (typed["opened"], "", "nonsense", "é" * 500):
        answer = visitor.post(f"/rate/{other}/", {**FELT, "opened": proof})
        assert answer.status_code == 404
        assert "This code does not work" in answer.content.decode()
