"""Every number on the settings page changes something; one that nothing reads promises in vain."""

import datetime
from collections.abc import Callable
from typing import Any

import pytest
from django.core.exceptions import ValidationError

from apps.accounts import actions as people
from apps.accounts.permissions import Role
from apps.accounts.terms import Terms
from apps.core import clock, disclosure, mail, site_settings, versions
from apps.core.counts import Count
from apps.core.models import OutgoingMail, SiteSetting
from apps.core.outgoing import erase_old_recipients
from apps.involvement import completeness, equality, measures, promises, ratings
from apps.involvement.actions import private
from apps.involvement.models import Activity, Promise, Response, follow_ups
from apps.library.forms import Dates
from apps.library.resources.forms import FileForm
from apps.partners.models import Partner
from apps.projects.models import Project
from apps.publishing import actions
from apps.publishing.models import (
    Consent,
    ConsentEvidence,
    Correction,
    Follow,
    Request,
    RingTask,
    State,
)
from apps.publishing.recordings.forms import NewForm
from apps.publishing.ringing.actions import drop_ended
from apps.showcase.actions import evidence
from apps.showcase.actions.consent_mails import leave_endings
from apps.showcase.forms.consent import ConsentForm
from apps.training import due as training_due
from apps.training.actions import change_needs, offering
from apps.training.models import Booking, Course, Interest, Session
from tests.factories import PartnerFactory, ProjectFactory
from tests.personas import Person

pytestmark = pytest.mark.django_db


def asked() -> Request:
    return Request.objects.receive(kind="wrong", reply_by="none", words="The date")


def request_days(by: Person) -> Any:
    return asked().due


def request_keep_months(by: Person) -> Any:
    return asked().purge_on


def invitation_days(by: Person) -> Any:
    terms = [Terms(role=Role.CURATOR, everywhere=True, partners=[], places=[], until=None)]
    email = f"number{clock.now().timestamp()}@example.org"
    return people.invite(email=email, name="New", terms=terms, by=by.user).expires_on


def second_look_days(by: Person) -> Any:
    project = ProjectFactory()
    actions.correct(
        item=project, changes={"summary": f"{project.summary}!"}, what="a letter", by=by.user,
        edit_count=project.edit_count,
    )  # fmt: skip
    return Correction.objects.latest("pk").look_by


def cover_after_days(by: Person) -> Any:
    sent = clock.now() - datetime.timedelta(days=14)
    project = ProjectFactory(state=State.IN_REVIEW, submitted_at=sent)
    return Project.objects.waiting_for_cover().filter(pk=project.pk).exists()


def promise_days(by: Person) -> Any:
    return promises.default_due(datetime.date(2026, 5, 4))


def grace(by: Person) -> Any:
    return promises.overdue_before()


def due_soon(by: Person) -> Any:
    promise = Promise(due=clock.today() + datetime.timedelta(days=18))
    return promises.state_of(promise)


def unpublished_notice(by: Person) -> Any:
    return measures.unpublished_since()


def equality_floor(by: Person) -> Any:
    return disclosure.disclosed(12)


def equality_rounding(by: Person) -> Any:
    return disclosure.disclosed(12)


def log_link_days(by: Person) -> Any:
    link, _secret = private.send_link(partner=PartnerFactory(), group_name="A group", by=by.user)
    return link.expires_on


def rating_minimum(by: Person) -> Any:
    return ratings.least()


def consent_months(by: Person) -> Any:
    form = ConsentForm(partners=Partner.objects.all())
    return form.fields["expires_on"].initial


def consent_evidence_months(by: Person) -> Any:
    day = clock.add_months(clock.today(), -15)
    consent = Consent.objects.create(
        partner=PartnerFactory(), label="A", capacity="self", state="withdrawn",
        withdrawn_on=day, expires_on=day,
    )  # fmt: skip
    row = ConsentEvidence.objects.create(consent=consent, email="a@example.org")
    evidence.erase_old()
    return ConsentEvidence.objects.filter(pk=row.pk).exists()


