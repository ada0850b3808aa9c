"""One question at a time about what was logged, on a page of its own."""

import pytest

from apps.core import clock
from apps.involvement.models import Activity
from tests.involvement.test_quick_log import log
from tests.personas import Person

pytestmark = pytest.mark.django_db
TWELVE = {"took_part_0": "exactly", "took_part_1": "12", "took_part_2": "people"}


@pytest.fixture
def logged(contributor) -> Activity:
    return log(contributor, way="engage")


def ask(person: Person, activity: Activity) -> str:
    answer = person.get(f"/staff/activities/{activity.pk}/next/")
    assert answer.status_code == 200
    return answer.content.decode()


def say(person: Person, activity: Activity, part: str, **answers):
    return person.post(f"/staff/activities/{activity.pk}/next/", {"part": part, **answers})


def test_the_easiest_question_comes_first_and_alone(contributor, logged):
    page = ask(contributor, logged)
    assert "How many took part?" in page
    assert "what did people tell you?" not in page
    assert "Whom did you seek?" not in page
    assert say(contributor, logged, "who", **TWELVE)["Location"] == "/staff/"
    logged.refresh_from_db()
    assert str(logged.took_part) == "12 people"
    assert "what did people tell you?" in ask(contributor, logged)
    say(contributor, logged, "said", heard="The signs are too high.")
    way = contributor.get(f"/staff/activities/{logged.pk}/next/")
    assert way["Location"] == f"/staff/activities/{logged.pk}/promise/"


def test_what_else_the_section_says_stays(contributor, logged):
    Activity.objects.filter(pk=logged.pk).update(method_words="Over tea")
    say(contributor, logged, "way", level_reason="We talked on their terms.")
    logged.refresh_from_db()
    assert (logged.claimed_level, logged.level_reason, logged.method_words) == (
        "engage", "We talked on their terms.", "Over tea",
    )  # fmt: skip


@pytest.mark.parametrize(
    ("part", "answers", "sentence"),
    [
        ("who", {}, "Answer this question, or leave it with “Not now”"),
        ("who", {**TWELVE, "took_part_1": "many"}, "Enter a whole number, like 12"),
        ("said", {"heard": "   "}, "Answer this question, or leave it with “Not now”"),
        ("said", {"heard": "x" * 281}, "Shorten this to 280 characters"),
        ("summary", {"public_summary": "x" * 3001}, "Shorten this to 3000 characters"),
    ],
)
def test_a_wrong_answer_gets_a_sentence_and_loses_nothing(
    contributor, logged, part, answers, sentence
):
    answer = say(contributor, logged, part, **answers)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert sentence in page
    assert "<title>Error: " in page
    for typed in answers.values():
        assert typed.strip() in page
    logged.refresh_from_db()
    assert (logged.took_part, logged.heard, logged.public_summary) == (None, "", "")


def test_two_people_answering_the_second_sees_what_the_first_said(contributor, logged):
    count = logged.edit_count
    say(contributor, logged, "said", heard="The signs are too high.", edit_count=count)
    second = say(contributor, logged, "said", heard="Too loud.", edit_count=count)
    page = second.content.decode()
    assert second.status_code == 409
    assert "Somebody else answered this meanwhile: “The signs are too high.”." in page
    assert "Too loud." in page
    logged.refresh_from_db()
    assert logged.heard == "The signs are too high."
    say(contributor, logged, "said", heard="Too loud.", edit_count=logged.edit_count)
    logged.refresh_from_db()
    assert logged.heard == "Too loud."


def test_a_planned_one_is_asked_whether_it_happened(contributor):
    today = clock.today()
    activity = log(contributor)
    Activity.objects.filter(pk=activity.pk).update(happened="planned")
    page = ask(contributor, activity)
    assert "Did it happen?" in page
    assert "Nothing more to add" not in page
    assert say(contributor, activity, "when", happened="planned").status_code == 422
    assert say(contributor, activity, "when", happened="held").status_code == 302
    activity.refresh_from_db()
    assert (activity.happened, activity.when.first) == ("held", today)


def test_what_lies_in_the_future_was_not_held(contributor):
    activity = log(contributor, day="other", when_2=str(clock.today().year + 1))
    answer = say(contributor, activity, "when", happened="held")
    assert answer.status_code == 422
    assert "This lies in the future" in answer.content.decode()


def test_nobody_else_is_asked(logged, lead, outsider):
    for person in (lead, outsider):
        assert person.get(f"/staff/activities/{logged.pk}/next/").status_code == 404
        assert say(person, logged, "said", heard="Mine").status_code == 404


def test_with_nothing_missing_it_leads_to_the_record(contributor, logged):
    contributor.post(f"/staff/activities/{logged.pk}/nothing-to-add/")
    answer = contributor.get(f"/staff/activities/{logged.pk}/next/")
    assert answer["Location"] == f"/staff/activities/{logged.pk}/"
    nonsense = say(contributor, logged, "nonsense", heard="x")
    assert nonsense["Location"] == f"/staff/activities/{logged.pk}/"


def test_a_cancelled_one_asks_nothing(contributor, logged):
    assert "To finish (1)" in contributor.get("/staff/").content.decode()
    Activity.objects.filter(pk=logged.pk).update(happened="cancelled")
    assert "To finish" not in contributor.get("/staff/").content.decode()
    answer = contributor.get(f"/staff/activities/{logged.pk}/next/")
    assert answer["Location"] == f"/staff/activities/{logged.pk}/"


def test_an_old_draft_is_still_to_finish_however_much_came_after_it(contributor):
    """The start page lists so many; what is unfinished comes before what is done."""
    old = log(contributor, title="The first of all", way="engage")
    for number in range(65):
        log(contributor, title=f"Later {number}", way="engage", another="on")
    Activity.objects.exclude(pk=old.pk).update(state="in_review", submitted_at=clock.now())
    Activity.objects.filter(pk=old.pk).update(when_first="2020-01-01", when_last="2020-01-01")
    page = contributor.get("/staff/").content.decode()
    assert "To finish (1)" in page
    assert "The first of all" in page
