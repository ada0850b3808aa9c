"""A form that is sent twice, or three times at once, does its work once and loses nothing."""

import datetime
import re
import threading

import pytest
import time_machine
from django.db import connection, connections
from django.test import Client

from apps.core import clock, tasks
from apps.core.models import SentForm
from apps.involvement.models import Activity
from apps.projects.models import Project
from apps.publishing.models import Request

LOG, BEGIN = "/staff/log/", "/staff/projects/new/"
ASK = "/ask/wrong/site/"
WORDS = {"words": "The number on this page is wrong.", "reply_by": "none"}


def opened(person: Client, address: str) -> dict[str, str]:
    """The form's secret, as one opening of it holds it."""
    page = person.get(address).content.decode()
    return {"once": re.search(r'name="once" value="([^"]+)"', page)[1]}


def logged(title: str = "Carers’ café", **more: str) -> dict[str, str]:
    return {"title": title, "day": "today", "where": "online", **more}


@pytest.mark.django_db
class TestOneAfterAnother:
    def test_a_log_pressed_twice_is_one_draft_and_no_question(self, contributor):
        form = {**logged(), **opened(contributor, LOG)}
        first, second = contributor.post(LOG, form), contributor.post(LOG, form)
        assert (first.status_code, second.status_code) == (302, 302)
        assert first["Location"] == second["Location"]
        assert Activity.objects.count() == 1

    def test_a_project_begun_twice_is_one(self, contributor):
        form = {"title": "Signs", "kind": "project", **opened(contributor, BEGIN)}
        assert (
            contributor.post(BEGIN, form)["Location"] == contributor.post(BEGIN, form)["Location"]
        )
        assert Project.objects.count() == 1

    def test_a_question_sent_twice_is_one(self, visitor):
        form = {**WORDS, **opened(visitor, ASK)}
        assert visitor.post(ASK, form)["Location"] == visitor.post(ASK, form)["Location"]
        assert Request.objects.count() == 1

    def test_going_back_and_typing_something_else_is_another_one(self, contributor):
        once = opened(contributor, LOG)
        contributor.post(LOG, {**logged(), **once})
        contributor.post(LOG, {**logged("Walk and talk"), **once})
        assert Activity.objects.count() == 2

    def test_a_form_opened_anew_is_another_one(self, visitor):
        for _ in range(2):
            visitor.post(ASK, {**WORDS, **opened(visitor, ASK)})
        assert Request.objects.count() == 2

    def test_a_form_that_came_back_wrong_does_its_work_when_it_is_right(self, contributor):
        once = opened(contributor, LOG)
        assert contributor.post(LOG, {**logged(""), **once}).status_code == 422
        assert contributor.post(LOG, {**logged(), **once}).status_code == 302
        assert Activity.objects.count() == 1

    def test_what_was_sent_is_forgotten_after_a_day(self, visitor):
        visitor.post(ASK, {**WORDS, **opened(visitor, ASK)})
        tasks.run_due()
        assert SentForm.objects.count() == 1
        with time_machine.travel(clock.now() + datetime.timedelta(days=1, minutes=1)):
            tasks.run_due()
        assert not SentForm.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_three_presses_at_the_same_moment_make_one(contributor):
    """Each press has a connection of its own, as each worker has."""
    form = {**logged(), **opened(contributor, LOG)}
    together, led_to = threading.Barrier(3), []

    def press() -> None:
        client = Client()
        client.cookies = contributor.cookies
        together.wait(timeout=10)
        try:
            led_to.append(client.post(LOG, form)["Location"])
        finally:
            connections.close_all()

    presses = [threading.Thread(target=press) for _ in range(3)]
    for one in presses:
        one.start()
    for one in presses:
        one.join(timeout=30)
    assert len(led_to) == 3, connection.vendor
    assert len(set(led_to)) == 1
    assert Activity.objects.count() == 1
