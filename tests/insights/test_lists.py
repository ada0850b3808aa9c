"""Each number of "What we owe" leads to a list of exactly so many."""

import datetime
import re

import pytest

from apps.core import clock
from apps.involvement.actions import rating
from apps.involvement.models import ParticipantReply, Response
from apps.publishing.models import State
from tests.factories import ActivityFactory, owe

pytestmark = pytest.mark.django_db
FIGURE = re.compile(r'<a href="([^"]+)">(\d+)')


def days(number: int) -> datetime.date:
    return clock.today() + datetime.timedelta(days=number)


def answer_to(activity, author, **fields) -> Response:
    """An answer to an activity; published unless ``fields`` say otherwise."""
    told = {"state": State.PUBLISHED, "revision": 1, "slug": f"{activity.slug}-answer-1"}
    if fields.get("state", State.PUBLISHED) == State.PUBLISHED:
        told["published_at"] = clock.now()
    answer = Response.objects.create(
        **{**told, "closing": "all_possible", "we_did": "Moved it.", "author": author, **fields}
    )
    answer.activities.add(activity)
    return answer


@pytest.fixture
def team(partner_a, partner_b, contributor):
    """Of everything some, in numbers that differ, and one of each at another partner."""
    made = [ActivityFactory(partner=partner_a, claimed_level="engage") for _ in range(9)]
    theirs = ActivityFactory(partner=partner_b, claimed_level="engage")
    for number, activity in enumerate(made[:6]):
        owe(activity, days(-40 + number), answered_on=days(-41) if number < 2 else None)
    owe(made[6], days(-40), answered_on=days(-30))
    owe(theirs, days(-40), answered_on=days(-30))
    author = contributor.user
    for activity in (*made[:3], theirs):
        answer = answer_to(activity, author, given_on=days(-200))
        for _ in range(2):
            ParticipantReply.objects.create(response=answer, said="yes")
    waits = {"state": State.IN_REVIEW, "submitted_by": author, "submitted_at": clock.now()}
    for activity in (*made[3:7], theirs):
        answer_to(activity, author, revision=0, slug=None, published_at=None, **waits)
    ActivityFactory(
        partner=partner_a, state=State.IN_REVIEW, revision=0, published_at=None, slug=None,
        submitted_by=author, submitted_at=clock.now(), author=author,
    )  # fmt: skip
    return made


def rows_of(page: str) -> int:
    """How many rows a list shows."""
    if "<tbody>" in page:
        return len(re.findall(r'<tr><th scope="row">', page))
    return page.count('class="to-do__title"')


def test_every_number_leads_to_so_many(team, lead):
    page = lead.get("/staff/insights/").content.decode()
    found = FIGURE.findall(page)
    for address, number in found:
        listed = lead.get(address.replace("&amp;", "&")).content.decode()
        assert rows_of(listed) == int(number), address
        assert re.search(rf">{number} (to review|activit|promise|answer)", listed), address
    assert {address.split("/")[3] for address, _ in found if "/insights/" in address} == {
        "promised", "answered", "late", "unread", "look-again",
    }  # fmt: skip
    by_address = dict(found)
    assert by_address["/staff/insights/promised/"] == "7"
    assert by_address["/staff/insights/answered/"] == "3"
    assert by_address["/staff/insights/late/"] == "1"
    assert by_address["/staff/insights/unread/"] == "3"
    assert by_address["/staff/review/?kind=answers"] == "4"


def test_each_row_of_a_list_opens_for_the_lead(team, lead):
    for name in ("promised", "answered", "late", "unread", "look-again"):
        listed = lead.get(f"/staff/insights/{name}/").content.decode()
        for address in re.findall(r'class="to-do__title" href="([^"]+)"', listed):
            assert lead.get(address).status_code == 200, (name, address)


def test_of_the_people_asked_how_many_answered(partner_a, partner_b, lead, contributor, outsider):
    for partner, person, given, used in (
        (partner_a, contributor, 8, 6),
        (partner_a, contributor, 5, 2),  # too few to keep: the codes that were used
        (partner_b, outsider, 9, 9),
    ):
        activity = ActivityFactory(partner=partner, claimed_level="engage")
        asked = rating.open_round(activity=activity, by=person.user)
        codes = rating.give_codes(round=asked, number=given, by=person.user)
        for code in codes[:used]:
            rating.rate(code=code, answers={"felt": "engage"})
        rating.close(round=asked, by=person.user)
    still_open = ActivityFactory(partner=partner_a)
    asked = rating.open_round(activity=still_open, by=contributor.user)
    rating.give_codes(round=asked, number=7, by=contributor.user)
    page = lead.get("/staff/insights/").content.decode()
    assert "Of 13 people asked how it felt, 8 answered." in page
    listed = lead.get("/staff/insights/asked/").content.decode()
    said = re.findall(r"Codes given out (\d+), answered (\d+)", listed)
    assert sorted(said) == [("5", "2"), ("8", "6")]
    assert ">2 askings" in listed


def test_nobody_asked_is_no_rate(lead):
    assert "asked how it felt" not in lead.get("/staff/insights/").content.decode()


def test_the_lists_are_for_whoever_publishes_answers(contributor, curator, lead):
    assert contributor.get("/staff/insights/unread/").status_code == 404
    assert curator.get("/staff/insights/unread/").status_code == 404
    assert lead.get("/staff/insights/nonsense/").status_code == 404
    assert "Nothing stands here" in lead.get("/staff/insights/unread/").content.decode()


def test_the_queue_shows_one_kind_and_keeps_it(team, lead):
    everything = lead.get("/staff/review/").content.decode()
    answers = lead.get("/staff/review/?kind=answers").content.decode()
    assert (rows_of(everything), rows_of(answers)) == (5, 4)
    assert 'href="?show=ready&amp;kind=answers"' in answers
    assert rows_of(lead.get("/staff/review/?kind=nonsense").content.decode()) == 5
    assert "Nothing of this kind" in lead.get("/staff/review/?kind=projects").content.decode()
