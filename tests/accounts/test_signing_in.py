"""Signing in: the same answer to everybody who is not let in, and nobody can lock out another."""

import datetime
import re
import time

import pytest
from django.core import mail

from apps.accounts import addresses
from apps.accounts.models import Grant, User
from apps.core import clock
from tests.personas import PASSWORD, Person

pytestmark = pytest.mark.django_db
LOGIN, CODE, RESET = "/accounts/login/", "/accounts/login/code/", "/accounts/password/reset/"
KNOWN, UNKNOWN = "contributor@example.org", "nobody@example.org"


@pytest.fixture
def proved(contributor: Person) -> User:
    """A contributor whose address is known to be theirs."""
    addresses.follow(contributor.user, verified=True)
    return contributor.user


def text(response):
    """A page without what is made anew each time, or repeats what was typed."""
    page = re.sub(r'value="[^"]*"', "", response.content.decode())
    return page.replace(KNOWN, "").replace(UNKNOWN, "")


def sign_in(client, email=KNOWN, password=PASSWORD, next="", **extra):
    return client.post(f"{LOGIN}?next={next}", {"login": email, "password": password}, **extra)


def test_a_known_person_gets_in_whatever_the_case(content, proved, visitor):
    response = sign_in(visitor, "Contributor@Example.org")
    assert (response.status_code, response["Location"]) == (302, "/staff/")
    assert visitor.get("/staff/").status_code == 200


def test_a_wrong_password_and_an_unknown_address_look_alike(content, proved, visitor):
    known, unknown = sign_in(visitor, password="not the password"), sign_in(visitor, UNKNOWN)
    assert known.status_code == unknown.status_code == 422
    assert text(known) == text(unknown)
    assert "<title>Error: Sign in" in known.content.decode()


def test_a_disabled_persons_right_password_looks_wrong(content, proved, visitor):
    User.objects.update(is_active=False)
    assert text(sign_in(visitor)) == text(sign_in(visitor, UNKNOWN))


def test_known_and_unknown_take_as_long(content, proved, visitor, settings):
    def seconds(email):
        start = time.perf_counter()
        sign_in(visitor, email, "not the password")
        return time.perf_counter() - start

    settings.ACCOUNT_RATE_LIMITS = False
    sign_in(visitor, UNKNOWN)
    known, unknown = (min(seconds(email) for _ in range(3)) for email in (KNOWN, UNKNOWN))
    assert 0.6 < known / unknown < 1.67


@pytest.mark.parametrize("address", [CODE, RESET])
def test_codes_and_resets_look_alike_and_both_send_one_mail(content, proved, visitor, address):
    answers = []
    for email in (KNOWN, UNKNOWN):
        visitor.cookies.clear()
        answers.append(visitor.post(address, {"email": email}, follow=True))
    assert answers[0].redirect_chain == answers[1].redirect_chain
    assert text(answers[0]) == text(answers[1])
    assert [message.to for message in mail.outbox] == [[KNOWN], [UNKNOWN]]


def test_a_code_signs_in_once(content, proved, visitor):
    visitor.post(CODE, {"email": KNOWN})
    code = re.search(r"^\S{5,}$", mail.outbox[0].body, re.M)[0]
    wrong = visitor.post("/accounts/login/code/confirm/", {"code": "nonsense"})
    assert wrong.status_code == 422
    visitor.post("/accounts/login/code/confirm/", {"code": code})
    assert visitor.get("/staff/").status_code == 200


def test_a_reset_link_works_once_and_ends_other_sessions(content, proved, contributor, visitor):
    assert contributor.get("/staff/").status_code == 200
    visitor.post(RESET, {"email": KNOWN})
    link = re.search(r"/accounts/password/reset/key/\S+", mail.outbox[0].body)[0]
    form = visitor.get(link)["Location"]
    new = {"password1": "another long password", "password2": "another long password"}
    assert visitor.post(form, new).status_code == 302
    assert contributor.get("/staff/").status_code == 302
    visitor.cookies.clear()
    assert b"This link no longer works" in visitor.get(link, follow=True).content


def test_an_attacker_elsewhere_locks_nobody_out(content, proved, visitor):
    for _ in range(8):
        last = sign_in(visitor, password="guess", REMOTE_ADDR="203.0.113.9")
    assert b"too many attempts" in last.content
    assert sign_in(visitor, REMOTE_ADDR="198.51.100.1").status_code == 302


