"""Every number on the settings page changes something; one that nothing reads promises in vain."""

import datetime
from collections.abc import Callable
from typing import Any

import pytest

from apps.accounts import actions as people
from apps.accounts.permissions import Role
from apps.accounts.terms import Terms
from apps.core import clock, disclosure, site_settings
from apps.involvement import measures, promises, ratings
from apps.involvement.actions import private
from apps.involvement.models import Promise
from apps.library.resources.forms import FileForm
from apps.partners.models import Partner
from apps.projects.models import Project
from apps.publishing import actions
from apps.publishing.models import Correction, Request, State
from apps.showcase.forms.consent import ConsentForm
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
        item=project, changes={"title": "Mended"}, what="a letter", by=by.user,
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


def rating_spread(by: Person) -> Any:
    return ratings.spread_from()


def resource_file_mb(by: Person) -> Any:
    return FileForm(named=[]).fields["file"].help_text


READ: dict[str, Callable[[Person], Any]] = {
    one.__name__: one
    for one in (
        cover_after_days, second_look_days, request_days, request_keep_months, invitation_days,
        promise_days, grace, due_soon, unpublished_notice,
        equality_floor, equality_rounding, log_link_days, rating_minimum, rating_spread,
        consent_months, resource_file_mb,
    )
}  # fmt: skip


def test_no_number_is_left_out() -> None:
    numbers = {name for name, one in site_settings.declared.items() if one.kind == "number"}
    assert numbers == set(READ)


@pytest.mark.parametrize("name", READ)
def test_a_number_changes_what_happens(name: str, administrator: Person) -> None:
    usual = READ[name](administrator)
    site_settings.store(name=name, value="20")
    assert READ[name](administrator) != usual


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
