"""Resources as people use them: by keyboard to an Easy Read version, on a phone to a new file, and
cards on paper."""

import pytest

from tests.browser.checks import axe_findings, runs_off
from tests.browser.resources import PDF

pytestmark = pytest.mark.browser


def tab_to(page, label):
    """Press Tab until the thing of this name has the focus; what one would see is what has it."""
    for _ in range(120):
        page.keyboard.press("Tab")
        named = page.evaluate(
            "(document.activeElement.labels?.[0] ?? document.activeElement).innerText ?? ''"
        )
        if label in " ".join(named.split()):
            return
    raise AssertionError(f"no way to {label} by keyboard")


@pytest.mark.parametrize("script", [True, False])
def test_a_reader_finds_an_easy_read_version_by_keyboard_alone(staffed, browser, script):
    context = browser.new_context(
        viewport={"width": 1280, "height": 900}, java_script_enabled=script
    )
    page = context.new_page()
    page.goto(staffed.at("/resources/"))
    if script:
        tab_to(page, "Easy Read")
        page.keyboard.press("Space")
        page.keyboard.press("Enter")
    else:  # without script nothing tells which thing has the focus
        page.get_by_label("Easy Read").check()
        page.get_by_role("button", name="Apply filters").press("Enter")
    page.wait_for_url("**format=easy_read**")
    assert page.locator(".card").count() >= 1
    assert "Easy Read" in page.locator(".card").first.inner_text()
    page.get_by_role("link", name="Asking well, a guide").press("Enter")
    page.locator(".formats a", has_text="Easy Read").press("Enter")
    page.wait_for_url("**/formats/**")
    assert "Ask people early." in page.locator("main").inner_text()
    if script:
        assert axe_findings(page) == []
    context.close()


def test_somebody_adds_a_file_on_a_phone(staffed, browser):
    context = browser.new_context(viewport={"width": 360, "height": 740})
    staffed.sign_in(context, "contributor")
    page = context.new_page()
    page.goto(staffed.at("/staff/resources/{resource}/files/"))
    page.set_input_files("input[type=file]", [
        {"name": "notes.exe", "mimeType": "application/pdf", "buffer": PDF}])  # fmt: skip
    page.get_by_label("What it is").fill("Notes for the guide")
    page.get_by_role("button", name="Add the file").click()
    assert "Choose one of these" in page.locator(".nhsuk-error-summary").inner_text()
    assert page.get_by_label("What it is").input_value() == "Notes for the guide"
    page.set_input_files("input[type=file]", [
        {"name": "notes.pdf", "mimeType": "application/pdf", "buffer": PDF}])  # fmt: skip
    page.get_by_role("button", name="Add the file").click()
    page.get_by_text("The file is added.").wait_for()
    assert page.get_by_role("link", name="notes.pdf", exact=True).is_visible()
    assert "once this is published" in page.locator("main").inner_text()
    assert runs_off(page) == []
    assert axe_findings(page) == []
    context.close()


def test_cards_stand_whole_on_paper_without_the_frame(staffed, browser, tmp_path):
    page = browser.new_page()
    page.goto(staffed.at("/resources/{resource_slug}/cards/"))
    page.emulate_media(media="print")
    for gone in (".header__nav", ".breadcrumbs", ".footer"):
        assert not page.locator(gone).first.is_visible(), gone
    boxes = [page.locator(".prompt").nth(at).bounding_box() for at in range(4)]
    assert boxes[0]["y"] == boxes[1]["y"], "two beside each other"
    assert len({box["height"] for box in boxes}) == 1, "all alike, to be cut apart"
    assert page.pdf(format="A4").count(b"/Type /Page\n") == 2, "a sheet for each set"
    page.close()
