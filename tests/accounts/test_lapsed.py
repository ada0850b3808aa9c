"""A session that ends while somebody writes loses nothing: it waits an hour, for them alone."""

import datetime
import re
from html import unescape

import pytest
import time_machine
from django.conf import settings
from django.contrib.sessions.models import Session
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from apps.accounts import addresses
from apps.accounts.models import Browser
from apps.core import clock, tasks
from apps.involvement.models import Activity
from tests.personas import PASSWORD

pytestmark = pytest.mark.django_db
LOG, CARRY_ON = "/staff/log/", "/staff/carry-on/"
WORDS = "Carers’ café at the library"
TYPED = {"title": WORDS, "day": "today", "where": "online"}
HIDDEN = re.compile(r'<input type="hidden" name="([^"]+)" value="([^"]*)"')


@pytest.fixture
def browser(contributor, outsider):
    """A browser that asks for the token of forms, as in life; both people can sign in there."""
    for person in (contributor, outsider):
        addresses.follow(person.user, verified=True)
    browser = Client(enforce_csrf_checks=True)
    sign_in(browser, "contributor@example.org")
    return browser


def token(browser):
    return browser.cookies[settings.CSRF_COOKIE_NAME].value


def sign_in(browser, email, next=""):
    page = browser.get(f"/accounts/login/?next={next}")
    assert page.status_code == 200
    typed = {"login": email, "password": PASSWORD, "csrfmiddlewaretoken": token(browser)}
    answer = browser.post(f"/accounts/login/?next={next}", typed)
    assert answer.status_code == 302, answer.content.decode()
    return answer


def lapse(browser):
    """The session ends on the server and in the browser; the form's token lives on."""
    Session.objects.all().delete()
    del browser.cookies[settings.SESSION_COOKIE_NAME]


def send(browser, address=LOG, typed=TYPED, **more):
    return browser.post(address, {**typed, "csrfmiddlewaretoken": token(browser)}, **more)


def send_late(browser, **more):
    lapse(browser)
    return send(browser, **more)


def page_of(browser):
    return unescape(browser.get(CARRY_ON).content.decode())


def press(browser):
    """The one button, with what stands in its form."""
    form = browser.get(CARRY_ON).content.decode().partition(f'action="{CARRY_ON}"')[2]
    pairs = [(n, unescape(v)) for n, v in HIDDEN.findall(form)]
    return browser.post(CARRY_ON, dict(pairs), follow=True)


def test_who_signs_in_by_another_door_is_led_to_what_waits(browser):
    send_late(browser)
    assert sign_in(browser, "contributor@example.org")["Location"] == CARRY_ON
    press(browser)
    lapse(browser)
    assert sign_in(browser, "contributor@example.org")["Location"] == "/staff/"


def test_what_was_typed_is_there_after_signing_in_and_one_button_saves_it(browser):
    answer = send_late(browser)
    assert answer["Location"] == f"/accounts/login/?next={CARRY_ON}"
    asked = browser.get(answer["Location"]).content.decode()
    assert "What you typed is kept for one hour" in asked
    assert WORDS not in asked
    assert sign_in(browser, "contributor@example.org", CARRY_ON)["Location"] == CARRY_ON
    page = page_of(browser)
    assert "You were signed out. What you typed is here." in page
    assert WORDS in page
    answer = press(browser)
    assert answer.redirect_chain[0] == (LOG, 307)
    assert Activity.objects.get().title == WORDS
    assert "Nothing waits here" in page_of(browser)


def test_only_words_that_were_typed_are_shown_and_all_is_sent(browser):
    coded = {"once": "8a3fb51c0ffee", "opened": "MTc5OmFi", "in_project": "on", "way": "consult"}
    counted = {"took_part_0": "about", "took_part_1": "9", "began": "MTc5:1vX-ab"}
    rows = {"form-0-where": "Hall of the school", "form-0-role": "lead", "form-1-where": "Leeds"}
    named = {"unheard_of": "Our own words"}
    send_late(browser, typed={**TYPED, **coded, **counted, **rows, **named})
    sign_in(browser, "contributor@example.org")
    page = page_of(browser)
    shown = re.findall(r"<dt>([^<]*)</dt><dd>([^<]*)</dd>", page)
    assert shown == [
        ("Title", WORDS), ("Where", "Hall of the school"), ("Where", "Leeds"),
        ("Unheard of", "Our own words"),
    ]  # fmt: skip
    assert {**TYPED, **coded, **counted, **rows, **named}.items() <= dict(
        HIDDEN.findall(page)
    ).items()


