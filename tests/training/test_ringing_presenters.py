"""Whoever presents hears of everything: by e-mail, or, without one, by a call of the trainers."""

import datetime

import pytest

from apps.core import outbox
from apps.core.outgoing import OutgoingMail
from apps.publishing.models import RingTask
from apps.training import actions
from apps.training.models import PresenterSlot, Session
from tests.training.conftest import asks

DESK = "/staff/training/S-2026-0001/"
PHONE = "01134960000"


def ask(trainer, **who):
    """Ask somebody to present; with a number alone, unless something else is said."""
    given = {
        "public_name": "a volunteer", "kind": "volunteer", "phone": PHONE, "offered": "£20",
    } | who  # fmt: skip
    page = trainer.post(DESK + "presenters/", given, follow=True)
    return page.content.decode()


def ring(person):
    """The list of calls."""
    return person.get("/staff/ring/").content.decode()


def reached(trainer):
    """The one call that is open is done."""
    task = RingTask.objects.open().get()
    trainer.post("/staff/ring/", {"call": str(task.pk), "do": "reached"})


def answers(trainer, said):
    """What they say on the phone, entered for them."""
    slot = PresenterSlot.objects.get()
    trainer.post(f"{DESK}presenters/{slot.pk}/", {"said": said})


def test_asked_by_a_call_until_they_answer(trainer, session, travel):
    assert "To ring today" in ask(trainer)
    page = ring(trainer)
    assert PHONE in page and "Will they co-present this? Working together" in page
    assert "£20" in page and f'href="{DESK}"' in page
    assert not OutgoingMail.objects.exists()
    answers(trainer, "accept")
    assert PHONE not in ring(trainer)  # nothing left to ask


def test_a_call_about_somebody_asked_too_late_is_none(trainer, session, travel):
    ask(trainer)
    travel(days=16)
    assert PHONE not in ring(trainer)


def news(session, trainer):
    """What may become of a session: (what is done, what is said of it)."""
    later = session.starts_at + datetime.timedelta(hours=1)
    return {
        "changed": (
            lambda: actions.change(session=session, answers={"starts_at": later}, by=trainer.user),
            ["It has changed. It was to be at 10am, Tuesday 16 June 2026.", "11am to 1pm"],
        ),
        "held": (
            lambda: actions.hold(
                session=session, reason="The room is not free", by=trainer.user,
                look_again_on=datetime.date(2026, 6, 9),
            ),
            ["It is on hold. Why: The room is not free. We look at it again on 9 June 2026."],
        ),
        "cancelled": (
            lambda: actions.cancel_session(session=session, reason="Too few", by=trainer.user),
            ["It is cancelled. Why: Too few."],
        ),
    }  # fmt: skip


@pytest.mark.parametrize("what", ["changed", "held", "cancelled"])
@pytest.mark.parametrize("state", ["invited", "accepted"])
def test_news_is_a_call_or_a_mail(trainer, session, mailoutbox, what, state):
    ask(trainer)
    reached(trainer)
    ask(trainer, public_name="Sam", kind="staff", phone="", email="sam@example.org")
    outbox.send_waiting()
    PresenterSlot.objects.update(state=state)
    do, says = news(session, trainer)[what]
    do()
    page = ring(trainer)
    outbox.send_waiting()
    sent = mailoutbox[-1]
    assert len(mailoutbox) == 2 and sent.to == ["sam@example.org"]
    for words in says:
        assert words in page and words in " ".join(sent.body.split()), words
    assert RingTask.objects.open().count() == 1


@pytest.mark.parametrize("state", ["declined", "withdrawn"])
def test_whoever_does_not_present_hears_nothing(trainer, session, state):
    ask(trainer)
    reached(trainer)
    ask(trainer, public_name="Sam", kind="staff", phone="", email="sam@example.org")
    OutgoingMail.objects.all().delete()
    PresenterSlot.objects.update(state=state)
    actions.cancel_session(session=session, reason="Too few", by=trainer.user)
    assert not OutgoingMail.objects.exists() and not RingTask.objects.open().exists()


def test_what_no_longer_holds_is_not_said(trainer, session):
    ask(trainer)
    answers(trainer, "accept")
    actions.hold(session=session, reason="No room", look_again_on=None, by=trainer.user)
    assert "It is on hold" in ring(trainer)
    actions.move(session=session, step="bring_back", by=trainer.user)
    page = ring(trainer)
    assert "It is on hold" not in page and "It is back on." in page
    actions.cancel_session(session=session, reason="Too few", by=trainer.user)
    page = ring(trainer)
    assert "It is back on" not in page and "It is cancelled" in page
    assert Session.objects.get().state == "cancelled"


def test_whoever_cancels_reads_that_presenters_are_rung_too(trainer, session, administrator):
    ask(trainer)
    asks(session, "Cas", email="", phone="01134960001")
    said = administrator.post(DESK + "cancel/", {"reason": "No heating"}, follow=True)
    assert "2 people have to be rung" in said.content.decode()
    assert RingTask.objects.open().count() == 3  # one of them was still to be asked


def test_nobody_else_reads_their_number(trainer, session, curator, outsider, lead):
    ask(trainer)
    for person in (curator, outsider, lead):
        assert PHONE not in ring(person)
