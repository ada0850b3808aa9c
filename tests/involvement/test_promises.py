"""When people hear back: who is owed an answer, and how a promise looks on a day."""

import datetime

import pytest
import time_machine
from django.db import IntegrityError, transaction
from django.test import Client

from apps.accounts import belongings
from apps.core import clock
from apps.core.models import AuditRecord
from apps.involvement import actions, promises
from apps.involvement.models import Activity, PromiseCover
from apps.partners.models import Contact
from apps.publishing import workflow
from apps.publishing.workflow import Blocked, NotAllowed
from tests.factories import ActivityFactory, ProjectFactory
from tests.involvement.test_quick_log import log
from tests.personas import Person

pytestmark = pytest.mark.django_db
SAYS = {"public_summary": "We asked how people find their way.", "level_reason": "We talked."}


def complete(activity: Activity, **more: str) -> Activity:
    """What a record needs besides a promise."""
    Activity.objects.filter(pk=activity.pk).update(**SAYS, **more)
    activity.refresh_from_db()
    return activity


def promise(activity: Activity, person: Person, days: int = 30):
    return actions.make_promise(
        activity=activity,
        due=clock.today() + datetime.timedelta(days=days),
        contact=None,
        looked_after_by=person.user,
        by=person.user,
    )


def published(activity: Activity, writer: Person, lead: Person) -> Activity:
    workflow.move(activity, "submit", by=writer.user)
    workflow.move(activity, "publish", by=lead.user)
    activity.refresh_from_db()
    return activity


class TestWhoIsOwed:
    def test_engage_without_a_promise_is_refused_in_one_sentence(self, contributor):
        activity = complete(log(contributor, way="engage"))
        with pytest.raises(Blocked) as refused:
            workflow.move(activity, "submit", by=contributor.user)
        assert refused.value.sentences == [
            "Say by when people hear what came of it, or that you answered on the day."
        ]

    def test_inform_passes(self, contributor):
        activity = complete(log(contributor, way="inform"))
        assert workflow.move(activity, "submit", by=contributor.user).state == "in_review"

    def test_a_level_that_is_not_stated_is_no_way_round(self, contributor):
        activity = complete(log(contributor))
        with pytest.raises(Blocked, match="in a sentence why nobody is owed"):
            workflow.move(activity, "submit", by=contributor.user)
        actions.owe_nobody(activity=activity, reason="We handed out leaflets.", by=contributor.user)
        assert workflow.move(activity, "submit", by=contributor.user).state == "in_review"

    def test_raising_the_level_later_asks_for_a_promise(self, contributor):
        activity = complete(log(contributor))
        actions.owe_nobody(activity=activity, reason="Leaflets.", by=contributor.user)
        Activity.objects.filter(pk=activity.pk).update(claimed_level="consult")
        activity.refresh_from_db()
        with pytest.raises(Blocked, match="owes an answer"):
            workflow.move(activity, "submit", by=contributor.user)

    def test_answered_on_the_day_is_published_with_it(self, contributor, lead, visitor: Client):
        activity = complete(log(contributor, way="engage"))
        address = f"/staff/activities/{activity.pk}/promise/"
        answer = contributor.post(
            address,
            {"how": "day", "we_did": "Moved the sign.", "closing": "all_possible"},
        )
        assert answer.status_code == 302, answer.content.decode()
        assert visitor.get(activity.get_absolute_url()).status_code == 404
        published(activity, contributor, lead)
        page = visitor.get(activity.get_absolute_url()).content.decode()
        assert "Moved the sign." in page
        assert "Everything asked for was possible." in page
        assert "Answered on the day" in page
        assert "Heard back" in page


class TestOnADay:
    """Due on a day: unchanged in public for 14 days after it, overdue from the 15th."""

    @pytest.fixture
    def owed(self, contributor, lead) -> Activity:
        activity = complete(log(contributor, way="engage"))
        promise(activity, contributor, days=60)
        return published(activity, contributor, lead)

    @pytest.mark.parametrize(
        ("after_due", "public", "staff"),
        [
            (-60, "Promised by", ""),
            (-14, "Promised by", "Due soon"),
            (0, "Promised by", "Due soon"),
            (1, "Promised by", "Late since"),
            (14, "Promised by", "Late since"),
            (15, "Overdue since", "Overdue since"),
        ],
    )
    def test_the_same_day_reads_so_in_public_and_so_for_staff(
        self, owed, contributor, visitor, after_due, public, staff
    ):
        due = owed.promises.get().due
        with time_machine.travel(due + datetime.timedelta(days=after_due, hours=12), tick=False):
            page = visitor.get(owed.get_absolute_url()).content.decode()
            start = Person.signed_in(contributor.user).get("/staff/").content.decode()
        assert public in page
        assert ("Overdue" in page) == (public == "Overdue since")
        assert f"{due.day} {due:%B %Y}" in page
        assert staff in start
        assert ("Late since" in start) == (staff == "Late since")
        assert "Answers owed (1)" in start

    def test_withdrawn_it_is_still_owed(self, owed, lead):
        workflow.move(owed, "withdraw", by=lead.user, note="A partner asked us to.")
        owed.refresh_from_db()
        assert owed.promises.open().count() == 1


