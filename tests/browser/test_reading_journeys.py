"""Reading a story by keyboard alone, from the list to the Word document, and leaving it at once;
and on paper."""

import re

import pytest

from tests.browser.test_log_journeys import said

pytestmark = pytest.mark.browser

TITLE = "Example: The letter nobody could follow"
# Examples never stand on the front page, so that one is none for a moment.
NO_EXAMPLE = """
from apps.core import versions
from apps.showcase.models import CaseStudy
CaseStudy.objects.filter(title__contains="letter nobody").update(is_example={})
versions.raise_public()
"""


def focused(page):
    """What the keyboard stands on: its words, and where it leads."""
    return page.evaluate(
        "[document.activeElement.innerText, document.activeElement.getAttribute('href') || '']"
    )


def tab_to(page, words, most=80):
    """Press Tab until the keyboard stands on these words."""
    for _ in range(most):
        page.keyboard.press("Tab")
        if focused(page)[0].strip() == words:
            assert page.evaluate("document.activeElement.matches(':focus-visible')")
            return
    raise AssertionError(f"{words!r} was not reached by Tab")


def press_enter(page):
    with page.expect_navigation():
        page.keyboard.press("Enter")


def test_a_story_is_opened_read_cited_and_taken_away_by_keyboard(staffed, signed_in):
    page = signed_in()
    staffed.portal.manage("shell", "-c", NO_EXAMPLE.format(False))
    try:
        page.goto(staffed.at("/"))
        tab_to(page, TITLE)
        press_enter(page)
    finally:
        staffed.portal.manage("shell", "-c", NO_EXAMPLE.format(True))

    # The contents list leads to each heading, and reading goes on from there.
    tab_to(page, "What changed, and what did not")
    page.keyboard.press("Enter")
    assert page.url.endswith("#changed")
    heading = page.locator("h2#changed")
    assert 0 <= heading.evaluate("element => element.getBoundingClientRect().top") < 200

    # Word, then how to cite it; both after the text, in this order.
    tab_to(page, "Take it away as a Word document")
    with page.expect_download() as started:
        page.keyboard.press("Enter")
    assert started.value.suggested_filename.endswith(".docx")
    tab_to(page, "How to cite this")
    page.keyboard.press("Enter")
    cited = page.locator(".cite p")
    assert cited.is_visible()
    assert re.search(r"\(20\d\d\)\. Example: The letter nobody could follow\.", cited.inner_text())


def test_leave_this_page_is_the_second_thing_a_keyboard_meets(staffed, signed_in):
    page = signed_in()
    page.goto(staffed.at(f"/case-studies/{staffed.numbers['story_slug']}/"))
    met = []
    for _ in range(2):
        page.keyboard.press("Tab")
        met.append(focused(page)[0].strip())
    assert met[1] == "Leave this page"
    press_enter(page)
    assert page.url == staffed.at("/")


def test_on_paper_a_story_is_its_text_and_its_facts(staffed, signed_in):
    page = signed_in()
    page.goto(staffed.at(f"/case-studies/{staffed.numbers['story_slug']}/"))
    page.emulate_media(media="print")
    for gone in (".header__nav", ".search-box", ".contents", ".breadcrumbs", "#touch", "#formats"):
        for one in page.locator(gone).all():
            assert not one.is_visible(), gone
    assert not page.get_by_role("link", name="Take it away as a Word document").is_visible()
    assert not page.get_by_role("link", name="Leave this page").first.is_visible()
    for there in ("h1", "#why", ".pair", ".voice", "#facts", ".cite p"):
        assert page.locator(there).first.is_visible(), there
    assert "How to cite this" in said(page)
    changed, did_not = (one.bounding_box()["y"] for one in page.locator(".pair h3").all())
    assert changed == did_not
    facts, end = (page.locator(one).bounding_box()["y"] for one in ("#facts", ".cite p"))
    assert facts > end
    assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0


def test_on_a_phone_the_facts_stand_before_the_text_and_beside_it_at_a_desk(staffed, signed_in):
    page = signed_in(viewport={"width": 360, "height": 780})
    page.goto(staffed.at(f"/case-studies/{staffed.numbers['story_slug']}/"))

    def top(one):
        return page.locator(one).bounding_box()["y"]

    assert top(".lede") < top("#facts") < top("#why") < top("#formats")
    page.set_viewport_size({"width": 1280, "height": 900})
    text, facts, more = (
        page.locator(one).bounding_box() for one in (".story", "#facts", "#formats")
    )
    assert text["x"] + text["width"] < facts["x"] == more["x"]
    assert abs(facts["y"] - text["y"]) < 40 and facts["y"] < more["y"] < text["y"] + text["height"]


def test_on_a_phone_the_care_page_keeps_each_way_on_one_line(staffed, signed_in):
    page = signed_in("curator", viewport={"width": 360, "height": 780})
    page.goto(staffed.at("/staff/care/"))
    ways = page.get_by_role("link", name=re.compile("View as the public"))
    assert ways.count()
    assert max(way.bounding_box()["height"] for way in ways.all()) < 50
    assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0
