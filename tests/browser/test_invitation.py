"""An invited contributor on a phone: from the link in the mail to the staff pages, no script."""

import pytest

pytestmark = pytest.mark.browser
SEED = """
from apps.accounts import actions
from apps.accounts.terms import Terms
from apps.core import links
from apps.core.actors import SystemActor
from apps.partners.models import Partner
terms = [Terms("contributor", partners=[Partner.objects.first().pk])]
row = actions.invite(email="phone@example.org", name="Phone Person", terms=terms,
                     by=SystemActor("test"))
row.secret_hash = links.keyed_hash("invitation", "a-secret-for-the-phone")
row.save()
"""


def test_an_invited_contributor_sets_a_password_on_a_phone(portal, phone):
    portal.manage("shell", "-c", SEED)
    page = phone.new_page()
    page.goto(f"{portal.address}/accounts/invitation/a-secret-for-the-phone/")
    assert page.locator("h1").inner_text() == "You are invited"
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    page.get_by_label("Choose a password").fill("short")
    page.get_by_role("button", name="Save and sign in").click()
    assert page.title().startswith("Error: You are invited")
    page.get_by_role("link", name="Choose a password of at least 12 characters.").click()
    page.get_by_label("Choose a password").fill("three words apart")
    page.get_by_role("button", name="Save and sign in").click()
    assert page.url.partition("#")[0] == f"{portal.address}/staff/"
    assert page.get_by_text("Signed in as Phone Person").is_visible()
    page.get_by_role("link", name="Sign out").click()
    page.get_by_role("button", name="Sign out").click()
    page.goto(f"{portal.address}/staff/")
    page.get_by_label("E-mail address").fill("phone@example.org")
    page.get_by_label("Password").fill("three words apart")
    page.get_by_role("button", name="Sign in").click()
    assert page.url == f"{portal.address}/staff/"
