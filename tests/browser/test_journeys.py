"""What people come for, from the first page to the answer: by keyboard, on a phone,
without script."""

import pytest

from tests.browser.acts import enter, follow, press

pytestmark = pytest.mark.browser


def tab_to(page, text, limit=80):
    """Press Tab until the link, button or field with this text has the focus, as a person would."""
    for _ in range(limit):
        page.keyboard.press("Tab")
        name = focused(page).strip()
        if text.casefold() in name.casefold():
            return
    raise AssertionError(f"{text!r} was not reached by Tab")


def focused(page):
    """What has the focus, in words (asked of the browser, not of a script on the page)."""
    handle = page.locator("*:focus")
    if not handle.count():
        return ""
    element = handle.first
    label = element.get_attribute("aria-label") or element.inner_text()
    return label or element.get_attribute("value") or element.get_attribute("name") or ""


def test_find_the_stroke_work_by_words_and_see_who_commissioned_it(portal, phone):
    page = phone.new_page()
    page.goto(portal.address)
    follow(page, "See the work", exact=False)
    page.locator("summary").filter(has_text="Filter").click()
    page.get_by_label("Words to look for").fill("stroke")
    press(page, "Apply filters", exact=False)
    assert page.title().startswith("Our work: 1 project")
    follow(page, "Stroke Co-creation", exact=False)
    who = page.locator(".who li").filter(has_text="NHS Leadership Academy")
    assert "commissioned it" in who.inner_text()
    way = page.locator(".facts > div").first.inner_text()
    assert "Way of involving people" in way
    assert "Not stated" in way
    assert "“co-creation”" in way


def test_find_the_stroke_work_by_a_filter_and_take_the_filter_away(portal, phone):
    page = phone.new_page()
    page.goto(f"{portal.address}/our-work/")
    page.locator("summary").filter(has_text="Filter").click()
    page.locator("summary").filter(has_text="Topic").click()
    page.get_by_role("checkbox", name="Stroke 1 project").check()
    press(page, "Apply filters", exact=False)
    assert page.locator("#results").inner_text() == "1 project"
    follow(page, "Remove filter: Topic: Stroke", exact=False)
    assert page.locator("#results").inner_text().startswith("11 projects")


def test_follow_the_network_to_what_it_led_to(portal, phone):
    page = phone.new_page()
    page.goto(portal.address)
    follow(page, "Read what the Patient Participation Group", exact=False)
    with page.expect_navigation():
        page.locator(".family").get_by_role("link", name="PPG Toolkit").click()
    assert page.locator("h1").inner_text() == "PPG Toolkit"
    assert page.locator(".family").get_by_role("link", name="PPG) Network").count() == 1


def test_learn_what_engage_means(portal, phone):
    page = phone.new_page()
    page.goto(portal.address)
    with page.expect_navigation():
        page.locator(".hero").get_by_role("link", name="Engage").click()
    assert "#engage" in page.url
    engage = page.locator("#engage")
    assert "listening to people to understand issues" in engage.inner_text()
    assert engage.get_by_text("We went where people are").is_visible()


def test_a_drawing_leads_to_its_way(portal, phone):
    page = phone.new_page()
    page.goto(f"{portal.address}/what-is-co-production/")
    with page.expect_navigation():
        page.locator(".band .glyph--consult").first.click()
    assert "#consult" in page.url
    assert page.locator("#consult").get_by_text("Fits when").is_visible()


def test_the_menu_opens_under_the_head_and_its_button_stays(portal, phone):
    page = phone.new_page()
    page.goto(f"{portal.address}/our-work/")
    button = page.locator(".header__menu > summary")
    before, head = button.bounding_box(), page.locator(".header__brand").bounding_box()
    button.click()
    assert button.bounding_box() == before
    menu = page.get_by_role("navigation", name="Menu").bounding_box()
    assert menu["y"] >= max(before["y"] + before["height"], head["y"] + head["height"])
    button.click()
    assert not page.get_by_role("navigation", name="Menu").is_visible()


def test_in_forced_colours_only_the_current_entry_is_marked(portal, browser):
    context = browser.new_context(viewport={"width": 1280, "height": 900}, forced_colors="active")
    page = context.new_page()
    page.goto(f"{portal.address}/our-work/")
    lines = page.locator(".header__nav a").evaluate_all(
        "links => links.map(a => getComputedStyle(a).borderBottomColor)"
    )
    ground = page.evaluate("getComputedStyle(document.body).backgroundColor")
    marked = [line == ground for line in lines]
    assert marked == [True, False, True, True, True, True]  # the last: search
    context.close()


