"""News by e-mail: asked for, confirmed, told once, stopped at one press."""

import datetime
import re

import pytest
import time_machine
from django.conf import settings
from django.core import mail as outbox
from django.core.cache import cache
from django.test import Client

from apps.core import clock
from apps.core.outbox import send_waiting
from apps.core.outgoing import OutgoingMail
from apps.involvement.models import Activity, Opportunity
from apps.publishing import workflow
from apps.publishing.following import actions, telling
from apps.publishing.following.actions import drop_unconfirmed
from apps.publishing.models import Follow, News, Refusal
from tests.factories import ActivityFactory, ProjectFactory
from tests.involvement.test_answers import put_out, write

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

    def test_the_same_asked_ten_times_is_one_mail_a_day_and_two_at_most(self, visitor, owed):
        for _ in range(10):
            ask(visitor, of(owed))
        assert len(posted()) == 1
        for days, mails in ((1, 1), (2, 0), (9, 0)):
            with time_machine.travel(clock.now() + datetime.timedelta(days=days), tick=False):
                ask(visitor, of(owed))
                assert len(posted()) == mails, "two mails at most for one thing"
        assert Follow.objects.get().asked_on == clock.today(), "asking again keeps nothing longer"

    def test_nobody_fills_the_mailbox_of_somebody_else(self, visitor):
        for number in range(9):
            activity = ActivityFactory(reference=f"INV-2026-10{number:02}")
            ask(visitor, of(activity))
        assert len(posted()) == 5

    @pytest.mark.parametrize(
        "spelt", ['"jo"@example.org', "jo+1@example.org", "JO@EXAMPLE.ORG", "jo+a+b@example.org"]
    )
    def test_another_spelling_is_the_same_mailbox(self, visitor, owed, spelt):
        ask(visitor, of(owed))
        ask(visitor, of(owed), spelt)
        assert Follow.objects.count() == 1
        assert len(posted()) == 1

    def test_who_wants_nothing_is_never_asked_again(self, visitor, owed):
        ask(visitor, of(owed))
        [message] = posted()
        visitor.post(link_in(message), {"never": "1"})
        assert not Follow.objects.exists()
        assert not OutgoingMail.objects.filter(recipient=JO).exists()
        assert JO not in str(list(Refusal.objects.values()))
        for spelt in (JO, "jo+again@example.org"):
            with time_machine.travel(clock.now() + datetime.timedelta(days=30), tick=False):
                ask(visitor, "/follow/everything/", spelt)
                assert posted() == []
        assert not Follow.objects.exists()

    def test_of_an_example_nobody_is_told_anything(self, visitor):
        activity = ActivityFactory(is_example=True)
        assert visitor.get(of(activity)).status_code == 404
        assert "/follow/" not in visitor.get(activity.get_absolute_url()).content.decode()

    def test_a_network_that_asks_and_asks_is_asked_to_wait_and_loses_nothing(self, visitor, owed):
        cache.clear()
        for number in range(40):
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

    def test_what_was_withdrawn_untold_and_came_back_is_news_once(
        self, visitor, owed, answered, contributor, lead
    ):
        confirmed(visitor, of(owed), often="news")
        answer = answered()
        workflow.move(answer, "withdraw", by=lead.user, note="It named somebody.")
        assert told(datetime.timedelta(days=1)) == []
        with time_machine.travel(clock.now() + datetime.timedelta(days=2), tick=False):
            workflow.move(answer, "reopen", by=lead.user, note="The name is out.")
            answer.refresh_from_db()
            workflow.move(answer, "submit", by=contributor.user)
            workflow.move(answer, "publish", by=lead.user)
        assert len(told(datetime.timedelta(days=2, minutes=5))) == 1
        assert told(datetime.timedelta(days=9)) == []

    def test_a_change_of_an_answer_is_no_news(self, visitor, owed, answered, contributor, lead):
        answer = answered()
        confirmed(visitor, of(owed), often="news")
        write_again = contributor.post(
            f"/staff/answers/{answer.pk}/edit/next/",
            {"edit_count": answer.edit_count, "difference": "People come in."},
        )
        assert write_again.status_code == 302
        workflow.move(answer, "submit", by=contributor.user)
        workflow.move(answer, "publish", by=lead.user)
        answer.refresh_from_db()
        assert answer.revision == 2
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
