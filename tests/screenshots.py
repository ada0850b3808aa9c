"""``make screenshots``: each page in its states, phone and desktop. Public pages go into
docs/screenshots/, and what stories show to readers, a reviewer and the person in one; the many
states of staff pages into var/screenshots/, to be looked at."""

import sys
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser, Page, sync_playwright

from tests.browser.staff_pages import STAFF
from tests.browser.staffed import Staffed
from tests.browser.states import visit
from tests.serving import ROOT, Portal, chromium, served

FOLDER = ROOT / "docs" / "screenshots"
SHOWN = (
    "story",
    "story-list",
    "story-review",
    "own-consent-right",
    "session",
    "booking",
)  # of the staffed world
OF_STAFF = ROOT / "var" / "screenshots"
WIDTHS = {"360": 780, "1280": 900}
PAGES = {
    "home": "/",
    "our-work": "/our-work/",
    "our-work-filtered": "/our-work/?level=co-production&place=leeds",
    "our-work-words": "/our-work/?q=stroke",
    "our-work-nothing": "/our-work/?place=kirklees&level=inform",
    "project-stroke": "/our-work/stroke-co-creation/",
    "project-ppg-network": "/our-work/patient-participation-group-ppg-network/",
    "project-conference": "/our-work/wakefield-co-production-conference/",
    "partners": "/partners/",
    "partners-kirklees": "/partners/?place=kirklees",
    "partner-leeds": "/partners/leeds-health-and-care-partnership/",
    "partner-without-projects": "/partners/future-nhs/",
    "what-is": "/what-is-co-production/",
    "what-is-engage": "/what-is-co-production/#engage",
    "choose": "/what-is-co-production/choose/",
    "choose-unanswered": "/what-is-co-production/choose/?next=1",
    "choose-result": "/what-is-co-production/choose/"
    "?change=co-design&decides=engage&joins=engage&back=engage",
    "about": "/about/",
    "accessibility": "/accessibility/",
    "privacy": "/privacy/",
    "cookies": "/cookies/",
    "contact": "/contact/",
    "glossary": "/glossary/",
    "search": "/search/?q=stroke",
    "search-nothing": "/search/?q=zzzz",
    "take-part": "/get-involved/",
    "training": "/training/",
    "resources": "/resources/",
    "take-part-one": "/get-involved/ask-for-support/",
    "log-empty": "/involvement/",
    "what-changed-empty": "/what-changed/",
    "card-code": "/a/",
    "ask": "/ask/wrong/site/",
    "not-found": "/nothing-here/",
    "gallery": "/staff/components/",
    "form-empty": "/staff/components/form/empty/",
    "form-filled": "/staff/components/form/filled/",
    "form-wrong": "/staff/components/form/wrong/",
    "form-right-to-left": "/staff/components/form/right-to-left/",
    "form-one-question": "/staff/components/one-question/",
}
# What people read of examples: states of tests.browser.staff_pages, and at which widths.
OF_EXAMPLES = {
    "answered": ("360", "1280"),
    "cards": ("1280",),
    "card-page": ("360",),
    "rate": ("360",),
}
TWO_DOTS = "felt"  # of this state only the claim beside what people felt
MASK = """() => {
  const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let node; (node = walk.nextNode());)
    node.data = node.data.replace(/[\\w.+-]+@[\\w.-]+/g, "address masked");
}"""


def shoot(page: Page, address: str, path: Path) -> None:
    """One picture of the whole page, e-mail addresses masked."""
    page.goto(address)
    page.evaluate(MASK)
    page.screenshot(path=path, full_page=True)


def shoot_all(browser: Browser, portal: Portal, wanted: list[str]) -> None:
    """Every page at every width; "what-is" also in forced colours and printed."""
    for width, height in WIDTHS.items():
        context = browser.new_context(
            viewport={"width": int(width), "height": height}, device_scale_factor=1
        )
        page = context.new_page()
        for name, path in PAGES.items():
            if not wanted or name in wanted:
                shoot(page, portal.address + path, FOLDER / f"{name}-{width}.png")
        context.close()
    for name, options in {
        "forced-colours": {"forced_colors": "active"},
        "print": {"media": "print"},
    }.items():
        page = browser.new_page(viewport={"width": 1280, "height": 900})
        page.emulate_media(**options)
        for of in ("home", "project-stroke", "what-is-engage"):
            if not wanted or name in wanted:
                shoot(page, portal.address + PAGES[of], FOLDER / f"{of}-{name}.png")
        page.close()


def shoot_staff(browser: Browser, staffed: Staffed, wanted: list[str]) -> None:
    """Every staff page in its states, signed in as whoever it is for."""
    for width, height in WIDTHS.items():
        context = browser.new_context(viewport={"width": int(width), "height": height})
        for name, state in STAFF.items():
            if not wanted or name in wanted:
                page = context.new_page()
                staffed.sign_in(context, state.who)
                visit(page, staffed, state)
                page.evaluate(MASK)
                folder = FOLDER if name in SHOWN else OF_STAFF
                page.screenshot(path=folder / f"{name}-{width}.png", full_page=True)
                page.close()
        context.close()


def shoot_examples(browser: Browser, staffed: Staffed, wanted: list[str]) -> None:
    """What people read of answers, cards and ratings; of one page the two dots alone."""
    for width, height in WIDTHS.items():
        context = browser.new_context(viewport={"width": int(width), "height": height})
        names = [name for name, widths in OF_EXAMPLES.items() if width in widths]
        for name in [*names, TWO_DOTS]:
            if wanted and name not in wanted:
                continue
            page = context.new_page()
            staffed.sign_in(context, STAFF[name].who)
            visit(page, staffed, STAFF[name])
            page.evaluate(MASK)
            path = FOLDER / f"{name}-{width}.png"
            if name == TWO_DOTS:
                page.locator(".felt").screenshot(path=path)
            else:
                page.screenshot(path=path, full_page=True)
            page.close()
        context.close()


def lighten() -> None:
    """Pictures that are committed hold 256 colours, which takes two thirds of their bytes; the
    large areas keep theirs."""
    for path in FOLDER.glob("*.png"):
        with Image.open(path) as picture:
            if picture.mode == "P":
                continue
            full = picture.convert("RGB")
            few = full.quantize(256, Image.Quantize.MEDIANCUT, dither=Image.Dither.NONE)
        few.save(path, optimize=True)


def main() -> None:
    """Serve the content and take the pictures; names of pages as arguments take only those."""
    program = chromium()
    if program is None:
        sys.exit("No Chromium on this machine. Install it, like: apt-get install chromium")
    for folder in (FOLDER, OF_STAFF):
        folder.mkdir(parents=True, exist_ok=True)
    with served() as portal, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=["--no-sandbox"])
        shoot_all(browser, portal, sys.argv[1:])
        staffed = Staffed.fill(portal)
        shoot_examples(browser, staffed, sys.argv[1:])
        shoot_staff(browser, staffed, sys.argv[1:])
        browser.close()
    lighten()


if __name__ == "__main__":
    main()
