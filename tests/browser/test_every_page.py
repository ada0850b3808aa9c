"""Every page in every state: accessible, valid, whole on a small screen, and quiet in the
console."""

import os

import pytest

from tests.browser.checks import axe_findings, html_problems, open_everything, runs_off
from tests.browser.pages import PAGES

pytestmark = pytest.mark.browser
WIDTHS = (1280, 320)
SPACING = """* { line-height: 1.5 !important; letter-spacing: 0.12em !important;
word-spacing: 0.16em !important; } p { margin-bottom: 2em !important; }"""

LARGE = "html{font-size:200% !important}"
BOTH = LARGE + SPACING


# Which states axe looks at: each at one width, and with the full numbers both at both.
CLOSED, OPEN = "closed", "open"
LOOKED_AT = {1280: [CLOSED], 320: [OPEN]}
if os.environ.get("ASSURE"):
    LOOKED_AT = dict.fromkeys(WIDTHS, [CLOSED, OPEN])


@pytest.fixture(scope="module", params=WIDTHS, ids=lambda width: f"{width}px")
def one_context(browser, request):
    """Styles of the test may be laid over a page, which its own policy forbids."""
    context = browser.new_context(viewport={"width": request.param, "height": 900}, bypass_csp=True)
    yield context
    context.close()


@pytest.fixture
def page(one_context):
    one_context.clear_cookies()
    page = one_context.new_page()
    yield page
    page.close()


@pytest.mark.parametrize("name", PAGES)
def test_a_page_is_sound(portal, page, name):
    """One visit, two questions: what axe finds, closed and opened, and what runs off the screen,
    also with wide spacing and large letters."""
    page.goto(portal.address + PAGES[name])
    for state in (CLOSED, OPEN):
        if state == OPEN:
            open_everything(page)
        if state in LOOKED_AT[page.viewport_size["width"]]:
            assert axe_findings(page) == [], state
    small, staff = page.viewport_size["width"] < 400, name.startswith(("form", "gallery"))
    changes = [
        "/* as it is */",
        SPACING,
        *([] if small and staff else [LARGE]),
        *([] if small else [BOTH]),
    ]
    for change in changes:
        tag = page.add_style_tag(content=change)
        assert runs_off(page) == [], change[:20]
        tag.evaluate("tag => tag.remove()")


@pytest.mark.parametrize("name", PAGES)
def test_the_console_is_quiet_and_nothing_is_fetched_from_elsewhere(portal, desktop, name):
    page, said, asked = desktop.new_page(), [], []
    page.on("console", lambda message: said.append(message.text))
    page.on("pageerror", lambda error: said.append(str(error)))
    page.on("request", lambda request: asked.append(request.url))
    page.goto(portal.address + PAGES[name])
    page.wait_for_load_state("networkidle")
    expected = [line for line in said if "404" not in line and "422" not in line]
    assert expected == []
    assert [url for url in asked if not url.startswith(portal.address)] == []
    if not name.startswith(("form", "gallery")):  # only a form's own page has a cookie
        assert desktop.cookies() == []


def test_every_title_is_its_own(portal, desktop):
    page, titles = desktop.new_page(), {}
    for name, path in PAGES.items():
        page.goto(portal.address + path)
        titles.setdefault(page.title(), []).append(name)
        assert page.locator("h1").count() == 1, name
    assert {title: names for title, names in titles.items() if len(names) > 1} == {}


def test_every_page_is_valid_html(portal, desktop, tmp_path):
    texts = {
        name: desktop.request.get(portal.address + path).text() for name, path in PAGES.items()
    }
    assert html_problems(texts, tmp_path) == []