def test_the_button_pressed_twice_saves_once_and_says_so(browser):
    send_late(browser)
    sign_in(browser, "contributor@example.org")
    press(browser)
    again = send(browser, CARRY_ON)
    assert again.status_code == 409
    page = unescape(again.content.decode())
    assert "This was sent already, or waited too long" in page
    assert WORDS in page
    assert Activity.objects.count() == 1


def test_somebody_else_who_signs_in_there_sees_nothing_and_it_is_erased(browser):
    send_late(browser)
    sign_in(browser, "outsider@example.org")
    assert WORDS not in page_of(browser)
    browser.post("/accounts/logout/", {"csrfmiddlewaretoken": token(browser)})
    sign_in(browser, "contributor@example.org")
    assert WORDS not in page_of(browser)


def test_another_browser_of_the_same_person_has_nothing(browser):
    send_late(browser)
    other = Client(enforce_csrf_checks=True)
    sign_in(other, "contributor@example.org")
    assert WORDS not in page_of(other)
    sign_in(browser, "contributor@example.org")
    assert WORDS in page_of(browser)


def test_after_an_hour_it_is_gone_also_from_the_database(browser):
    with time_machine.travel(clock.now(), tick=False) as now:
        send_late(browser)
        sign_in(browser, "contributor@example.org")
        now.shift(datetime.timedelta(minutes=59))
        assert WORDS in page_of(browser)
        now.shift(datetime.timedelta(minutes=2))
        assert WORDS not in page_of(browser)
        tasks.run_due()
    assert not Browser.objects.exclude(kept_fields=[]).exists()
    assert Browser.objects.filter(user__email="contributor@example.org").exists()


@pytest.mark.parametrize("length", [210_000, 2_600_000])
def test_what_is_too_long_is_not_kept_and_says_so_before_signing_in(browser, length):
    answer = send_late(browser, typed={**TYPED, "title": "x" * length})
    assert answer["Location"] == f"/accounts/login/?next={LOG}"
    assert "too long to be kept here" in browser.get(answer["Location"]).content.decode()
    assert not Browser.objects.exclude(kept_at=None).exists()


def test_files_and_passwords_are_not_kept_and_files_are_asked_again(browser):
    file = SimpleUploadedFile("minutes.txt", b"canary of a file")
    send_late(browser, typed={**TYPED, "new_password": "canary of a password", "minutes": file})
    sign_in(browser, "contributor@example.org")
    page = page_of(browser)
    assert WORDS in page
    assert "Files are not kept. Choose again: Minutes." in page
    assert "canary" not in page
    assert "canary" not in str(Browser.objects.values_list())


def test_a_form_from_elsewhere_plants_nothing(browser):
    lapse(browser)
    answer = browser.post(LOG, TYPED)
    assert answer["Location"] == f"/accounts/login/?next={LOG}"
    assert not Browser.objects.exclude(kept_at=None).exists()


def test_a_browser_in_which_nobody_signed_in_keeps_nothing(db):
    stranger = Client(enforce_csrf_checks=True)
    stranger.get("/accounts/login/")
    assert send(stranger)["Location"] == f"/accounts/login/?next={LOG}"
    assert not Browser.objects.exists()


@pytest.mark.parametrize("address", ["/accounts/password/change/", "/accounts/reauthenticate/"])
def test_pages_about_signing_in_keep_nothing(browser, address):
    send_late(browser, address=address)
    assert not Browser.objects.exclude(kept_at=None).exists()


def test_a_script_that_keeps_typing_does_not_take_the_place_of_the_form(browser):
    send_late(browser)
    send(browser, typed={"title": "half a word"}, headers={"Sec-Fetch-Dest": "empty"})
    sign_in(browser, "contributor@example.org")
    assert WORDS in page_of(browser)


def test_a_page_open_from_before_another_person_signed_in_is_not_theirs(browser):
    """The form of one person, sent from a browser in which another one signed in last."""
    earlier = token(browser)
    browser.post("/accounts/logout/", {"csrfmiddlewaretoken": earlier})
    sign_in(browser, "outsider@example.org")
    lapse(browser)
    browser.post(LOG, {**TYPED, "csrfmiddlewaretoken": earlier})
    sign_in(browser, "outsider@example.org")
    assert WORDS not in page_of(browser)


def test_browsers_that_nobody_uses_are_forgotten(browser):
    later = clock.now() + datetime.timedelta(days=61)
    with time_machine.travel(later, tick=False):
        tasks.run_due()
    assert not Browser.objects.exists()
