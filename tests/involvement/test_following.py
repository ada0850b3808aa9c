"""News by e-mail: asked for, confirmed, told once, stopped at one press."""

import datetime
import re

import pytest
import time_machine
from django.conf import settings
from django.core import mail as outbox
from django.core.cache import cache
from django.test import Client

from apps.accounts.permissions import Role
from apps.core import clock
from apps.core.outbox import send_waiting
from apps.core.outgoing import OutgoingMail
from apps.home import week
from apps.involvement.models import Activity, Opportunity
from apps.publishing import workflow
from apps.publishing.following import actions, telling
from apps.publishing.following.actions import drop_unconfirmed
from apps.publishing.following.sources import became_public
from apps.publishing.models import Follow, News, RingTask
from tests.factories import ActivityFactory, ProjectFactory
from tests.involvement.test_answers import put_out, write
from tests.personas import Person, make_person

pytestmark = pytest.mark.django_db
JO = "jo@example.org"
SOON = datetime.timedelta(minutes=5)


def text(answer) -> str:
    """What a page says, without its tags."""
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", answer.content.decode()))


def posted() -> list:
    """The mails that go now."""
    outbox.outbox.clear()
    send_waiting()
    return list(outbox.outbox)


def link_in(message) -> str:
    """The path of the link in a mail."""
    return re.search(rf"{settings.SITE_URL}(/follow/\S+)", message.body)[1]


def ask(visitor: Client, path: str, email: str = JO):
    """Ask for news on a page."""
    answer = visitor.post(path, {"how": "email", "email": email})
    assert answer.status_code == 302, text(answer)
    return answer


def confirmed(visitor: Client, path: str, often: str = "week", email: str = JO) -> Follow:
    """Somebody who asked, opened the mail and pressed the button."""
    ask(visitor, path, email)
    [message] = posted()
    answer = visitor.post(link_in(message), {"often": often})
    assert "You hear from us" in text(answer)
    return Follow.objects.filter(email=email).latest("pk")


def of(activity: Activity) -> str:
    return f"/follow/activity/{activity.slug}/"


def told(after: datetime.timedelta = SOON) -> list:
    """The mails that the portal's own work leaves and sends some time later, run twice."""
    with time_machine.travel(clock.now() + after, tick=False):
        telling.tell_followers()
        telling.tell_followers()
        return posted()


@pytest.fixture
def answered(owed, contributor, lead):
    """A function that puts the answer out."""
    return lambda **did: put_out(write(contributor, owed, **did), contributor, lead)


class TestAskingForNews:
    def test_nobody_is_written_to_before_they_pressed_the_button(self, visitor, owed, answered):
        page = visitor.get(owed.get_absolute_url()).content.decode()
        assert f'href="{of(owed)}"' in page
        sent = visitor.post(of(owed), {"how": "email", "email": JO}, follow=True)
        assert "Look in your mailbox" in text(sent)
        [message] = posted()
        assert message.to == [JO]
        link = link_in(message)
        assert "One press" in text(visitor.get(link))
        assert Follow.objects.get().confirmed_at is None, "looking confirms nothing"
        answered()
        assert told() == []

    def test_the_page_says_the_same_for_every_address(self, visitor, owed):
        first = visitor.post(of(owed), {"how": "email", "email": JO}, follow=True)
        assert len(posted()) == 1
        confirmed(visitor, of(owed), email="sam@example.org")
        again = visitor.post(of(owed), {"how": "email", "email": "Sam@Example.org "}, follow=True)
        assert text(first) == text(again)
        assert Follow.objects.count() == 2

    def test_the_same_asked_ten_times_is_one_mail_a_day(self, visitor, owed):
        for _ in range(10):
            ask(visitor, of(owed))
        assert len(posted()) == 1
        with time_machine.travel(clock.now() + datetime.timedelta(days=1), tick=False):
            ask(visitor, of(owed))
            assert len(posted()) == 1

    def test_nobody_fills_the_mailbox_of_somebody_else(self, visitor):
        for number in range(9):
            activity = ActivityFactory(reference=f"INV-2026-10{number:02}")
            ask(visitor, of(activity))
        assert len(posted()) == 5

    def test_a_network_that_asks_and_asks_is_asked_to_wait_and_loses_nothing(self, visitor, owed):
        cache.clear()
        for number in range(12):
            ask(visitor, of(owed), f"p{number}@example.org")
        answer = visitor.post(of(owed), {"how": "email", "email": JO})
        assert answer.status_code == 429
        assert JO in answer.content.decode()

    @pytest.mark.parametrize("typed", ["", "jo", "jo@", "a b@example.org", "x" * 250 + "@b.org"])
    def test_nonsense_gets_a_sentence(self, visitor, owed, typed):
        answer = visitor.post(of(owed), {"how": "email", "email": typed})
        assert answer.status_code == 422
        assert not Follow.objects.exists()

    @pytest.mark.parametrize(
        "path",
        ["/follow/partner/nhs/", "/follow/site/site/", "/follow/response/1/",
         "/follow/activity/none/"],
    )  # fmt: skip
    def test_only_what_is_public_and_has_a_page_is_followed(self, visitor, path):
        assert visitor.get(path).status_code == 404
        assert visitor.post(path, {"email": JO}).status_code == 404

    def test_a_draft_and_a_withdrawn_activity_are_not_found(self, visitor):
        for state in ("draft", "in_review", "withdrawn"):
            activity = ActivityFactory(state=state, withdrawn_reason="It was wrong.")
            assert visitor.get(of(activity)).status_code == 404

    def test_an_address_that_never_said_yes_is_deleted_everywhere(self, visitor, owed):
        ask(visitor, of(owed))
        [message] = posted()
        link = link_in(message)
        with time_machine.travel(clock.now() + datetime.timedelta(days=13), tick=False):
            assert drop_unconfirmed() == ""
        with time_machine.travel(clock.now() + datetime.timedelta(days=14), tick=False):
            assert drop_unconfirmed() == "1 deleted who never said yes"
            assert "This link is over" in text(visitor.get(link))
            assert visitor.post(link, {"often": "week"}).status_code == 404
        assert not Follow.objects.exists()
        assert not OutgoingMail.objects.filter(recipient=JO).exists()


