"""The quick log remembers, explains and stays short; what is planned or closed asks nothing."""

import datetime
import re

import pytest

from apps.core import clock
from apps.involvement.models import Activity
from apps.projects.models import LevelGuidance
from tests.factories import PartFactory, PlaceFactory, ProjectFactory
from tests.involvement.test_quick_log import log
from tests.personas import Person

pytestmark = pytest.mark.django_db


def chosen(person: Person, name: str) -> str:
    """What the form begins with."""
    return str(person.get("/staff/log/").context["form"][name].value() or "")


def ahead(days: int) -> dict[str, object]:
    day = clock.today() + datetime.timedelta(days=days)
    return {"day": "other", "when_0": day.day, "when_1": day.month, "when_2": day.year}


class TestItRemembers:
    def test_the_place_of_the_last_one_and_before_that_the_usual_place(self, contributor, place):
        assert chosen(contributor, "where") == str(place.pk)
        other = PlaceFactory(name="Craven", slug="craven")
        log(contributor, where=str(other.pk))
        assert chosen(contributor, "where") == str(other.pk)
        log(contributor, where="online")
        assert chosen(contributor, "where") == "online"
        last = Activity.objects.latest("pk")
        Activity.objects.filter(pk=last.pk).update(mode="")
        assert chosen(contributor, "where") == str(place.pk)

    def test_nothing_of_what_a_group_told_by_a_link(self, contributor, place, partner_a):
        project = ProjectFactory(title="Signs", slug="signs")
        PartFactory(project=project, partner=partner_a, role="lead")
        own = log(contributor, where=str(place.pk))
        Activity.objects.filter(pk=own.pk).update(project=project)
        told = log(contributor, where="online")
        Activity.objects.filter(pk=told.pk).update(told_by="Sunrise Carers")
        assert chosen(contributor, "where") == str(place.pk)
        assert "Part of Signs" in contributor.get("/staff/log/").content.decode()


def test_the_five_ways_are_folded_with_when_they_fit(contributor):
    LevelGuidance.objects.update_or_create(
        level="engage",
        defaults={"fits_when": "The issues are not yet understood.", "get_back": "-"},
    )
    page = contributor.get("/staff/log/").content.decode()
    folded = re.search(r"<details.*?</details>", page[page.index('name="way"') :], re.S)[0]
    for words in ("Which one fits?", "We talked, and they listened", "istening to people to"):
        assert words in folded
        assert words not in page.replace(folded, "")
    assert "Fits when:</strong> The issues are not yet understood." in folded


class TestWhatLiesAhead:
    def test_the_green_page_asks_nothing(self, contributor):
        activity = log(contributor, **ahead(3))
        address = f"/staff/log/{activity.pk}/"
        page = contributor.get(address).content.decode()
        assert "Carers’ café is saved as planned." in page
        assert "How many took part?" not in page
        assert "people tell you" not in page
        contributor.post(address, {"heard": "Nobody can know yet"})
        activity.refresh_from_db()
        assert activity.heard == ""

    def test_it_is_to_finish_once_its_date_has_passed(self, contributor, time_machine):
        activity = log(contributor, **ahead(3))
        assert "To finish" not in contributor.get("/staff/").content.decode()
        time_machine.move_to(clock.now() + datetime.timedelta(days=3), tick=False)
        contributor.force_login(contributor.user, backend="apps.accounts.backends.RoleBackend")
        assert "To finish" not in contributor.get("/staff/").content.decode()
        time_machine.shift(datetime.timedelta(days=1))
        page = contributor.get("/staff/").content.decode()
        assert "To finish (1)" in page
        assert "Still to add: whether it happened" in page
        assert f"/staff/activities/{activity.pk}/next/" in page

    def test_nobody_says_that_there_is_nothing_to_add(self, contributor):
        activity = log(contributor, **ahead(3))
        desk = f"/staff/activities/{activity.pk}/"
        assert "Nothing more to add" not in contributor.get(desk).content.decode()
        assert contributor.post(f"{desk}nothing-to-add/").status_code == 404


def test_nothing_more_to_add_leaves_the_list_for_good(contributor):
    closed, still = log(contributor), log(contributor, title="Walk by the canal")
    contributor.post(f"/staff/activities/{closed.pk}/nothing-to-add/")
    for _ in range(2):
        page = contributor.get("/staff/").content.decode()
        assert "To finish (1)" in page
        assert "Nothing is missing." not in page
        contributor.post(f"/staff/log/{closed.pk}/", {"heard": "One more thing"})
    contributor.post(f"/staff/activities/{still.pk}/nothing-to-add/")
    assert "To finish" not in contributor.get("/staff/").content.decode()
