"""Links of resources are looked at in the background; a broken one is asked for and hidden."""

import datetime
import io

import pytest
from django.core.management import call_command

from apps.core import clock
from apps.library.models import CheckedAddress, LinkRun
from apps.library.resources import checking
from apps.publishing.models import Request
from tests.library.conftest import lives, publish, rows, write

pytestmark = pytest.mark.django_db
URL = "https://example.org/guide"


class Answers:
    """In place of the network: what each address says, and what was asked in which order."""

    def __init__(self, **problems):
        self.problems, self.asked = problems, []

    def at(self, url):
        self.asked.append(url)
        return self.problems.get(url.rsplit("/", 1)[1], "")


@pytest.fixture
def linked(resource, contributor, curator):
    """The guidance in public, with an address elsewhere."""
    write(
        contributor, resource, "where", access="open",
        **rows("items", {"url": URL, "form": "page", "words": "The guide"}),
    )  # fmt: skip
    return publish(resource, contributor, curator)


@pytest.fixture
def on(monkeypatch):
    """Be on another day."""

    def go(days):
        moment = datetime.datetime(2026, 5, 4, 9, tzinfo=datetime.UTC)
        monkeypatch.setattr(clock, "now", lambda: moment + datetime.timedelta(days=days))

    go(0)
    return go


def look(answers, *, begin=True):
    """One run from its beginning to its end, without the worker."""
    checking.keep_list()
    ids = list(CheckedAddress.objects.order_by("pk").values_list("pk", flat=True))
    run = LinkRun.objects.create(total=len(ids))
    checking.look_at(run.pk, ids, answers)
    run.refresh_from_db()
    return run


def test_one_failure_says_nothing_and_two_on_different_days_do(linked, visitor, curator, on):
    fails = Answers(guide="The page is not there any more")
    look(fails)
    look(fails)
    assert CheckedAddress.objects.get().state == "failed", "twice on one day is once"
    assert URL in visitor.get(lives(linked)).content.decode()
    assert not Request.objects.exists()
    on(1)
    look(fails)
    assert CheckedAddress.objects.get().state == "broken"
    page = visitor.get(lives(linked)).content.decode()
    assert URL not in page
    assert "The guide: the link to it does not work any more." in page
    assert "Ask us for this" in page
    asked = Request.objects.get()
    assert (asked.kind, asked.item_kind, asked.object_id) == ("give-us-this", "resource", linked.pk)
    assert URL in asked.words
    assert "the page is not there any more" in asked.words
    assert asked.reference in curator.get("/staff/requests/").content.decode()
    on(2)
    look(fails)
    assert Request.objects.count() == 1, "once"


def test_it_comes_back_by_itself_once_it_answers(linked, visitor, on):
    for day in (0, 1):
        on(day)
        look(Answers(guide="The site says error 500"))
    assert "/resources/asking-well/" in visitor.get("/resources/?format=ask").content.decode()
    on(2)
    look(Answers())
    assert URL in visitor.get(lives(linked)).content.decode()
    assert CheckedAddress.objects.get().failed_on is None
    assert "/resources/asking-well/" not in visitor.get("/resources/?format=ask").content.decode()


def test_a_run_goes_through_all_and_says_how_far_it_is(linked, on):
    run = look(Answers(guide="The site did not answer"))
    assert (run.total, run.done, run.failed) == (1, 1, 1)
    assert run.ended_at == clock.now()


def test_two_runs_at_once_ask_a_site_once(linked, on):
    class Slow(Answers):
        def at(self, url):
            other = Answers()
            look(other)
            assert other.asked == [], "the second one finds the first at work"
            return super().at(url)

    slow = Slow()
    look(slow)
    assert slow.asked == [URL]
    again = Answers()
    look(again)
    assert again.asked == [URL], "and the lock is given back"


def test_it_is_due_once_a_week_and_a_failure_the_next_day(linked, on):
    checking.keep_list()
    address = CheckedAddress.objects.get()
    due = lambda: list(CheckedAddress.objects.due(clock.now()))  # noqa: E731
    assert due() == [address]
    look(Answers())
    assert due() == []
    on(6)
    assert due() == []
    on(7)
    assert due() == [address]
    look(Answers(guide="The site did not answer"))
    assert due() == []
    on(8)
    assert due() == [address]


def test_the_clock_begins_it_and_a_second_one_waits(linked, monkeypatch, commits):
    seen = []
    monkeypatch.setattr(checking.outside.Look, "at", lambda self, url: seen.append(url) or "")
    with commits(execute=True):
        call_command("run_due", stdout=io.StringIO())
    assert seen == [URL]
    assert LinkRun.objects.get().ended_at is not None
    assert checking.begin_if_due() == ""
    CheckedAddress.objects.update(looked_at=None)
    LinkRun.objects.update(ended_at=None)
    assert checking.begin_if_due() == "", "one goes on"
    LinkRun.objects.update(began_at=clock.now() - datetime.timedelta(hours=2))
    assert checking.begin_if_due() == "1 looked at", "its worker died"


def test_addresses_of_drafts_are_not_asked_and_old_ones_are_forgotten(linked, contributor, curator):
    checking.keep_list()
    other = {"url": "https://example.org/other", "form": "page"}
    write(contributor, linked, "where", access="open", **rows("items", other))
    checking.keep_list()
    assert [str(one) for one in CheckedAddress.objects.all()] == [URL]
    publish(linked, contributor, curator)
    checking.keep_list()
    assert [str(one) for one in CheckedAddress.objects.all()] == ["https://example.org/other"]


def test_no_run_takes_more_than_so_many(linked, monkeypatch):
    monkeypatch.setattr(checking, "MOST", 0)
    assert checking.begin_if_due() == ""
    assert not LinkRun.objects.exists()


def test_curators_see_how_far_it_is_and_begin_one(
    linked, curator, contributor, lead, monkeypatch, commits
):
    monkeypatch.setattr(checking.outside.Look, "at", lambda self, url: "The site did not answer")
    for person in (contributor, lead):
        assert person.get("/staff/resources/links/").status_code == 404
        assert person.post("/staff/resources/links/").status_code == 404
    assert not LinkRun.objects.exists()
    with commits(execute=True):
        page = curator.post("/staff/resources/links/", follow=True).content.decode()
    assert "One link is looked at." in page
    page = curator.get("/staff/resources/links/").content.decode()
    assert "1 of 1 link looked at, 1 gave no answer" in page
    assert f"/staff/resources/{linked.pk}/edit/where/" in page
    assert "Gave no answer once. The site did not answer" in page