class TestTheNews:
    def test_a_follower_gets_exactly_one_mail_and_stops(self, visitor, owed, answered):
        confirmed(visitor, of(owed), often="news")
        answered()
        [message] = told()
        assert message.to == [JO]
        assert message.subject == f"News of {owed.title}"
        assert "We did: Painted the door yellow." in message.body
        assert "We could not, because: The lift belongs to the landlord." in message.body
        assert owed.get_absolute_url() in message.body
        assert told(datetime.timedelta(days=30)) == []
        link = link_in(message)
        assert Follow.objects.exists(), "looking stops nothing"
        assert "Stop" in text(visitor.get(link))
        assert Follow.objects.exists()
        stopped = visitor.post(link, {"stop": "1"})
        assert "Stopped" in text(stopped)
        assert not stopped.cookies
        assert not Follow.objects.exists()
        assert not OutgoingMail.objects.filter(recipient=JO).exists()
        assert "Stopped" in text(visitor.post(link, {"stop": "1"})), "twice is stopped as well"
        assert "This link is over" in text(visitor.get(link))

    def test_a_mail_program_stops_it_with_one_click(self, owed, answered, visitor):
        confirmed(visitor, of(owed), often="news")
        confirmed(visitor, "/follow/everything/", often="news")
        answered()
        [message] = told()
        address = message.extra_headers["List-Unsubscribe"].strip("<>")
        assert message.extra_headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
        program = Client(enforce_csrf_checks=True)
        path = address.removeprefix(settings.SITE_URL)
        answer = program.post(path, {"List-Unsubscribe": "One-Click"})
        assert answer.status_code == 200
        assert not Follow.objects.exists()

    def test_another_site_cannot_stop_it(self, visitor, owed, answered):
        confirmed(visitor, of(owed), often="news")
        answered()
        [message] = told()
        link = link_in(message)
        for said in ({"Sec-Fetch-Site": "cross-site"}, {"Origin": "https://elsewhere.example"}):
            assert Client().post(link, {"stop": "1"}, headers=said).status_code == 403
        assert Follow.objects.exists()
        ours = {"Sec-Fetch-Site": "same-origin", "Origin": "null"}
        assert Client().post(link, {"stop": "1"}, headers=ours).status_code == 200
        assert not Follow.objects.exists()

    def test_once_a_week_unless_asked_otherwise(self, visitor, owed, answered):
        with time_machine.travel("2026-11-25 10:00", tick=False):  # a Wednesday
            confirmed(visitor, of(owed))
        with time_machine.travel("2026-11-26 10:00", tick=False):
            answered()
        with time_machine.travel("2026-12-01 06:59", tick=False):  # Tuesday
            assert told(datetime.timedelta()) == []
        with time_machine.travel("2026-12-01 07:10", tick=False):
            assert len(told(datetime.timedelta())) == 1
        with time_machine.travel("2026-12-08 07:10", tick=False):
            assert told(datetime.timedelta()) == []

    def test_a_digest_that_could_not_go_on_its_day_goes_later(self, visitor, owed, answered):
        with time_machine.travel("2026-11-25 10:00", tick=False):
            confirmed(visitor, of(owed))
        with time_machine.travel("2026-11-25 11:00", tick=False):
            answered()
        with time_machine.travel("2026-12-19 07:10", tick=False):  # weeks without a worker
            assert len(told(datetime.timedelta())) == 1

    def test_an_address_that_follows_much_gets_one_mail(self, visitor, owed, answered):
        project = ProjectFactory(title="Warm rooms")
        Activity.objects.filter(pk=owed.pk).update(project=project)
        for path in (of(owed), f"/follow/project/{project.slug}/", "/follow/everything/"):
            confirmed(visitor, path, often="news")
        confirmed(visitor, "/follow/everything/", often="news", email="sam@example.org")
        answered()
        assert sorted(message.to[0] for message in told()) == [JO, "sam@example.org"]
        assert told(datetime.timedelta(days=8)) == []

    def test_stopping_one_leaves_the_others(self, visitor, owed):
        one = confirmed(visitor, of(owed))
        confirmed(visitor, "/follow/everything/")

        link = f"/follow/stop/{actions.link('follow.stop', one)}/"
        assert "1 more thing" in text(visitor.get(link))
        visitor.post(link, {"stop": "1"})
        assert [row.kind for row in Follow.objects.all()] == ["site"]

    def test_how_often_holds_for_all_that_an_address_follows(self, visitor, owed):
        confirmed(visitor, of(owed))
        confirmed(visitor, "/follow/everything/", often="news")
        assert set(Follow.objects.values_list("weekly", flat=True)) == {False}

    def test_who_follows_another_activity_hears_nothing(self, visitor, answered):
        confirmed(visitor, of(ActivityFactory(reference="INV-2026-2001")), often="news")
        answered()
        assert told() == []

    def test_what_was_withdrawn_before_the_mail_went_is_no_news(
        self, visitor, owed, answered, lead
    ):
        confirmed(visitor, of(owed), often="news")
        answer = answered()
        with time_machine.travel(clock.now() + SOON, tick=False):
            telling.tell_followers()
        workflow.move(answer, "withdraw", by=lead.user, note="It named somebody.")
        assert told() == []
        assert OutgoingMail.objects.get(kind="follow_news").state == "not_needed"

    def test_a_change_of_an_answer_is_no_news(self, visitor, owed, answered):
        answer = answered()
        confirmed(visitor, of(owed), often="news")
        answer.revision += 1
        answer.save()

        became_public(answer)
        assert News.objects.count() == 1
        assert told() == []

    def test_a_new_way_to_take_part_is_news_of_its_project(self, visitor, lead, partner_a):
        project = ProjectFactory(title="Warm rooms")
        confirmed(visitor, f"/follow/project/{project.slug}/", often="news")
        way = Opportunity.objects.create(
            title="Join the readers", project=project, partner=partner_a, state="in_review",
            revision=0, published_at=None, what_you_do="Read drafts.", can_change="The words.",
            always_open=True, how_to_start="Ring us.", submitted_at=clock.now(),
        )  # fmt: skip
        workflow.move(way, "publish", by=lead.user)
        [message] = told()
        assert "A way to take part: Join the readers" in message.body
        assert "Read drafts." in message.body

    def test_examples_are_no_news(self, visitor, owed, contributor, lead):
        answer = write(contributor, owed)
        answer.is_example = True
        answer.save()
        confirmed(visitor, "/follow/everything/", often="news")
        put_out(answer, contributor, lead)
        assert told() == []

    def test_a_mail_server_that_is_down_loses_nothing(self, visitor, owed, answered, settings):
        confirmed(visitor, of(owed), often="news")
        answered()
        settings.EMAIL_BACKEND = "tests.no_such_backend"
        assert told() == []
        row = OutgoingMail.objects.get(kind="follow_news")
        assert row.state == "waiting"
        settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
        with time_machine.travel(clock.now() + datetime.timedelta(hours=1), tick=False):
            assert len(posted()) == 1


