"""A session that ends while a part of a story is written loses nothing of it."""

from html import unescape

import pytest
from django.test import Client

from apps.accounts import addresses
from apps.showcase.models import HEADINGS, CaseStudy
from tests.accounts.test_lapsed import CARRY_ON, HIDDEN, lapse, send, sign_in
from tests.personas import Person

pytestmark = pytest.mark.django_db
WORDS = "Carers had the last word, and clerks the first."


@pytest.fixture
def browser(contributor: Person) -> Client:
    """A browser that asks for the token of forms, as in life."""
    addresses.follow(contributor.user, verified=True)
    browser = Client(enforce_csrf_checks=True)
    sign_in(browser, "contributor@example.org")
    return browser


@pytest.mark.parametrize("part", HEADINGS)
def test_what_was_typed_comes_back_after_signing_in(
    browser: Client, story: CaseStudy, part: str
) -> None:
    address = f"/staff/case-studies/{story.pk}/edit/{part}/"
    page = browser.get(address).text
    typed = {name: unescape(value) for name, value in HIDDEN.findall(page)} | {part: WORDS}
    lapse(browser)
    answer = send(browser, address, typed)
    assert answer.status_code == 302 and "carry-on" in answer.headers["Location"]
    sign_in(browser, "contributor@example.org", CARRY_ON)
    waits = browser.get(CARRY_ON).text
    assert WORDS in unescape(waits)
    sent = {name: unescape(value) for name, value in HIDDEN.findall(waits)}
    send(browser, address, sent)
    assert WORDS in unescape(browser.get(address).text)
