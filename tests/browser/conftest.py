"""A real browser against the portal as it is really served."""

import contextlib
import os
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, sync_playwright

from tests.browser.staffed import Staffed
from tests.oidc_provider import provider
from tests.serving import Portal, chromium, served


@pytest.fixture(scope="session")
def portal() -> Iterator[Portal]:
    """Served by gunicorn on a scratch database with the real content."""
    with served() as running:
        yield running


@pytest.fixture(scope="session")
def staffed() -> Iterator[Staffed]:
    """A portal of its own, so that what staff do there disturbs no test of the public pages. It
    knows an organisation's sign-in."""
    with provider() as issuer, served(**issuer.settings()) as running:
        yield Staffed.fill(running)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Debian's Chromium; a container has no sandbox for it."""
    program = chromium()
    if program is None:
        pytest.skip("no Chromium on this machine: apt-get install chromium")
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    with sync_playwright() as playwright:
        launched = playwright.chromium.launch(executable_path=program, args=["--no-sandbox"])
        yield launched
        launched.close()


@pytest.fixture
def phone(browser: Browser) -> Iterator[BrowserContext]:
    """360 pixels wide, without JavaScript."""
    context = browser.new_context(viewport={"width": 360, "height": 780}, java_script_enabled=False)
    context.set_default_timeout(10_000)
    yield context
    context.close()


@pytest.fixture
def desktop(browser: Browser) -> Iterator[BrowserContext]:
    """1280 pixels wide."""
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    context.set_default_timeout(10_000)
    yield context
    context.close()


@pytest.fixture
def signed_in(staffed, browser):
    """A function that opens a page in which somebody is signed in; each has a browser of theirs."""
    with contextlib.ExitStack() as stack:

        def open_page(who="", **options):
            options = {"viewport": {"width": 1280, "height": 900}} | options
            context = browser.new_context(**{"java_script_enabled": False} | options)
            stack.callback(context.close)
            context.set_default_timeout(15_000)
            staffed.sign_in(context, who)
            return context.new_page()

        yield open_page
