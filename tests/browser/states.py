"""A page in a state, as the checks of the browser walk it: who is there, what is typed, and which
button is pressed."""

from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True)
class Page:
    """A page in a state. ``fill`` sets fields by name, as a person would; a hidden one, like the
    count of edits, is set too. ``press`` is the button that sends the form."""

    path: str
    who: str = ""
    press: str = ""
    fill: dict[str, str] = field(default_factory=dict)
    status: int = 200


def wrong(path: str, who: str, press: str, status: int = 422, **fill: str) -> Page:
    """A form that was sent in with something wrong."""
    return Page(path, who, press, fill, status)


def visit(page: Any, staffed: Any, wanted: Page) -> Any:
    """Open a page, type and press as it says; the answer of the server."""
    answer = page.goto(staffed.at(wanted.path))
    for name, value in wanted.fill.items():
        field = page.locator(f"main [name='{name}']").first
        if field.get_attribute("type") == "hidden":
            field.evaluate("(field, value) => { field.value = value }", value)
        elif field.get_attribute("type") == "radio":
            page.locator(f"main [name='{name}'][value='{value}']").check()
        else:
            field.fill(value)
    if wanted.press:
        button = page.get_by_role("main").get_by_role("button", name=wanted.press, exact=True)
        with page.expect_navigation() as sent:
            button.first.click()
        answer = sent.value
    return answer
