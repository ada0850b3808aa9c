"""Six and twelve months later: is what was done still in place? And reasons that name nobody."""

import datetime
import re

import pytest
import time_machine

from apps.accounts.permissions import Role
from apps.core import clock
from apps.home import week
from apps.involvement.models import PromiseExtension, Response
from apps.publishing import workflow
from apps.publishing.models import Version
from apps.publishing.workflow import Blocked
from tests.involvement.test_answers import page_of, put_out, write
from tests.involvement.test_promises import complete, promise
from tests.involvement.test_quick_log import log
from tests.personas import Person, make_person

pytestmark = pytest.mark.django_db


@pytest.fixture
def out(owed, contributor, lead) -> Response:
    """An answer that people read today."""
    return put_out(write(contributor, owed), contributor, lead)


def after(months: int, days: int = 0):
    """So many months after today, at nine."""
    day = clock.add_months(clock.today(), months) + datetime.timedelta(days=days)
    return time_machine.travel(datetime.datetime.combine(day, datetime.time(9)), tick=False)


def again(person: Person) -> Person:
    """Somebody who signs in anew: no session lasts so long."""
    return Person.signed_in(person.user)


def look(person, answer: Response, **typed: str):
    """Say what became of it, on the page of an answer."""
    desk = f"/staff/answers/{answer.pk}/"
    edit = {"edit_count": answer.edit_count, **typed}
    return person.post(f"{desk}edit/later/", edit)


@pytest.mark.parametrize(("months", "days", "due"), [(6, -1, 0), (6, 0, 1), (12, 0, 1)])
def test_it_comes_up_after_six_and_twelve_months(out, contributor, lead, months, days, due):
    with after(months, days):
        things = week.things_for(contributor.user, clock.today())
        asked = [one for one in things if "still in place" in one.words]
        assert len(asked) == due
        page = again(lead).get("/staff/insights/").content.decode()
        assert ('href="/staff/insights/look-again/">1<' in page) is bool(due)


def test_it_is_reviewed_like_all_that_people_read_and_then_asked_again_after_a_year(
    out, owed, contributor, lead, visitor
):
    with after(6):
        sent = look(again(contributor), out, after_six="changed", after_six_line="It is green now.")
        assert sent.status_code == 302, sent.content.decode()
        assert "Changed since" not in page_of(visitor, owed)
        workflow.move(out, "submit", by=contributor.user)
        workflow.move(out, "publish", by=lead.user)
        page = page_of(visitor, owed)
        assert "Six months later" in page
        assert "Changed since. It is green now." in page
        assert not Response.objects.to_look_at_again().exists()
        assert Version.objects.filter(kind="response").exists()
    out.refresh_from_db()
    assert out.given_on == clock.today(), "a later look is no other day of the answer"
    with after(12):
        assert list(Response.objects.to_look_at_again()) == [out]


def test_nobody_claims_it_before_people_were_told(owed, contributor):
    answer = write(contributor, owed)
    assert look(contributor, answer, after_six="in_place").status_code == 302
    answer.refresh_from_db()
    with pytest.raises(Blocked, match="Leave “Still in place"):
        workflow.move(answer, "submit", by=contributor.user)


def test_a_line_alone_is_asked_for_its_answer(out, contributor):
    sent = look(contributor, out, after_six_line="Green now.")
    assert sent.status_code == 422
    assert "Choose what became of it" in sent.content.decode()


def test_what_could_not_be_done_is_not_asked_about_again(owed, contributor, lead):
    put_out(write(contributor, owed, we_did=""), contributor, lead)
    with after(12):
        assert not Response.objects.to_look_at_again().exists()


def test_a_reason_for_another_day_names_nobody_unless_it_is_meant(owed, contributor):
    promise = owed.promises.get()
    day = promise.due + datetime.timedelta(days=9)
    typed = {
        "day_0": day.day, "day_1": day.month, "day_2": day.year,
        "reason": "Mrs Hudson of ward 4 is ill.",
    }  # fmt: skip
    path = f"/staff/promises/{promise.pk}/extend/"
    sent = contributor.post(path, typed)
    assert sent.status_code == 422
    assert "Mrs Hudson" in sent.content.decode()
    assert "Leave it out, or say so." in sent.content.decode()
    assert not PromiseExtension.objects.exists()
    assert contributor.post(path, {**typed, "meant": "on"}).status_code == 302
    assert PromiseExtension.objects.exists()


def test_the_quarter_sheet_counts_what_is_still_in_place(out, owed, lead):
    with after(6):
        page = again(lead).get("/staff/activities/quarter/", {"quarter": quarter_of(owed)})
        assert_said(page, "Is what was done still in place?", "Not looked at yet 1")
        Response.objects.update(after_six="stopped")
        page = again(lead).get("/staff/activities/quarter/", {"quarter": quarter_of(owed)})
        assert_said(page, "Stopped 1", "Not looked at yet 0", "Held, and no promise made: 0")