def recording_megabytes(by: Person) -> Any:
    return NewForm(page=ProjectFactory()).most


def rating_spread(by: Person) -> Any:
    return ratings.spread_from()


def resource_file_mb(by: Person) -> Any:
    return FileForm(named=[]).fields["file"].help_text


def follow_up_first(by: Person) -> Any:
    return follow_ups()


def follow_up_second(by: Person) -> Any:
    given = clock.add_months(clock.today(), -13)
    answer = Response(given_on=given, after_twelve="in_place", revision=1, on_the_day=True)
    answer.save()
    return "too early" in " ".join(answer.blockers())


def page_review_months(by: Person) -> Any:
    return Dates().fields["review_on"].help_text


def agreed_under(by: Person) -> Any:
    return completeness.small_enough(of(12))


def took_part_from(by: Person) -> Any:
    return of(12).took_part_in_public


def of(people: int) -> Activity:
    activity = Activity()
    activity.took_part = Count(people, "exactly", "people")
    return activity


def consent_ending(days: int) -> Consent:
    """A live consent with an address, that ends in so many days."""
    consent = Consent.objects.create(
        partner=PartnerFactory(), label="Somebody", capacity="self", on_portal=True, words=True,
        state="given", given_on=clock.today(),
        expires_on=clock.today() + datetime.timedelta(days=days),
    )  # fmt: skip
    ConsentEvidence.objects.create(consent=consent, email="somebody@example.org")
    return consent


def consent_warned_first(by: Person) -> Any:
    return consent_ending(30).standing, leave_endings()


def consent_warned_last(by: Person) -> Any:
    consent = consent_ending(17)
    leave_endings()
    return mail.is_left(f"consent-ends-60-{consent.pk}-{consent.expires_on:%Y%m%d}")


def calls_kept_days(by: Person) -> Any:
    number = f"01632 96{Follow.objects.count():04}"
    follow = Follow.objects.create(
        kind="project", object_id=1, mailbox=number, phone=number, asked_on=clock.today()
    )
    ended = clock.today() - datetime.timedelta(days=25)
    call = RingTask.objects.create(
        key=str(follow.pk), kind="follow", object_id=follow.pk, due=ended, ended_on=ended,
        outcome="reached",
    )  # fmt: skip
    drop_ended()
    return RingTask.objects.filter(pk=call.pk).exists()


def a_booking(*, ahead: int) -> Booking:
    """Somebody with a place in a session so many days ahead, booked long before."""
    now = clock.now()
    course = Course.objects.create(title="A", partner=PartnerFactory())
    start = now + datetime.timedelta(days=ahead)
    session = Session.objects.create(
        reference=f"S-{Session.objects.count()}", course=course, starts_at=start, capacity=5,
        ends_at=start + datetime.timedelta(hours=1), mode="online", state="open",
    )  # fmt: skip
    return Booking.objects.create(
        session=session, name="Ann", name_key="ann", contact_key="ann@example.org",
        email="ann@example.org", describes="not_said", state="confirmed",
        booked_at=start - datetime.timedelta(days=100),
    )  # fmt: skip


def offer_days(by: Person) -> Any:
    return offering.expires_at(a_booking(ahead=300).session)


def reminder_days(by: Person) -> Any:
    a_booking(ahead=15)
    return training_due.remind()


def booking_months(by: Person) -> Any:
    booking = a_booking(ahead=-300)
    training_due.erase()
    booking.refresh_from_db()
    return booking.anonymised


def interest_months(by: Person) -> Any:
    row = Interest.objects.create(
        course=a_booking(ahead=1).session.course, mailbox="a", email="a@example.org",
        asked_on=clock.add_months(clock.today(), -14),
    )  # fmt: skip
    training_due.erase()
    return Interest.objects.filter(pk=row.pk).exists()


def needs_days(by: Person) -> Any:
    booking = a_booking(ahead=9)
    change_needs(booking=booking, needs=["bsl"], words="")
    return booking.needs.purge_on


