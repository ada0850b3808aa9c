"""Tell me when it is back: asked without an account, told once, and forgotten."""

from apps.core import outbox
from apps.training import actions
from apps.training.models import Course, Interest, Session

ADDRESS = "/training/working-together/interest/"


def test_asked_told_once_and_forgotten(visitor, session, trainer, mailoutbox):
    Course.objects.update(staff_needed=0, volunteers_needed=0)
    actions.hold(session=session, reason="No room", look_again_on=None, by=trainer.user)
    page = visitor.get(session.get_absolute_url()).content.decode()
    assert ADDRESS in page and "No room" in page
    for _ in range(2):
        done = visitor.post(ADDRESS, {"how": "email", "email": "Ann@example.org"}, follow=True)
        assert "We tell you when you can book" in done.content.decode()
    visitor.post(ADDRESS, {"how": "phone", "phone": "0113 496 0000"})
    assert Interest.objects.count() == 2
    actions.reopen(session=session, by=trainer.user)
    outbox.send_waiting()
    assert [mail.to for mail in mailoutbox] == [["ann@example.org"]]
    assert "Working together is back" in mailoutbox[0].subject
    assert list(Interest.objects.values_list("email", flat=True)) == [""]  # to be rung still
    Session.objects.update(state="scheduled")
    actions.move(session=session, step="open", by=trainer.user)
    outbox.send_waiting()
    assert len(mailoutbox) == 1


def test_wrong_answers_and_courses_that_are_not_ours(visitor, course):
    wrong = visitor.post(ADDRESS, {"how": "phone", "phone": "ring me"})
    assert wrong.status_code == 422 and "Enter a phone number" in wrong.content.decode()
    Course.objects.update(external=True)
    assert visitor.get(ADDRESS).status_code == 404
