"""What a person does on a page, by the names that stand there. Whoever follows or presses waits
until the next page is there: a test that reads sooner reads half a page."""


def press(page, name, exact=True):
    button = page.get_by_role("main").get_by_role("button", name=name, exact=exact).first
    with page.expect_navigation():
        button.click()


def follow(page, name, exact=True):
    link = page.get_by_role("main").get_by_role("link", name=name, exact=exact).first
    with page.expect_navigation():
        link.click()


def enter(page):
    """Press Enter where it opens a page."""
    with page.expect_navigation():
        page.keyboard.press("Enter")


def make_move(page, name, **note):
    """The button of a step, and the page that asks once more."""
    follow(page, name)
    for field, text in note.items():
        page.locator(f"main [name={field}]").fill(text)
    press(page, name)
    assert not page.title().startswith("Error: "), page.locator(".nhsuk-error-summary").inner_text()
