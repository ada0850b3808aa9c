"""Signing in without a password of this portal: by the organisation's own sign-in, by passkey."""

import pytest

from tests.browser.acts import follow, press

pytestmark = pytest.mark.browser


def come_from_the_organisation(staffed, page, email):
    page.goto(staffed.at("/accounts/login/?next=/staff/log/"))
    press(page, "Sign in with Example Trust", exact=False)
    assert page.locator("h1").inner_text() == "The organisation"
    page.get_by_label("Your address").fill(email)
    with page.expect_navigation():
        page.get_by_role("button", name="Go on").click()


def test_a_known_person_comes_in_by_the_organisations_sign_in(staffed, phone):
    page = phone.new_page()
    come_from_the_organisation(staffed, page, "Contributor@example.org")
    assert page.url == staffed.at("/staff/log/")
    assert page.get_by_text("Signed in as Demo contributor").is_visible()


def test_who_was_not_invited_is_told_so_and_gets_no_account(staffed, phone):
    page = phone.new_page()
    come_from_the_organisation(staffed, page, "stranger@example.org")
    said = page.locator("main").inner_text()
    assert "invited" in said
    page.goto(staffed.at("/staff/"))
    assert page.locator("h1").inner_text() == "Sign in"
    staffed.sign_in(phone, "administrator")
    page.goto(staffed.at("/staff/people/?q=stranger"))
    assert page.get_by_role("heading", name="Nobody fits").is_visible()


def test_a_passkey_is_added_and_signs_in(staffed, desktop):
    page = desktop.new_page()
    key = desktop.new_cdp_session(page)
    key.send("WebAuthn.enable")
    key.send(
        "WebAuthn.addVirtualAuthenticator",
        {
            "options": {
                "protocol": "ctap2",
                "transport": "internal",
                "hasResidentKey": True,
                "hasUserVerification": True,
                "isUserVerified": True,
                "automaticPresenceSimulation": True,
            }
        },
    )
    staffed.sign_in(desktop, "keyholder")
    page.goto(staffed.at("/accounts/2fa/"))
    follow(page, "Add a passkey", exact=False)
    page.locator("[name=name]").fill("My laptop")
    if page.locator("[name=passwordless]").count():
        page.locator("[name=passwordless]").check()
    page.get_by_role("button", name="Add a passkey").click()
    page.wait_for_url("**/recovery-codes/**")
    page.goto(staffed.at("/accounts/2fa/webauthn/"))
    assert page.get_by_role("heading", name="My laptop").is_visible()
    with page.expect_navigation():
        page.get_by_role("link", name="Sign out").click()
    press(page, "Sign out")
    page.goto(staffed.at("/accounts/login/"))
    page.get_by_role("button", name="Use a passkey").click()
    page.wait_for_url("**/staff/")
    assert page.get_by_text("Signed in as Key Holder").is_visible()
