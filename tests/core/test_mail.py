"""Mail leaves with the act that asks for it, once, and never gets lost when the server is away."""

import datetime

import pytest
import time_machine
from django.core import mail as django_mail
from django.db import transaction

from apps.core import mail, outbox, tasks
from apps.core.mail import Built, MailKind, NotNeeded
from apps.core.models import MailText
from apps.core.outgoing import OutgoingMail
from apps.home.mails import leave_test
from tests.smtp_sink import sink

pytestmark = pytest.mark.django_db
MINUTE = datetime.timedelta(minutes=1)


@pytest.fixture
def kind(monkeypatch):
    """A kind of mail that a test may bend; its words are those of the test mail."""
    monkeypatch.setattr(mail, "kinds", dict(mail.kinds))

    def make(build=lambda ids: Built({"name": "Sam", **ids}), **more):
        made = MailKind("letter", "test", build, placeholders={"name": "x", "link": "x"}, **more)
        mail.register(made)
        return made

    return make


@pytest.fixture
def server(settings):
    """A real mail server of this test."""
    with sink() as found:
        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT = found.server_address
        settings.EMAIL_TIMEOUT = 5
        yield found


def letter(key="one", recipient="sam@example.org", **ids):
    return mail.leave(kind="letter", key=key, recipient=recipient, ids=ids)


def test_text_comes_first_and_simple_html_second(kind):
    kind()
    letter(link="https://portal.example.org/a/")
    assert outbox.send_waiting() == 1
    (message,) = django_mail.outbox
    assert message.to == ["sam@example.org"]
    assert message.subject == "A test from Involvement and co-production"
    assert "Hello Sam," in message.body
    html, kind_of = message.alternatives[0]
    assert kind_of == "text/html"
    assert '<a href="https://portal.example.org/a/">' in html
    assert "<img" not in html
    row = OutgoingMail.objects.get()
    assert (row.state, row.tries, row.maybe_twice) == ("sent", 1, False)
    assert message.extra_headers["Message-ID"] == row.message_id


def test_the_same_key_twice_is_one_mail(kind):
    kind()
    assert letter().pk == letter().pk
    outbox.send_waiting()
    letter()
    assert outbox.send_waiting() == 0
    assert len(django_mail.outbox) == 1


@pytest.mark.django_db(transaction=True)
def test_an_act_that_is_rolled_back_leaves_no_mail(kind):
    kind()
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        letter()
        raise ZeroDivisionError
    assert outbox.send_waiting() == 0


def test_a_mail_for_later_waits_for_its_moment(kind):
    kind()
    later = datetime.datetime(2030, 1, 1, 9, tzinfo=datetime.UTC)
    mail.leave(kind="letter", key="later", recipient="sam@example.org", ids={}, due=later)
    assert outbox.send_waiting() == 0
    with time_machine.travel(later, tick=False):
        assert outbox.send_waiting() == 1


def test_an_unknown_kind_or_a_broken_address_is_refused_at_once(kind):
    kind()
    with pytest.raises(LookupError):
        mail.leave(kind="nonsense", key="x", recipient="sam@example.org", ids={})
    for wrong in ("sam", "sam@example.org\nBcc: all@example.org", ""):
        with pytest.raises(ValueError, match="not an e-mail address"):
            letter(recipient=wrong)
    assert not OutgoingMail.objects.exists()


def test_a_name_can_neither_start_a_header_nor_a_tag_nor_bring_in_a_placeholder(kind):
    kind(lambda ids: Built({"name": "{link}\r\nBcc: all@example.org <b>", "link": "secret"}))
    MailText.objects.create(kind="letter", subject="For {name}", body="Dear {name}")
    letter()
    outbox.send_waiting()
    (message,) = django_mail.outbox
    assert message.subject == "For {link} Bcc: all@example.org <b>"
    assert "secret" not in message.body
    assert "&lt;b&gt;" in message.alternatives[0][0]
    assert message.message()["Bcc"] is None


def test_a_sensitive_subject_says_only_whom_it_is_from(kind):
    kind(sensitive=True)
    letter()
    outbox.send_waiting()
    assert django_mail.outbox[0].subject == "A message from Involvement and co-production"


def test_a_kind_that_can_be_stopped_gives_mail_programs_the_button(kind):
    kind(lambda ids: Built({}, unsubscribe="https://portal.example.org/follow/stop/x/"))
    letter()
    outbox.send_waiting()
    headers = django_mail.outbox[0].extra_headers
    assert headers["List-Unsubscribe"] == "<https://portal.example.org/follow/stop/x/>"
    assert headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"