class TestPromises:
    def test_the_suggestion_is_sixty_days_after_the_last_day(self, contributor):
        activity = log(contributor, way="engage")
        due = activity.last_day + datetime.timedelta(days=60)
        page = contributor.get(f"/staff/activities/{activity.pk}/promise/").content.decode()
        assert f'value="{due.day}"' in page
        assert "Suggested: " in page

    @pytest.mark.parametrize(
        ("typed", "sentence"),
        [
            ({}, "Select when people hear what came of it"),
            ({"how": "new"}, "Enter the day, like 4 3 2027"),
            ({"how": "new", "due_0": "31", "due_1": "2", "due_2": "2027"}, "Enter a real date"),
            ({"how": "new", "due_0": "1", "due_1": "1", "due_2": "2020"}, "today or a later day"),
            ({"how": "join"}, "Choose one of the answers offered here"),
            ({"how": "day", "closing": "could_not"}, "Say what you could not do, and why"),
            ({"how": "day", "we_did": "Thanked them."}, "Select which is true"),
            ({"how": "nobody"}, "Choose one of the answers offered here"),
        ],
    )
    def test_a_wrong_answer_gets_its_own_sentence(self, contributor, typed, sentence):
        activity = log(contributor, way="engage")
        answer = contributor.post(f"/staff/activities/{activity.pk}/promise/", typed)
        assert answer.status_code == 422
        assert sentence in answer.content.decode()
        assert not PromiseCover.objects.exists()

    def test_twelve_monthly_meetings_join_one_promise(self, contributor, partner_a):
        project = ProjectFactory()
        first = log(contributor, way="engage")
        Activity.objects.filter(pk=first.pk).update(project=project)
        first.refresh_from_db()
        made = promise(first, contributor, days=200)
        for _ in range(11):
            other = log(contributor, way="engage")
            Activity.objects.filter(pk=other.pk).update(project=project)
            other.refresh_from_db()
            answer = contributor.post(
                f"/staff/activities/{other.pk}/promise/", {"how": "join", "promise": made.pk}
            )
            assert answer.status_code == 302, answer.content.decode()
        assert made.activities.count() == 12

    def test_a_second_open_promise_is_refused_by_action_and_by_the_database(self, contributor):
        activity = log(contributor, way="engage")
        made = promise(activity, contributor)
        with pytest.raises(NotAllowed, match="promised already"):
            promise(activity, contributor)
        other = promise(log(contributor, way="engage"), contributor)
        with pytest.raises(IntegrityError), transaction.atomic():
            PromiseCover.objects.create(promise=other, activity=activity)
        assert activity.promises.get() == made

    def test_another_partner_makes_none(self, contributor, outsider):
        activity = log(contributor, way="engage")
        assert outsider.get(f"/staff/activities/{activity.pk}/promise/").status_code == 404
        with pytest.raises(NotAllowed, match="belongs to the partner"):
            promise(activity, outsider)

    def test_a_mistake_is_cancelled_by_its_team_with_a_public_reason(
        self, contributor, lead, outsider
    ):
        activity = log(contributor, way="engage")
        made = promise(activity, contributor)
        address = f"/staff/promises/{made.pk}/cancel/"
        assert outsider.get(address).status_code == 404
        assert contributor.get(address).status_code == 200
        assert lead.post(address, {"because": ""}).status_code == 422
        assert lead.post(address, {"because": "It was entered twice."}).status_code == 302
        assert promises.standing(activity).state == "none"
        assert AuditRecord.objects.filter(act="cancelled a promise").count() == 1


def test_whoever_leaves_hands_over_drafts_and_promises(administrator, contributor, lead):
    activity = log(contributor, way="engage")
    promise(activity, contributor)
    held = belongings.of(contributor.user)
    counted = [belonging.counted(number) for belonging, number in held]
    assert counted == ["1 promise", "1 unpublished activity"]
    for belonging, _number in held:
        belonging.hand_over(contributor.user, lead.user, administrator.user)
    assert belongings.of(contributor.user) == []
    start = lead.get("/staff/").content.decode()
    assert "To finish (1)" in start
    assert "Answers owed (1)" in start


def test_a_promise_names_where_people_can_ask_if_the_team_has_such_a_place(
    partner_a, contributor
) -> None:
    activity = ActivityFactory(partner=partner_a, state="draft", author=contributor.user)
    page = f"/staff/activities/{activity.pk}/promise/"
    day = clock.today() + datetime.timedelta(days=40)
    sent = {"how": "new", "due_0": day.day, "due_1": day.month, "due_2": day.year}
    desk = Contact.objects.create(
        label="Desk of A", purpose="Ask", email="desk@example.org", partner=partner_a
    )
    refused = contributor.post(page, sent)
    assert refused.status_code == 422
    assert "Select where people can ask" in refused.content.decode()
    assert f'value="{desk.pk}" selected' in contributor.get(page).content.decode()
    assert contributor.post(page, {**sent, "contact": desk.pk}).status_code == 302
    assert activity.promises.get().contact == desk
