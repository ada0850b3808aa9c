"""The claim and what people felt stand on one line, on the smallest phones too."""

import pytest

pytestmark = pytest.mark.browser
BOXES = """all => all.map(one => {
  const box = one.getBoundingClientRect();
  return [box.left, box.right, box.y + box.height / 2];
})"""
WORDS = """all => all.map(one => {
  const range = document.createRange();
  range.selectNodeContents(one);
  const box = range.getBoundingClientRect();
  return [box.left, box.right];
})"""


@pytest.mark.parametrize("width", [320, 360, 1280])
def test_both_marks_lie_on_one_line_and_no_names_touch(staffed, browser, width):
    page = browser.new_page(viewport={"width": width, "height": 800})
    page.goto(staffed.at("/involvement/{felt}/"))
    marks = page.locator(".felt__line .felt__ring, .felt__line .felt__disc").evaluate_all(BOXES)
    assert len(marks) == 2
    (ring_left, ring_right, ring_at), (disc_left, disc_right, disc_at) = marks
    assert abs(ring_at - disc_at) < 1
    assert ring_right <= disc_left + 1 or disc_right <= ring_left + 1
    names = page.locator(".felt__line .felt__name").evaluate_all(WORDS)
    assert len(names) == 5
    for (_, right), (left, _) in zip(names, names[1:], strict=False):
        assert right + 2 <= left
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    page.close()
