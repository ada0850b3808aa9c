"""Ways to take part: from the source, from a person's time and wish, written and closed."""

import datetime

import pytest
import time_machine
from django.db import IntegrityError, transaction
from django.test import Client

from apps.core import clock, versions
from apps.involvement.models import Activity, Opportunity
from apps.publishing import actions, workflow
from apps.publishing.models import State, Topic
from apps.publishing.workflow import Blocked
from tests.factories import ActivityFactory, ProjectFactory
from tests.personas import Person

pytestmark = pytest.mark.django_db
PAGE = "/get-involved/"


def write(person: Person, **more) -> Opportunity:
    data = {
        "title": "Tell us about signs",
        "purpose": "share",
        "time": "minutes",
        "what_you_do": "Look at three signs and say what you think.",
        "can_change": "The words on the signs.",
        "how_to_start": "Ring the ward.",
        "always_open": True,
        "partner": str(person.user.partner_id or ""),
        **more,
    }
    return actions.create(model=Opportunity, data=data, by=person.user)


def publish(opportunity: Opportunity, writer: Person, reviewer: Person) -> Opportunity:
    workflow.move(opportunity, "submit", by=writer.user)
    workflow.move(opportunity, "publish", by=reviewer.user)
    opportunity.refresh_from_db()
    return opportunity


def test_the_sources_own_ways_stand_there(content, visitor: Client):
    page = visitor.get(PAGE).content.decode()
    for words in ("Join or follow the", "Ways to get involved in Wakefield", "Ask for support"):
        assert words in page
    assert "Groups and networks" in page
    wakefield = Opportunity.objects.get(title="Ways to get involved in Wakefield")
    page = visitor.get(wakefield.get_absolute_url()).content.decode()
    assert "address not given in our source" in page
    assert "Can you tell us?" in page
    support = Opportunity.objects.get(title="Ask for support")
    assert "mailto:" in visitor.get(support.get_absolute_url()).content.decode()


def test_a_second_person_publishes_and_everybody_finds_it(contributor, lead, visitor):
    opportunity = publish(write(contributor), contributor, lead)
    for asked in ("", "?time=minutes", "?want=share", "?time=minutes&want=share"):
        assert "Tell us about signs" in visitor.get(PAGE + asked).content.decode()
    for asked in ("?time=hour", "?want=join", "?who=carers"):
        page = visitor.get(PAGE + asked).content.decode()
        assert "Tell us about signs" not in page
        assert "Nothing open fits that today" in page
        assert f'<a class="link-alone" href="{PAGE}">Show all ways to take part</a>' in page
    assert "The words on the signs." in visitor.get(opportunity.get_absolute_url()).content.decode()
    assert opportunity.get_absolute_url() in visitor.get("/search/?q=signs").content.decode()


@pytest.mark.parametrize("asked", ["?time=%00", "?want=x&want=share", "?place=nowhere", "?who="])
def test_nonsense_in_the_address_is_left_out(content, visitor, asked):
    assert visitor.get(PAGE + asked).status_code == 200


@pytest.mark.parametrize(
    ("lacks", "sentence"),
    [
        ("can_change", "Say what people’s views can change, also if it is little."),
        ("what_you_do", "Say what people will do."),
        ("how_to_start", "Say how to start, or choose a contact."),
        ("always_open", "Enter a closing date, or say that it is always open."),
    ],
)
def test_what_is_missing_stops_it(contributor, lacks, sentence):
    opportunity = write(contributor, **{lacks: False if lacks == "always_open" else ""})
    with pytest.raises(Blocked) as blocked:
        workflow.move(opportunity, "submit", by=contributor.user)
    assert blocked.value.sentences == [sentence]


