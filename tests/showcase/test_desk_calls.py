"""Whoever has no e-mail is rung 60 and 14 days before their consent ends."""

import datetime

import pytest
import time_machine

from apps.core import tasks
from apps.core.actors import SystemActor
from apps.core.models import AuditRecord
from apps.core.outgoing import OutgoingMail
from apps.publishing.models import Consent, ConsentEvidence, RingTask
from apps.publishing.ringing import kinds
from apps.publishing.ringing.kinds import Call, RingKind
from apps.showcase.actions import consents as acts
from tests.personas import Person

pytestmark = pytest.mark.django_db
BY = SystemActor("test")
PHONE = "0113 496 0000"


@pytest.fixture
def consent(consent: Consent) -> Consent:
    """The carer has a telephone and no e-mail."""
    evidence = ConsentEvidence.objects.filter(consent=consent)
    evidence.update(email="", phone=PHONE, contact_note="after four, through her son")
    return Consent.objects.get(pk=consent.pk)


def before(consent: Consent, days: int) -> time_machine.travel:
    """So many days before its end, at nine, after the work that was due."""
    day = consent.expires_on - datetime.timedelta(days=days)
    return time_machine.travel(datetime.datetime(day.year, day.month, day.day, 9), tick=False)


def run(consent: Consent, days: int) -> None:
    """The due work of that day, twice."""
    with before(consent, days):
        tasks.due_acts["consents that end"].function()
        assert tasks.due_acts["consents that end"].function() == ""


def listed(person: Person, consent: Consent, days: int) -> str:
    with before(consent, days):
        return Person.signed_in(person.user).get("/staff/ring/").content.decode()


def press(person: Person, consent: Consent, days: int, do: str) -> str:
    task = RingTask.objects.open().get()
    with before(consent, days):
        sent = {"call": str(task.pk), "do": do}
        answer = Person.signed_in(person.user).post("/staff/ring/", sent, follow=True)
    return answer.content.decode()


def test_a_curator_reads_whom_to_ring_and_what_to_say(consent: Consent, curator: Person) -> None:
    run(consent, 61)
    assert "Nobody to ring today" in listed(curator, consent, 61)
    run(consent, 60)
    page = listed(curator, consent, 60)
    assert f"Carer A: {PHONE}" in page and consent.reference in page
    assert "We then take it down. They need do nothing." in page
    assert "after four, through her son" in page
    assert "They want no calls" not in page
    assert not OutgoingMail.objects.exists()


def test_each_reading_of_the_number_is_kept(consent: Consent, curator: Person) -> None:
    run(consent, 60)
    listed(curator, consent, 60)
    row = AuditRecord.objects.get(act="read how to reach the person of a consent")
    assert (row.actor_id, row.object_id) == (curator.user.pk, consent.pk)


def test_reached_is_done_until_fourteen_days_before(consent: Consent, curator: Person) -> None:
    run(consent, 60)
    assert "this call is done" in press(curator, consent, 60, "reached")
    run(consent, 30)
    assert PHONE not in listed(curator, consent, 30)
    run(consent, 14)
    assert PHONE in listed(curator, consent, 14)


def test_no_answer_comes_again_and_three_times_are_enough(
    consent: Consent, curator: Person
) -> None:
    run(consent, 60)
    for days in (60, 55, 50):
        assert PHONE in listed(curator, consent, days)
        press(curator, consent, days, "no-answer")
        assert PHONE not in listed(curator, consent, days)
    assert PHONE not in listed(curator, consent, 45)
    assert RingTask.objects.get().outcome == "not_reached"


def test_the_later_call_takes_the_place_of_one_that_nobody_made(
    consent: Consent, curator: Person
) -> None:
    run(consent, 60)
    run(consent, 14)
    assert listed(curator, consent, 14).count(PHONE) == 1
    assert RingTask.objects.count() == 1


@pytest.mark.parametrize("over", ["taken back", "longer", "an address"])
def test_nobody_is_rung_about_what_is_over(consent: Consent, curator: Person, over: str) -> None:
    run(consent, 60)
    if over == "taken back":
        acts.take_back(consent=consent, by=BY)
    elif over == "longer":
        later = consent.expires_on + datetime.timedelta(days=300)
        Consent.objects.filter(pk=consent.pk).update(expires_on=later)
    else:
        ConsentEvidence.objects.update(email="carer@example.org")
    assert PHONE not in listed(curator, consent, 60)
    with before(consent, 60):
        tasks.due_acts["consents that end"].function()
    assert RingTask.objects.exists() is (over != "taken back")


def test_only_who_keeps_consents_reads_the_number(
    consent: Consent, contributor: Person, lead: Person, trainer: Person, outsider: Person
) -> None:
    run(consent, 60)
    task = RingTask.objects.get()
    with before(consent, 60):
        for person in (contributor, outsider):
            assert Person.signed_in(person.user).get("/staff/ring/").status_code == 404
        for person in (lead, trainer):
            there = Person.signed_in(person.user)
            assert PHONE not in there.get("/staff/ring/").content.decode()
            there.post("/staff/ring/", {"call": str(task.pk), "do": "reached"})
    task.refresh_from_db()
    assert task.outcome == ""


def test_they_cannot_be_deleted_by_wanting_no_calls(consent: Consent, curator: Person) -> None:
    run(consent, 60)
    assert "told to everybody whom it concerns" in press(curator, consent, 60, "no-more")
    assert RingTask.objects.get().ended_on is None
    assert ConsentEvidence.objects.exists()


def test_a_kind_can_count_its_own_tries_and_stand_first(
    consent: Consent, curator: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As offers of places will: their clock starts when people are reached, or after two tries."""
    started: list[str] = []

    def calls(user: object, open_now: object) -> list[Call]:
        return [
            Call(one, "Ann", "0113 496 0001", "A place", "/", ["It is yours."]) for one in open_now
        ]  # type: ignore[attr-defined]

    kind = RingKind(
        "offer", calls, reached=lambda task, by: started.append("reached"),
        no_answer=lambda task, by: started.append(f"{task.tries} {task.ended_on is not None}"),
        most_tries=2, order=1,
    )  # fmt: skip
    monkeypatch.setitem(kinds.registered, "offer", kind)
    run(consent, 60)
    with before(consent, 60):
        RingTask.objects.leave(kind="offer", subject=1, key="offer-1")
    page = listed(curator, consent, 60)
    assert page.index("Ann") < page.index("Carer A")
    offer = RingTask.objects.get(kind="offer")
    for days in (60, 57):
        with before(consent, days):
            sent = {"call": str(offer.pk), "do": "no-answer"}
            Person.signed_in(curator.user).post("/staff/ring/", sent)
    assert started == ["1 False", "2 True"]