def quarter_of(activity) -> str:
    """The code of the quarter in which it was held."""
    day = activity.when_first
    return f"{day.year}-{(day.month + 2) // 3}"


def assert_said(page, *words: str) -> None:
    said = re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", page.content.decode()))
    for one in words:
        assert one in said, said


class TestHonestClosings:
    @pytest.mark.parametrize("closing", ["all_possible", "nothing_asked"])
    def test_an_answer_does_not_contradict_itself(self, owed, contributor, closing):
        answer = write(contributor, owed, closing=closing)
        with pytest.raises(Blocked, match="Choose another closing"):
            workflow.move(answer, "submit", by=contributor.user)

    def test_nobody_looks_again_before_the_time(self, out, contributor):
        assert look(contributor, out, after_twelve="in_place").status_code == 302
        workflow.move(out, "submit", by=contributor.user)
        lead = Person.signed_in(make_person("l2@example.org", Role.LEAD, partner=out.teams()[0]))
        with pytest.raises(Blocked, match="too early"):
            workflow.move(out, "publish", by=lead.user)

    def test_more_is_promised_within_two_years(self, owed, out, lead):
        day = clock.add_months(clock.today(), 25)
        typed = {"day_0": day.day, "day_1": day.month, "day_2": day.year, "reason": "More."}
        sent = lead.post(f"/staff/activities/{owed.pk}/more/", typed)
        assert sent.status_code == 422
        assert "within two years" in sent.content.decode()

    def test_an_undecided_answer_says_more_within_two_years(self, owed, contributor):
        answer = write(contributor, owed)
        day = clock.add_months(clock.today(), 25)
        typed = {
            "closing": "not_decided", "we_did": "Asked.", "edit_count": answer.edit_count,
            "more_by_0": day.day, "more_by_1": day.month, "more_by_2": day.year,
        }  # fmt: skip
        sent = contributor.post(f"/staff/answers/{answer.pk}/edit/did/", typed)
        assert sent.status_code == 422
        assert "within two years" in sent.content.decode()


class TestTheCardBeforePublication:
    def test_it_says_nothing_of_an_answer_that_nobody_read(self, contributor, visitor):
        activity = complete(log(contributor, way="engage"))
        contributor.post(
            f"/staff/activities/{activity.pk}/promise/",
            {"how": "day", "we_did": "Told them all.", "closing": "all_possible"},
        )
        assert activity.responses.exists()
        page = visitor.get(f"/a/{activity.hear_back_code}/").content.decode()
        assert "Heard back" not in page
        assert "Answered" not in page
        assert "What came of it will stand here once it is published." in page

    def test_a_cancelled_promise_is_said_without_its_reason(self, contributor, visitor):
        activity = complete(log(contributor, way="engage"))
        made = promise(activity, contributor, days=30)
        contributor.post(
            f"/staff/promises/{made.pk}/cancel/", {"because": "It was meant for Tuesday’s group."}
        )
        page = visitor.get(f"/a/{activity.hear_back_code}/").content.decode()
        assert "was made by mistake and cancelled" in page
        assert "Tuesday" not in page


def test_an_answer_that_another_followed_owes_nothing_any_more(owed, contributor, lead, visitor):
    day = clock.today() + datetime.timedelta(days=60)
    more = {"more_by_0": day.day, "more_by_1": day.month, "more_by_2": day.year}
    put_out(
        write(contributor, owed, closing="not_decided", could_not_because="", **more),
        contributor, lead,
    )  # fmt: skip
    assert "more is owed by" in page_of(visitor, owed)
    put_out(write(contributor, owed), contributor, lead)
    for page in (page_of(visitor, owed), visitor.get("/what-changed/").content.decode()):
        assert "more is owed by" not in page
        assert "more was said on" in page


def test_a_card_that_is_none_shows_the_box_again(visitor):
    answer = visitor.get("/a/ZZZZZ/")
    assert answer.status_code == 404
    assert 'name="code"' in answer.content.decode()
    assert "There is no card with this code" in answer.content.decode()


def test_on_the_day_nobody_says_all_was_possible_beside_a_could_not(contributor):
    activity = complete(log(contributor, way="engage"))
    sent = contributor.post(
        f"/staff/activities/{activity.pk}/promise/",
        {"how": "day", "we_did": "Some.", "closing": "all_possible",
         "could_not_because": "No money."},
    )  # fmt: skip
    assert sent.status_code == 422
    assert "choose that" in sent.content.decode()