def test_it_opens_and_closes_by_its_days_alone(contributor, lead, visitor):
    today = clock.today()
    opens, closes = today + datetime.timedelta(days=3), today + datetime.timedelta(days=5)
    days = {"opens_on": opens.isoformat(), "closes_on": closes.isoformat(), "always_open": False}
    way = publish(write(contributor, **days), contributor, lead)
    assert f"Opens on {opens:%-d %B %Y}" in visitor.get(way.get_absolute_url()).content.decode()

    def on(day: datetime.date, asked: str = "") -> str:
        noon = datetime.datetime(day.year, day.month, day.day, 12, tzinfo=datetime.UTC)
        with time_machine.travel(noon, tick=False):
            return visitor.get(PAGE + asked).content.decode()

    for asked in ("", "?time=minutes"):
        open_now, later = on(today, asked).split("Opens later")
        assert "Tell us about signs" not in open_now
        assert "Tell us about signs" in later
        assert f"opens on {opens:%-d %B %Y}" in later
    assert "Opens later" not in on(today, "?time=hour")
    assert "Opens later" not in on(opens)
    assert "Tell us about signs" in on(opens)
    assert "Tell us about signs" in on(closes)
    after = on(closes + datetime.timedelta(days=1))
    assert "Closed: what came of it" in after
    assert "not recorded yet" in after


def test_on_hold_says_why(contributor, lead, visitor):
    publish(write(contributor, on_hold_because="The ward is being rebuilt."), contributor, lead)
    page = visitor.get(PAGE).content.decode()
    assert "On hold, because: The ward is being rebuilt." in page


def test_withdrawn_answers_410_and_is_gone_from_the_list(contributor, lead, visitor):
    opportunity = publish(write(contributor), contributor, lead)
    workflow.move(opportunity, "withdraw", by=lead.user, note="It was a mistake.")
    assert visitor.get(opportunity.get_absolute_url()).status_code == 410
    assert "Tell us about signs" not in visitor.get(PAGE).content.decode()


def test_it_leads_to_the_activity_that_came_of_it(contributor, lead, visitor):
    opportunity = publish(write(contributor), contributor, lead)
    contributor.post("/staff/log/", {"title": "Signs", "day": "today", "where": "online"})
    activity = Activity.objects.get()
    stamps = {"state": State.PUBLISHED, "revision": 1, "published_at": clock.now()}
    Activity.objects.filter(pk=activity.pk).update(**stamps, slug=activity.reference.lower())
    Opportunity.objects.filter(pk=opportunity.pk).update(activity=activity)
    page = visitor.get(opportunity.get_absolute_url()).content.decode()
    assert f"/involvement/{activity.reference}/" in page


def test_an_outsider_finds_no_draft(contributor, outsider, visitor):
    opportunity = write(contributor)
    assert outsider.get(f"/staff/opportunities/{opportunity.pk}/").status_code == 404
    assert visitor.get(f"{PAGE}{opportunity.slug}/").status_code == 404


def become(person: Person, opportunity: Opportunity, **more):
    return person.post(f"/staff/opportunities/{opportunity.pk}/become/", **more)