def test_what_is_over_by_then_is_not_sent(kind):
    def over(ids):
        raise NotNeeded

    kind(over)
    letter()
    assert outbox.send_waiting() == 0
    assert OutgoingMail.objects.get().state == "not_needed"


def test_a_mail_that_cannot_be_built_does_not_hold_up_the_next(kind):
    def build(ids):
        return Built({"name": 1 // ids["n"]})

    kind(build)
    letter("broken", n=0)
    letter("whole", n=1)
    assert outbox.send_waiting() == 1
    broken = OutgoingMail.objects.get(key="broken")
    assert (broken.state, broken.error) == ("waiting", "ZeroDivisionError")


def test_mail_down_is_tried_with_growing_pauses_then_failed_then_tried_again(kind, settings):
    kind()
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 9
    with time_machine.travel("2026-06-01 09:00", tick=False) as clock:
        letter()
        pauses = []
        for _ in range(30):
            outbox.send_waiting()
            row = OutgoingMail.objects.get()
            if row.state == "failed":
                break
            pauses.append(row.next_try_at - row.claimed_until + outbox.CLAIM)
            clock.move_to(row.next_try_at)
        assert pauses == sorted(pauses)
        assert (row.state, row.tries, row.error) == ("failed", 7, "ConnectionRefusedError")
        assert not row.maybe_twice
        first_id = row.message_id
        with sink() as server:
            settings.EMAIL_PORT = server.server_address[1]
            assert outbox.send_waiting() == 0
            outbox.try_again(pk=row.pk)
            assert outbox.send_waiting() == 1
            assert server.ids == [first_id]
    assert OutgoingMail.objects.get().state == "sent"


def test_a_refused_address_is_not_tried_seven_times(kind, server):
    kind()
    server.refuse = "550 no such person"
    letter()
    assert outbox.send_waiting() == 0
    row = OutgoingMail.objects.get()
    assert (row.state, row.tries, row.error) == ("failed", 1, "SMTPRecipientsRefused")


def test_a_line_that_breaks_after_the_handover_may_mean_twice_and_says_so(kind, server):
    kind()

    def hang_up():
        raise OSError

    server.on["taken"] = hang_up
    letter()
    assert outbox.send_waiting() == 0
    row = OutgoingMail.objects.get()
    assert (row.state, row.maybe_twice) == ("waiting", True)
    server.on.clear()
    with time_machine.travel(row.next_try_at + MINUTE):
        assert outbox.send_waiting() == 1
    assert len(server.ids) == 2
    assert len(set(server.ids)) == 1


def test_what_works_once_goes_at_most_once_whatever_breaks(kind, server):
    kind(mark_first=True)

    def hang_up():
        raise OSError

    server.on["taken"] = hang_up
    letter()
    outbox.send_waiting()
    row = OutgoingMail.objects.get()
    assert (row.state, row.unconfirmed) == ("sent", True)
    server.on.clear()
    with time_machine.travel(row.handed_over_at + datetime.timedelta(days=2)):
        assert outbox.send_waiting() == 0
    assert len(server.ids) == 1


def test_what_works_once_is_tried_again_where_the_server_surely_did_not_take_it(kind, server):
    kind(mark_first=True)
    server.refuse = "450 later"
    letter()
    outbox.send_waiting()
    row = OutgoingMail.objects.get()
    assert (row.state, row.unconfirmed) == ("waiting", False)
    server.refuse = ""
    with time_machine.travel(row.next_try_at + MINUTE):
        assert outbox.send_waiting() == 1
    assert len(server.ids) == 1


def test_addresses_and_ids_are_erased_thirty_days_later_and_the_key_stays(kind):
    kind()
    letter(user=7)
    outbox.send_waiting()
    sent = OutgoingMail.objects.get().handed_over_at
    with time_machine.travel(sent + datetime.timedelta(days=29)):
        tasks.run_due()
        assert OutgoingMail.objects.get().recipient
    with time_machine.travel(sent + datetime.timedelta(days=30, minutes=1)):
        tasks.run_due()
        row = OutgoingMail.objects.get()
        assert (row.recipient, row.ids, row.key) == ("", {}, "one")
        letter(user=7)
        assert outbox.send_waiting() == 0


def test_the_test_mail_reaches_whoever_asked(administrator):
    leave_test(by=administrator.user)
    outbox.send_waiting()
    assert django_mail.outbox[0].to == ["administrator@example.org"]
    assert "Hello Ad Min" in django_mail.outbox[0].body


def test_nothing_for_somebody_disabled_since(administrator):
    leave_test(by=administrator.user)
    administrator.user.is_active = False
    administrator.user.save()
    assert outbox.send_waiting() == 0
