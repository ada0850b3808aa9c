"""Scripts typed into every text field of every form: they are shown as text wherever they go."""

import pytest

from tests.browser.staff_pages import STAFF
from tests.browser.staffed import Staffed
from tests.serving import served

pytestmark = pytest.mark.browser
SCRIPT = "<script>alert(1)</script>\"'><img src=x onerror=alert(1)>"
MARK = "onerror=alert(1)"
ASKED = [
    f"/ask/{kind}/site/" for kind in ("wrong", "tell-us", "format", "suggest-a-story", "call-me")
]
READ = ["/", "/our-work/", "/partners/", "/contact/", "/glossary/", "/what-is-co-production/",
        "/involvement/", "/search/?q=onerror", "/search/suggest/?q=alert"]  # fmt: skip
# Types into the form with most to type: everything that takes text, and the first of what is to
# be chosen and was not. Gives the number of the form, or -1 where nothing takes text.
TYPE = """([script, spare]) => {
  document.querySelectorAll('details').forEach(folded => { folded.open = true });
  const takes = 'textarea, input:not([type]), input[type=text], input[type=search], '
    + 'input[type=url], input[type=email], input[type=tel]';
  const shown = field => field.offsetParent || field.closest('details, [class*=conditional]');
  const forms = [...document.forms];
  const texts = forms.map(form => [...form.querySelectorAll(takes)].filter(shown));
  const number = at => forms[at]?.closest('main')
    && forms[at].querySelector('button[type=submit]') ? texts[at].length : 0;
  const most = forms.reduce((best, _, at) => number(at) > number(best) ? at : best, -1);
  if (most < 0) return -1;
  for (const field of texts[most]) if (!spare.includes(field.name)) field.value = script;
  for (const field of forms[most].querySelectorAll('select'))
    if (!field.value && field.options.length > 1) field.selectedIndex = 1;
  const named = new Set([...forms[most].querySelectorAll('input[type=radio]')].map(f => f.name));
  for (const name of named)
    if (!forms[most].querySelector(`input[type=radio][name="${name}"]:checked`))
      forms[most].querySelector(`input[type=radio][name="${name}"]`).checked = true;
  return most;
}"""
WRONG = """() => [...document.querySelectorAll('[aria-invalid=true], .nhsuk-input--error, '
  + '.nhsuk-form-group--error input, .nhsuk-form-group--error textarea')].map(f => f.name)"""


@pytest.fixture(scope="module")
def spoiled():
    """A portal of its own: afterwards everything in it is called a script."""
    with served() as running:
        yield Staffed.fill(running)


@pytest.fixture
def watched(browser):
    """A page, and the list of all that should not happen in it."""
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    context.set_default_timeout(15_000)
    page, seen = context.new_page(), []
    page.on("dialog", lambda dialog: (seen.append(f"dialog: {page.url}"), dialog.dismiss()))
    page.on(
        "console",
        lambda said: (
            seen.append(f"{page.url}: {said.text}")
            if "Content Security Policy" in said.text or "Content-Security-Policy" in said.text
            else None
        ),
    )
    yield page, seen
    context.close()


def send(page, spare=()):
    """Type and press; whether there was anything to type into."""
    number = page.evaluate(TYPE, [SCRIPT, list(spare)])
    if number < 0:
        return False
    form = page.locator("form").nth(number)
    with page.expect_navigation():
        form.locator("button[type=submit]").first.click()
    return True


def shown_as_text(page):
    """The script stands there as words or in a field, and made nothing."""
    assert page.locator("img[onerror]").count() == 0, page.url
    return MARK in page.evaluate(
        """() => document.body.innerText + [...document.querySelectorAll('input, textarea')]
        .map(field => field.value).join(' ') + document.title"""
    )


@pytest.mark.assure
def test_a_script_in_any_field_is_text_everywhere(spoiled, watched):
    page, seen = watched
    forms = {state.path: state.who for state in STAFF.values()} | dict.fromkeys(ASKED, "")
    typed, shown = 0, []
    for path, who in forms.items():
        spoiled.sign_in(page.context, who)
        page.goto(spoiled.at(path))
        if not send(page):
            continue
        typed += 1
        shown_as_text(page)
        if wrong := page.evaluate(WRONG):  # what takes no such text is left as it was
            page.goto(spoiled.at(path))
            send(page, spare=wrong)
            shown_as_text(page)
    for path, who in forms.items() | {(path, "") for path in READ}:
        spoiled.sign_in(page.context, who)
        page.goto(spoiled.at(path))
        if shown_as_text(page):
            shown.append(path)
    assert seen == []
    assert typed > 35
    public = {"/our-work/", "/partners/", "/contact/", "/glossary/"}
    staff = {"/staff/projects/", "/staff/lists/topics/", "/staff/partners/", "/staff/people/",
             "/staff/requests/", "/staff/audit/", "/staff/settings/"}  # fmt: skip
    assert public | staff <= set(shown)
