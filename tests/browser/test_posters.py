"""A poster is one sheet of A4 whatever the answer holds, as Chromium prints it."""

import re

import pytest

pytestmark = pytest.mark.browser
WORDS = "People told us that the letters came late and that nobody could read them. "
LONG = "\n".join([(WORDS * 6).strip()] * 8)  # about 3,700 letters, the most a field takes is 4,000
HOLDS = {
    "short": {"we_asked": "How do you find your way?", "we_did": "We moved the signs.",
              "could_not_because": "The lift stays where it is.", "difference": ""},
    "all of it as long as it goes": dict.fromkeys(
        ("we_asked", "you_said", "we_did", "could_not_because", "difference"), LONG
    ) | {"title": "Letters that people can read " * 6},
    "one word without an end": {"we_did": "W" * 3900, "could_not_because": "m" * 3900},
    "very many short lines": {"we_did": "Done.\n" * 600, "you_said": "Please.\n" * 500},
    "another script": {
        "we_did": "我们移动了标志" * 550, "could_not_because": "نحن لا نستطيع " * 280,
    },
}  # fmt: skip
CHANGE = """
from apps.core import versions
from apps.involvement.models import Activity
answer = Activity.objects.get(reference={reference!r}).responses.earliest("pk")
type(answer).objects.filter(pk=answer.pk).update(**{fields!r})
versions.raise_public()
"""


def pages(pdf: bytes) -> int:
    return len(re.findall(rb"/Type\s*/Page\b", pdf))


@pytest.mark.parametrize("holds", HOLDS)
def test_a_poster_is_one_sheet(staffed, browser, holds):
    code = CHANGE.format(reference=staffed.numbers["answered"], fields=HOLDS[holds])
    staffed.portal.manage("shell", "-c", code)
    page = browser.new_page()
    page.goto(staffed.at("/involvement/{answered}/poster/"))
    for margin in ("0", "10mm", "12.7mm"):
        sides = dict.fromkeys(("top", "right", "bottom", "left"), margin)
        pdf = page.pdf(format="A4", margin=sides)
        assert pages(pdf) == 1, margin
    page.emulate_media(media="print")
    page.set_viewport_size({"width": 718, "height": 1047})  # A4 within 10 mm
    body, foot = page.locator(".poster__body"), page.locator(".poster__more")
    hidden = body.evaluate("one => one.scrollHeight - one.clientHeight")
    assert hidden <= 1, "what the sheet does not hold was left out, and not hidden"
    assert foot.is_visible()
    cut = "The rest is at" in foot.inner_text()
    assert cut is (holds != "short")
    for name in ("We did", "We could not, because"):
        assert page.get_by_role("heading", name=name).is_visible()
    page.close()