@pytest.mark.parametrize("purpose", ["follow.confirm", "follow.stop"])
def test_a_link_works_for_its_purpose_and_its_holder_alone(visitor, owed, purpose):

    row = confirmed(visitor, of(owed))
    token = actions.link(purpose, row)
    other = {"follow.confirm": "stop", "follow.stop": "confirm"}[purpose]
    assert visitor.get(f"/follow/{other}/{token}/").status_code == 404
    assert visitor.get(f"/follow/{other}/{token[:-3]}abc/").status_code == 404
    visitor.post(f"/follow/{other}/{token}/", {"stop": "1", "often": "news"})
    assert Follow.objects.get().weekly
    row.link_version += 1
    row.save()
    mine = purpose.partition(".")[2]
    assert visitor.get(f"/follow/{mine}/{token}/").status_code == 404


class TestWithoutEmail:
    """Somebody with a phone alone is rung: once to ask, then when there is news."""

    TYPED = {"how": "phone", "phone": "0113 496 0000", "name": "Ann"}

    def listed(self, person) -> str:
        return text(person.get("/staff/ring/"))

    def press(self, person, do: str) -> None:
        task = RingTask.objects.filter(ended_on=None).latest("pk")
        person.post("/staff/ring/", {"call": str(task.pk), "do": do})

    def test_they_are_asked_once_and_told_by_a_call(self, visitor, owed, answered, lead):
        for _ in range(2):
            sent = visitor.post(of(owed), self.TYPED, follow=True)
            assert "We ring you" in text(sent)
        assert RingTask.objects.count() == 1
        assert "Ann: 0113 496 0000" in self.listed(lead)
        assert "1 to ring" in [one.words for one in week.things_for(lead.user, clock.today())][0]
        self.press(lead, "reached")
        assert "Nobody to ring today" in self.listed(lead)
        answered()
        with time_machine.travel(clock.now() + datetime.timedelta(days=8), tick=False):
            telling.tell_followers()
            telling.tell_followers()
            page = self.listed(Person.signed_in(lead.user))
            assert page.count("0113 496 0000") >= 1
            assert "We did: Painted the door yellow." in page
            assert "We could not, because: The lift belongs to the landlord." in page
            assert RingTask.objects.filter(ended_on=None).count() == 1
        assert posted() == []

    def test_it_is_for_leads_of_the_team_alone(self, visitor, owed, contributor, outsider, curator):
        visitor.post(of(owed), self.TYPED)
        for person in (contributor, outsider, curator):
            assert person.get("/staff/ring/").status_code == 404

    def test_a_lead_of_another_team_sees_and_ends_nothing(self, visitor, owed, partner_b):
        other = make_person("lead-b@example.org", Role.LEAD, partner=partner_b, name="Lead B")
        person = Person.signed_in(other)
        visitor.post(of(owed), self.TYPED)
        assert "Nobody to ring today" in self.listed(person)
        for do in ("reached", "no-answer", "no-more", "nonsense"):
            self.press(person, do)
        assert RingTask.objects.get().outcome == ""
        assert Follow.objects.get().confirmed_at is None

    def test_three_calls_without_an_answer_are_the_last(self, visitor, owed, lead):
        visitor.post(of(owed), self.TYPED)
        day = clock.now()
        for _ in range(3):
            with time_machine.travel(day, tick=False):
                self.press(Person.signed_in(lead.user), "no-answer")
                assert "Nobody to ring today" in self.listed(Person.signed_in(lead.user))
            day += datetime.timedelta(days=5)
        assert RingTask.objects.get().outcome == "not_reached"

    def test_who_wants_no_calls_is_deleted(self, visitor, owed, lead):
        visitor.post(of(owed), self.TYPED)
        self.press(lead, "no-more")
        assert not Follow.objects.exists()
        assert not RingTask.objects.exists()

    @pytest.mark.parametrize("typed", ["", "0113", "ring me", "1" * 41])
    def test_a_number_that_is_none_gets_a_sentence(self, visitor, owed, typed):
        sent = visitor.post(of(owed), {**self.TYPED, "phone": typed})
        assert sent.status_code == 422
        assert not Follow.objects.exists()

    def test_everything_new_is_told_by_mail_alone(self, visitor):
        assert 'value="phone"' not in visitor.get("/follow/everything/").content.decode()
        assert visitor.post("/follow/everything/", self.TYPED).status_code == 422