class TestBecomingAnActivity:
    def test_what_is_written_goes_with_it(self, contributor, place):
        topic = Topic.objects.create(name="signs", slug="signs")
        project = ProjectFactory()
        opportunity = write(
            contributor, opens_on="2026-03-02", closes_on="2026-03-09", always_open=False,
            decides_with="co-design", places=[str(place.pk)], topics=[str(topic.pk)],
            project=str(project.pk),
        )  # fmt: skip
        answer = become(contributor, opportunity)
        activity = Activity.objects.get()
        assert answer.url == f"/staff/activities/{activity.pk}/"
        assert (activity.title, activity.partner) == (opportunity.title, opportunity.partner)
        assert (str(activity.when), str(activity.until)) == ("2 March 2026", "9 March 2026")
        assert (activity.project, activity.claimed_level) == (project, "co-design")
        assert activity.can_change == "The words on the signs."
        assert ([*activity.places.all()], [*activity.topics.all()]) == ([place], [topic])
        assert (activity.state, activity.happened) == (State.DRAFT, Activity.Happened.HELD)
        desk = contributor.get(answer.url).content.decode()
        assert "It began as a way to take part" in desk
        assert f"/staff/opportunities/{opportunity.pk}/" in desk

    def test_what_is_not_stated_stays_so_and_what_is_not_over_is_planned(self, contributor):
        become(contributor, write(contributor))
        activity = Activity.objects.get()
        assert (activity.when, activity.until, activity.claimed_level) == (None, None, "")
        assert activity.happened == Activity.Happened.PLANNED

    def test_pressed_twice_it_is_the_same_draft(self, contributor, lead):
        opportunity = write(contributor)
        first, again = become(contributor, opportunity), become(lead, opportunity)
        assert first.url == again.url
        assert Activity.objects.count() == 1

    def test_its_desk_has_the_button_once_and_then_the_way_to_the_activity(self, contributor):
        opportunity = write(contributor)
        desk = f"/staff/opportunities/{opportunity.pk}/"
        assert "Make it an activity" in contributor.get(desk).content.decode()
        to = become(contributor, opportunity).url
        page = contributor.get(desk).content.decode()
        assert "Make it an activity" not in page
        assert "It became an activity" in page
        assert f'href="{to}"' in page

    def test_the_public_is_led_to_it_once_it_is_public_and_not_before(
        self, contributor, lead, visitor
    ):
        opportunity = publish(write(contributor), contributor, lead)
        become(contributor, opportunity)
        activity = Activity.objects.get()
        address = opportunity.get_absolute_url()
        assert "What came of it" not in visitor.get(address).content.decode()
        stamps = {"state": State.PUBLISHED, "revision": 1, "published_at": clock.now()}
        Activity.objects.update(happened="held", **stamps)
        versions.raise_public()
        assert activity.get_absolute_url() in visitor.get(address).content.decode()
        assert address in visitor.get(activity.get_absolute_url()).content.decode()
        workflow.move(Activity.objects.get(), "withdraw", by=lead.user, note="It was a mistake.")
        assert "What came of it" not in visitor.get(address).content.decode()

    def test_a_closed_one_names_no_activity_that_is_withdrawn(self, contributor, lead, visitor):
        closes = (clock.today() + datetime.timedelta(days=1)).isoformat()
        opportunity = publish(
            write(contributor, closes_on=closes, always_open=False), contributor, lead
        )
        activity = ActivityFactory(state=State.WITHDRAWN, withdrawn_reason="A mistake.")
        Opportunity.objects.filter(pk=opportunity.pk).update(activity=activity)
        after = datetime.datetime.fromisoformat(closes) + datetime.timedelta(days=2)
        with time_machine.travel(after.replace(tzinfo=datetime.UTC), tick=False):
            page = visitor.get(PAGE).content.decode()
        assert "not recorded yet" in page
        assert activity.get_absolute_url() not in page

    def test_without_a_partner_it_says_what_to_do(self, contributor):
        opportunity = write(contributor, partner="")
        page = become(contributor, opportunity, follow=True).content.decode()
        assert "Say first which partner offers it" in page
        assert not Activity.objects.exists()

    def test_of_a_partner_that_is_not_theirs_nobody_makes_one(self, contributor, partner_b):
        opportunity = write(contributor, partner=str(partner_b.pk))
        page = become(contributor, opportunity, follow=True).content.decode()
        assert "Partner B is not yours to log for" in page
        assert not Activity.objects.exists()

    def test_a_withdrawn_one_becomes_nothing(self, contributor, lead):
        opportunity = publish(write(contributor), contributor, lead)
        workflow.move(opportunity, "withdraw", by=lead.user, note="It was a mistake.")
        desk = f"/staff/opportunities/{opportunity.pk}/"
        assert "Make it an activity" not in lead.get(desk).content.decode()
        assert "This was withdrawn" in become(lead, opportunity, follow=True).content.decode()
        assert not Activity.objects.exists()

    def test_an_outsider_finds_no_button_and_nothing_to_press(self, contributor, outsider):
        opportunity = write(contributor)
        assert become(outsider, opportunity).status_code == 404
        assert not Activity.objects.exists()


def test_the_database_knows_five_ways_of_deciding(contributor):
    opportunity = write(contributor)
    with pytest.raises(IntegrityError), transaction.atomic():
        Opportunity.objects.filter(pk=opportunity.pk).update(decides_with="by-vote")