def test_an_attacker_elsewhere_uses_up_nobodys_codes(content, proved, visitor):
    for _ in range(8):
        visitor.cookies.clear()
        last = visitor.post(CODE, {"email": KNOWN}, REMOTE_ADDR="203.0.113.9")
    assert last.status_code == 422
    assert visitor.post(CODE, {"email": KNOWN}, REMOTE_ADDR="198.51.100.1").status_code == 302


@pytest.mark.parametrize(
    "elsewhere",
    [
        "https://example.org/",
        "//example.org/",
        "javascript:alert(1)",
        "/\\example.org",
        "http:///x",
    ],
)
def test_a_redirect_to_elsewhere_is_ignored(content, proved, visitor, elsewhere):
    assert sign_in(visitor, next=elsewhere)["Location"] == "/staff/"


def test_a_redirect_inside_is_followed(content, proved, visitor):
    assert sign_in(visitor, next="/about/")["Location"] == "/about/"


def test_who_is_disabled_is_out_at_the_next_request(content, contributor):
    assert contributor.get("/staff/").status_code == 200
    User.objects.filter(pk=contributor.user.pk).update(is_active=False)
    assert contributor.get("/staff/")["Location"].startswith(LOGIN)


def test_whose_last_role_ends_is_signed_out_and_told(content, contributor):
    Grant.objects.update(until=clock.today() - datetime.timedelta(days=1))
    response = contributor.get("/staff/", follow=True)
    assert response.redirect_chain[0][0].startswith(LOGIN)
    assert "Your access to the staff pages has ended" in response.content.decode()
    assert "_auth_user_id" not in contributor.session


def test_a_role_changed_meanwhile_counts_at_the_next_request(content, administrator):
    assert administrator.get("/staff/people/").status_code == 200
    Grant.objects.filter(user=administrator.user).update(role="contributor")
    assert administrator.get("/staff/people/").status_code == 404


def test_the_day_is_noted_once(content, contributor, django_assert_num_queries):
    contributor.get("/staff/")
    contributor.user.refresh_from_db()
    assert contributor.user.last_seen == clock.today()


def test_where_a_second_factor_is_required_only_its_pages_open(content, administrator, settings):
    settings.SECOND_FACTOR_REQUIRED = True
    assert administrator.get("/staff/people/")["Location"] == "/accounts/2fa/"
    page = administrator.get("/accounts/2fa/")
    assert "Your role asks for a second factor" in page.content.decode()
    activate = administrator.get("/accounts/2fa/totp/activate/")["Location"]
    assert administrator.get(activate).status_code == 200
    assert administrator.get("/accounts/logout/").status_code == 200


def test_a_contributor_needs_no_second_factor(content, contributor, settings):
    settings.SECOND_FACTOR_REQUIRED = True
    assert contributor.get("/staff/").status_code == 200


def test_passkeys_are_not_offered_under_a_number(content, visitor):
    assert "Use a passkey" in visitor.get(LOGIN, headers={"host": "localhost"}).content.decode()
    page = visitor.get(LOGIN, headers={"host": "127.0.0.1"}).content.decode()
    assert "Use a passkey" not in page
    response = visitor.get("/accounts/2fa/webauthn/login/", headers={"host": "127.0.0.1"})
    assert response.status_code == 404


@pytest.mark.parametrize("address", ["signup/", "email/", "3rdparty/", "3rdparty/signup/"])
def test_what_is_not_needed_is_not_there(content, visitor, address):
    assert visitor.get(f"/accounts/{address}").status_code == 404


def test_an_unproved_address_gets_a_link_instead_of_a_session(content, contributor, visitor):
    assert sign_in(visitor)["Location"] == "/accounts/confirm-email/"
    link = re.search(r"/accounts/confirm-email/\S+", mail.outbox[0].body)[0]
    visitor.post(link)
    assert sign_in(visitor)["Location"] == "/staff/"


def test_the_issuer_is_allowed_as_a_forms_target_on_the_sign_in_page_only(
    content, visitor, settings
):
    settings.OIDC_ISSUER = "https://issuer.example.org/tenant"
    policy = visitor.get(LOGIN)["Content-Security-Policy"]
    assert "form-action 'self' https://issuer.example.org;" in policy + ";"
    assert "issuer" not in visitor.get(CODE)["Content-Security-Policy"]


def test_while_mail_is_down_everybody_sees_the_same_sentence(content, proved, visitor, settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 9
    for email in (KNOWN, UNKNOWN):
        visitor.cookies.clear()
        page = visitor.post(CODE, {"email": email}, follow=True).content.decode()
        assert "We can’t send mail at this moment" in page
