"""The sign-in package's forms in our words, counted by network and address together."""

from typing import Any

from allauth.account import forms as account
from allauth.account.adapter import get_adapter
from allauth.account.internal.userkit import filter_users_by_email
from allauth.core import context
from allauth.core.internal import ratelimit
from allauth.mfa.base import forms as mfa
from allauth.mfa.totp import forms as totp

EMAIL = ("E-mail address", "", "Enter your e-mail address, like name@example.org")
PASSWORD = ("Password", "", "Enter your password")
CODE = ("Code", "", "Enter the code")
NEW_PASSWORD = (
    "New password",
    "At least 12 characters. Three words that do not belong together are good.",
    "Choose a password of at least 12 characters.",
)
REPEATED = ("The new password again", "", "Enter the new password again")
APP_CODE = (
    "Code from your authenticator app",
    "Six digits. Or one of your recovery codes.",
    "Enter the code from your app, or a recovery code",
)
PER_PERSON = "5/5m/key,20/h/key"  # per network and address


class InOurWords:
    """Label, hint and the message for a missing answer, by field; no placeholders."""

    words: dict[str, tuple[str, str, str]] = {}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, (label, hint, missing) in self.words.items():
            field = self.fields.get(name)  # type: ignore[attr-defined]
            if field is not None:
                field.label, field.help_text = label, hint
                field.widget.attrs.pop("placeholder", None)
                field.error_messages["required"] = missing
                if name in ("login", "email"):
                    field.error_messages["invalid"] = missing
                    field.widget.attrs["autocomplete"] = "username"


def consume(action: str, email: str) -> None:
    """Count an attempt. Raises ``ValidationError`` when there were too many from this network for
    this address; from elsewhere the same address still gets its mail."""
    adapter = get_adapter()
    key = f"{adapter.get_client_ip(context.request)}|{email.lower()}"
    rates = {action: PER_PERSON}
    if not ratelimit.consume(context.request, app="accounts", action=action, key=key, config=rates):
        raise adapter.validation_error("too_many_login_attempts")


class LoginForm(InOurWords, account.LoginForm):
    words = {"login": EMAIL, "password": PASSWORD}


class RequestLoginCodeForm(InOurWords, account.RequestLoginCodeForm):
    words = {"email": EMAIL}

    def clean_email(self) -> str:
        email: str = self.cleaned_data["email"]
        users = filter_users_by_email(email, is_active=True, prefer_verified=True, for_login=True)
        consume("code_for_address", email)
        self._user = users[0] if users else None
        return email


class ConfirmLoginCodeForm(InOurWords, account.ConfirmLoginCodeForm):
    words = {"code": CODE}


class ResetPasswordForm(InOurWords, account.ResetPasswordForm):
    words = {"email": EMAIL}

    def clean_email(self) -> str:
        email: str = super().clean_email()
        consume("reset_for_address", email)
        return email


class ResetPasswordKeyForm(InOurWords, account.ResetPasswordKeyForm):
    words = {"password1": NEW_PASSWORD, "password2": REPEATED}


class ChangePasswordForm(InOurWords, account.ChangePasswordForm):
    words = {
        "oldpassword": ("Present password", "", "Enter your present password"),
        "password1": NEW_PASSWORD,
        "password2": REPEATED,
    }


class SetPasswordForm(InOurWords, account.SetPasswordForm):
    words = {"password1": NEW_PASSWORD, "password2": REPEATED}


class ReauthenticateForm(InOurWords, account.ReauthenticateForm):
    words = {"password": PASSWORD}


class SecondFactorForm(InOurWords, mfa.AuthenticateForm):
    words = {"code": APP_CODE}


class SecondFactorAgainForm(InOurWords, mfa.ReauthenticateForm):
    words = {"code": APP_CODE}


class ActivateAppForm(InOurWords, totp.ActivateTOTPForm):
    words = {"code": ("Code from the app", "Six digits", "Enter the six digits from the app")}
