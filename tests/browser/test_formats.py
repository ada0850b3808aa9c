"""Accessible versions as people see them: large, in their own direction, whole on paper."""

import pytest

from tests.browser.checks import axe_findings, runs_off

pytestmark = pytest.mark.browser
PAGES = ("easy_slug", "urdu_slug", "film_slug", "large_slug")


def look(page, selector, of):
    """A computed style of the first thing that fits."""
    return page.locator(selector).first.evaluate("(e, of) => getComputedStyle(e)[of]", of)


@pytest.fixture(params=[360, 1280])
def page(browser, request):
    context = browser.new_context(viewport={"width": request.param, "height": 900})
    yield context.new_page()
    context.close()


@pytest.mark.parametrize("name", PAGES)
def test_a_version_is_sound_on_a_phone_and_on_a_desk(staffed, page, name):
    page.goto(staffed.at(f"/formats/{{{name}}}/"))
    assert axe_findings(page) == []
    assert runs_off(page) == []


def test_a_language_keeps_its_direction_and_the_frame_its_own(staffed, page):
    page.goto(staffed.at("/formats/{urdu_slug}/"))
    assert look(page, "html", "direction") == "ltr"
    assert look(page, "h1", "direction") == look(page, ".version__text", "direction") == "rtl"
    edge = page.evaluate(
        "['h1', '.version__text'].map(s => document.querySelector(s).getBoundingClientRect().right)"
    )
    assert abs(edge[0] - edge[1]) < 2, "the text begins under its title"
    assert page.locator(".formats a[lang=ur]").count() == 0, "it does not list itself"
    page.goto(staffed.at("/our-work/{formats_slug}/"))
    link = page.locator(".formats a[hreflang=ur]")
    assert (link.get_attribute("dir"), link.get_attribute("lang")) == ("rtl", "ur")


def test_easy_read_is_large_and_reads_in_order(staffed, page):
    page.goto(staffed.at("/formats/{easy_slug}/"))
    sentences = page.locator(".easy-read__line p")
    assert sentences.count() == 3
    assert float(look(page, ".easy-read__line p", "fontSize").removesuffix("px")) >= 24
    page.set_viewport_size({"width": 1280, "height": 900})
    tops = [sentences.nth(n).bounding_box()["y"] for n in range(3)]
    assert tops == sorted(tops)


@pytest.mark.parametrize(
    ("name", "words"),
    [("large_slug", ".version__text p"), ("easy_slug", ".easy-read__line p")],
)
def test_on_paper_it_is_at_least_18_points_and_without_the_frame(staffed, page, name, words):
    page.goto(staffed.at(f"/formats/{{{name}}}/"))
    page.emulate_media(media="print")
    assert float(look(page, words, "fontSize").removesuffix("px")) >= 24  # 18 points
    assert "Arial" in look(page, words, "fontFamily")
    for gone in (".version__foot", ".header__nav", ".breadcrumbs"):
        assert not page.locator(gone).first.is_visible(), gone
    assert page.locator(".version__older").is_visible(), "paper says how old it is, too"