def test_answer_the_four_questions_without_script(portal, phone):
    page = phone.new_page()
    page.goto(f"{portal.address}/what-is-co-production/")
    follow(page, "Start", exact=False)
    press(page, "Continue", exact=False)
    assert page.title().startswith("Error: ")
    follow(page, "Choose the answer that comes nearest", exact=False)
    for answer in (
        "What we understand and discuss",
        "We do, after talking it through",
        "In one or more conversations",
        "What was heard, and what happens next",
    ):
        page.get_by_label(answer).check()
        press(page, "Continue", exact=False)
    assert page.locator("h1").inner_text() == "This sounds nearest to Engage"


def test_the_whole_way_by_keyboard_alone(portal, browser):
    context = browser.new_context(
        viewport={"width": 1280, "height": 900}, java_script_enabled=False
    )
    page = context.new_page()
    page.goto(portal.address)
    page.keyboard.press("Tab")
    assert focused(page) == "Skip to main content"
    enter(page)
    tab_to(page, "See the work")
    enter(page)
    page.wait_for_url("**/our-work/")
    tab_to(page, "q")  # the portal's own search comes first
    tab_to(page, "q")
    page.keyboard.type("stroke")
    enter(page)
    page.wait_for_url("**/our-work/?q=stroke*")
    tab_to(page, "Stroke Co-creation")
    enter(page)
    page.wait_for_url("**/stroke-co-creation/")
    tab_to(page, "NHS Leadership Academy")
    enter(page)
    page.wait_for_url("**/partners/nhs-leadership-academy*/")
    assert "Commissioned" in page.locator("main").inner_text()
    context.close()


@pytest.mark.parametrize(
    "path", ["/", "/our-work/", "/what-is-co-production/", "/partners/", "/contact/"]
)
def test_every_stop_of_tab_is_seen_and_uncovered(portal, desktop, path):
    page = desktop.new_page()
    page.goto(portal.address + path)
    seen = set()
    for _ in range(120):
        page.keyboard.press("Tab")
        stop = page.evaluate(
            """() => { const e = document.activeElement; if (!e || e === document.body) return null;
            const r = e.getBoundingClientRect(), s = getComputedStyle(e);
            const at = document.elementFromPoint(r.x + Math.min(r.width, 40) / 2,
              r.y + r.height / 2);
            return {name: e.outerHTML.slice(0, 90), width: r.width, height: r.height,
              marked: s.boxShadow !== 'none' || s.outlineStyle !== 'none',
              inside: r.top >= -1 && r.bottom <= innerHeight + 1,
              covered: at && !e.contains(at) && !at.contains(e)} }"""
        )
        if stop is None:
            break
        if stop["name"] in seen:
            continue
        seen.add(stop["name"])
        assert stop["marked"], stop
        assert stop["inside"] or stop["height"] > 900, stop
        assert not stop["covered"], stop
        assert min(stop["width"], stop["height"]) >= 19, stop
    assert len(seen) > 8


def test_a_word_in_the_address_opens_its_part(portal, desktop):
    page = desktop.new_page()
    page.goto(f"{portal.address}/what-is-co-production/#consult")
    assert page.locator("#consult").get_attribute("open") is not None


def test_the_filter_is_closed_on_a_phone_and_open_where_there_is_room(portal, desktop, phone):
    narrow, wide = phone.new_page(), desktop.new_page()
    narrow.goto(f"{portal.address}/our-work/?place=leeds")
    assert not narrow.get_by_label("Words to look for").is_visible()
    assert narrow.locator("summary").filter(has_text="Filter").inner_text() == "Filter (1 chosen)"
    wide.goto(f"{portal.address}/our-work/")
    assert wide.get_by_label("Words to look for").is_visible()


@pytest.mark.parametrize("script", [True, False])
def test_where_there_is_room_the_filter_has_a_heading_and_no_stop_that_does_nothing(
    portal, browser, script
):
    context = browser.new_context(
        viewport={"width": 1280, "height": 900}, java_script_enabled=script
    )
    page = context.new_page()
    page.goto(f"{portal.address}/our-work/?place=leeds")
    assert page.get_by_role("heading", name="Filter (1 chosen)").count() == 1
    assert page.locator("summary").filter(has_text="Filter (1").is_hidden()
    assert page.get_by_label("Words to look for").is_visible()
    context.close()


def test_the_first_screen_of_a_phone_says_what_for_whom_and_what_to_do(portal, browser):
    context = browser.new_context(viewport={"width": 390, "height": 844})
    page = context.new_page()
    page.goto(portal.address)
    for words in ("How people shape health and care", "Patients, carers and communities"):
        box = page.get_by_text(words).first.bounding_box()
        assert box["y"] + box["height"] < 844
    button = page.get_by_role("link", name="See the work").bounding_box()
    assert button["y"] + button["height"] < 844
    context.close()