def mail_kept_days(by: Person) -> Any:
    ended = clock.now() - datetime.timedelta(days=25)
    number = OutgoingMail.objects.count()
    mail = OutgoingMail.objects.create(
        kind="x", key=f"x-{number}", recipient="somebody@example.org", message_id=f"x-{number}",
        due_at=ended, next_try_at=ended, state="not_needed", ended_at=ended,
    )  # fmt: skip
    erase_old_recipients()
    mail.refresh_from_db()
    return mail.recipient


def year_starts_month(by: Person) -> Any:
    return equality.financial_year(datetime.date(2026, 5, 4))


READ: dict[str, Callable[[Person], Any]] = {
    one.__name__: one
    for one in (
        cover_after_days, second_look_days, request_days, request_keep_months, invitation_days,
        promise_days, grace, due_soon, unpublished_notice,
        equality_floor, equality_rounding, log_link_days, rating_minimum, rating_spread,
        consent_months, consent_evidence_months, recording_megabytes, resource_file_mb,
        follow_up_first, follow_up_second, page_review_months, agreed_under, took_part_from,
        consent_warned_first, consent_warned_last, calls_kept_days, mail_kept_days,
        year_starts_month,
        offer_days, reminder_days, booking_months, interest_months, needs_days,
    )
}  # fmt: skip


def test_no_number_is_left_out() -> None:
    numbers = {name for name, one in site_settings.declared.items() if one.kind == "number"}
    assert numbers == set(READ)


@pytest.mark.parametrize("name", READ)
def test_a_number_changes_what_happens(name: str, administrator: Person) -> None:
    usual = READ[name](administrator)
    site_settings.store(name=name, value="11" if name == "year_starts_month" else "20")
    assert READ[name](administrator) != usual


def test_who_took_part_is_never_counted_in_public_below_five(administrator: Person) -> None:
    with pytest.raises(ValidationError, match="from 5 to 50"):
        site_settings.store(name="took_part_from", value="4")
    SiteSetting.objects.create(name="took_part_from", value="2")
    versions.raise_public()
    assert of(4).took_part_in_public == "a few people"


def test_every_number_that_is_agreed_for_today_is_on_the_page() -> None:
    """The partnership's list of numbers."""
    agreed = {
        "promise_days": 60, "grace": 14, "due_soon": 14, "unpublished_notice": 60,
        "cover_after_days": 5, "second_look_days": 14, "rating_minimum": 5, "rating_spread": 10,
        "agreed_under": 10, "took_part_from": 5, "equality_floor": 8, "equality_rounding": 5,
        "consent_months": 24, "consent_warned_first": 60, "consent_warned_last": 14,
        "offer_days": 2, "reminder_days": 7, "booking_months": 6, "interest_months": 12,
        "needs_days": 30,
        "request_days": 10, "request_keep_months": 6, "calls_kept_days": 30, "mail_kept_days": 30,
        "invitation_days": 14, "log_link_days": 14, "follow_up_first": 6, "follow_up_second": 12,
        "page_review_months": 12, "year_starts_month": 4,
    }  # fmt: skip
    assert {name: int(site_settings.declared[name].default) for name in agreed} == agreed


def test_the_days_to_answer_are_named_where_people_ask(visitor: Any) -> None:
    site_settings.store(name="request_days", value="1")
    site_settings.store(name="request_keep_months", value="9")
    page = visitor.get("/ask/wrong/site/").content.decode()
    assert "We answer within 1 working day." in page
    assert "erased 9 months after" in page


@pytest.mark.parametrize(
    ("day", "months", "later"),
    [
        ("2026-01-31", 1, "2026-02-28"),
        ("2026-11-24", 6, "2027-05-24"),
        ("2027-12-31", 2, "2028-02-29"),
    ],
)
def test_months_are_those_of_the_calendar(day: str, months: int, later: str) -> None:
    assert clock.add_months(datetime.date.fromisoformat(day), months).isoformat() == later
