"""How the sign-in package behaves here: no public sign-up, known and unknown addresses alike,
limits that can't be turned against somebody else."""

from typing import Any

import structlog
from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme

from apps.accounts import lapsed
from apps.accounts.models import User
from apps.core import site_settings

logger = structlog.get_logger(__name__)
WRONG = "The e-mail address or the password is not right. Check both, or ask for a code by e-mail."
TOO_MANY = "There were too many attempts. Wait a few minutes, then try again."
NO_MAIL = "We can’t send mail at this moment. Sign in with your password, or try again later."


class AccountAdapter(DefaultAccountAdapter):
    """Of passwords, codes and resets."""

    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "email_password_mismatch": WRONG,
        "too_many_login_attempts": TOO_MANY,
        "rate_limited": TOO_MANY,
        "incorrect_code": "This is not the code we sent. Check it, or ask for another one.",
        "incorrect_password": "This is not your password.",
        "enter_current_password": "This is not your present password.",
        "invalid_password_reset": "This link no longer works. Ask for another one.",
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Nobody makes an account; people are invited."""
        return False

    def is_ajax(self, request: HttpRequest) -> bool:
        """Pages answer as pages, whatever a header says; only a passkey's challenge is data."""
        return request.path == reverse("mfa_login_webauthn") and bool(super().is_ajax(request))

    def is_safe_url(self, url: str) -> bool:
        """Only addresses of this portal, written without a host, are followed after signing in."""
        return bool(url) and url_has_allowed_host_and_scheme(url, allowed_hosts=None)

    def get_login_redirect_url(self, request: HttpRequest) -> str:
        """To what was being typed as the last session ended; else to the start page."""
        if lapsed.waiting(request):
            return reverse("accounts:carry-on")
        return str(super().get_login_redirect_url(request))

    def authenticate(self, request: HttpRequest, **credentials: Any) -> User | None:
        """A disabled person's right password is answered like a wrong one."""
        user = super().authenticate(request, **credentials)
        return user if user is not None and user.is_active else None

    def _get_login_attempts_cache_key(self, request: HttpRequest, **credentials: Any) -> str:
        """Failures are counted by network *and* address, so that nobody can use them up for
        somebody who sits elsewhere."""
        return f"{self.get_client_ip(request)}|{str(credentials.get('email', '')).lower()}"

    def clean_password(self, password: str, user: User | None = None) -> str:
        """Our own words for what is wrong with a new password. Raises ``ValidationError``."""
        try:
            return str(super().clean_password(password, user))
        except ValidationError as error:
            raise ValidationError([plain(one) for one in error.error_list]) from None

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Send at once. While mail is down both known and unknown addresses see one sentence."""
        values = site_settings.values()
        try:
            super().send_mail(template_prefix, email, {**context, "portal": values["name"]})
        except OSError as error:
            logger.error("mail_not_sent", template=template_prefix, exc_info=error)
            messages.error(self.request, NO_MAIL)


def plain(error: ValidationError) -> ValidationError:
    """A message of Django's password rules as a sentence that says what to do."""
    words = {
        "password_too_short": "Choose a password of at least 12 characters.",
        "password_too_common": "Choose a password that others do not use. Three words are good.",
    }
    message = words.get(error.code or "")
    return ValidationError(message, code=error.code) if message else error


class SocialAdapter(DefaultSocialAccountAdapter):
    """Of an organisation's own sign-in: it opens accounts that exist and makes none."""

    def is_open_for_signup(self, request: HttpRequest, sociallogin: Any) -> bool:
        return False


class SecondFactorAdapter(DefaultMFAAdapter):
    """Of authenticator apps and passkeys."""

    def _get_site_name(self) -> str:
        """What an authenticator app lists it under."""
        return site_settings.values()["name"]
