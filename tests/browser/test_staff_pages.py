"""Every staff page in its states: accessible, valid, whole on a small screen, quiet in the
console, under a title of its own."""

import os
import re

import pytest

from tests.browser.checks import (
    axe_findings,
    html_problems,
    open_everything,
    runs_off,
)
from tests.browser.staff_pages import STAFF
from tests.browser.states import visit

pytestmark = pytest.mark.browser
TITLE = re.compile(r"<title>(.*?)</title>", re.DOTALL)


@pytest.fixture(scope="module", params=[320, pytest.param(1280, marks=pytest.mark.assure)])
def one_context(browser, request):
    context = browser.new_context(viewport={"width": request.param, "height": 900})
    context.set_default_timeout(15_000)
    yield context
    context.close()


@pytest.fixture
def page(one_context):
    page = one_context.new_page()
    yield page
    page.close()


def states():
    """Each page in its first state always, in its further ones with the full numbers."""
    seen = set()
    for name, wanted in STAFF.items():
        where = wanted.path.partition("?")[0]
        yield pytest.param(name, marks=[pytest.mark.assure] if where in seen else [])
        seen.add(where)


@pytest.mark.parametrize("name", list(states()))
def test_a_staff_page_is_sound(staffed, page, name):
    """One visit, several questions: signing in and typing would else be done for each."""
    wanted, said = STAFF[name], []
    staffed.sign_in(page.context, wanted.who)
    page.on("console", lambda message: said.append(message.text))
    page.on("pageerror", lambda error: said.append(str(error)))
    answer = visit(page, staffed, wanted)
    assert answer.status == wanted.status
    expected = f"status of {wanted.status}"
    assert [line for line in said if expected not in line] == []
    assert page.locator("h1").count() == 1
    summaries = page.locator(".nhsuk-error-summary").count()
    assert summaries == page.title().startswith("Error: ")
    open_everything(page)
    assert axe_findings(page) == []
    assert runs_off(page) == []


def test_every_staff_page_is_valid_html_with_a_title_of_its_own(staffed, desktop, tmp_path):
    """In its first state, and with the full numbers in all."""
    page = desktop.new_page()
    titles: dict[str, set[str]] = {}
    texts: dict[str, str] = {}
    first = {state.values[0] for state in states() if not state.marks}
    for name, wanted in STAFF.items():
        if name not in first and not os.environ.get("ASSURE"):
            continue
        staffed.sign_in(desktop, wanted.who)
        if wanted.press:
            texts[name] = visit(page, staffed, wanted).text()
            continue
        texts[name] = desktop.request.get(staffed.at(wanted.path)).text()  # nothing to be drawn
        title = TITLE.search(texts[name])
        titles.setdefault(title and title[1], set()).add(wanted.path.partition("?")[0])
    assert html_problems(texts, tmp_path) == []
    assert {title: pages for title, pages in titles.items() if len(pages) > 1} == {}


@pytest.mark.parametrize("width", [360, 1280])
def test_a_title_without_spaces_pushes_nothing_out_of_sight(staffed, browser, width):
    context = browser.new_context(viewport={"width": width, "height": 900})
    staffed.sign_in(context, "contributor")
    page = context.new_page()
    for path in ("/staff/", "/staff/activities/"):
        page.goto(staffed.at(path))
        table = page.locator(".table-rows").first
        table.locator("tbody th a").first.evaluate("a => a.textContent = 'W'.repeat(150)")
        assert table.evaluate("e => e.scrollWidth - e.clientWidth") <= 0, path
        assert table.locator("tbody td").last.is_visible()
        assert runs_off(page) == []
    context.close()
