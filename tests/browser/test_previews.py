"""What a reviewer sees of a page: as on a desktop and as on a phone, in windows of the review."""

import pytest

from tests.browser.staff_pages import STAFF
from tests.browser.states import visit

pytestmark = pytest.mark.browser
INNER = "frame => frame.contentWindow.innerWidth"


def test_the_desktop_is_as_wide_as_one_and_is_reached_by_keyboard(staffed, desktop):
    staffed.sign_in(desktop, "lead")
    page = desktop.new_page()
    visit(page, staffed, STAFF["review"])
    frame = page.locator("iframe[title='On a desktop']")
    frame.scroll_into_view_if_needed()
    assert frame.evaluate(INNER) == 1280
    window = page.get_by_role("group", name="On a desktop")
    assert window.evaluate("window => window.clientWidth < 1280")
    page.locator("h3", has_text="On a desktop").evaluate(
        "heading => { heading.tabIndex = -1; heading.focus(); }"
    )
    page.keyboard.press("Tab")
    assert window.evaluate("window => window === document.activeElement")
    page.keyboard.press("ArrowRight")
    page.wait_for_timeout(500)  # it scrolls smoothly; our policy forbids to wait by a script
    assert window.evaluate("window => window.scrollLeft") > 0
    assert page.locator("iframe[title='On a phone']").evaluate(INNER) == 360
