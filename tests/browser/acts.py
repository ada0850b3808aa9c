"""What a person does on a page, by the names that stand there."""


def press(page, name):
    page.get_by_role("main").get_by_role("button", name=name, exact=True).first.click()


def follow(page, name):
    page.get_by_role("main").get_by_role("link", name=name, exact=True).first.click()


def make_move(page, name, **note):
    """The button of a step, and the page that asks once more."""
    follow(page, name)
    for field, text in note.items():
        page.locator(f"main [name={field}]").fill(text)
    press(page, name)
    assert not page.title().startswith("Error: "), page.locator(".nhsuk-error-summary").inner_text()
