"""The sign-in package's addresses, each with our rule around it; those we do not need are left
out."""

import ipaddress
from collections.abc import Callable, Iterable
from typing import Any
from urllib.parse import urlsplit

from allauth.urls import urlpatterns as package_patterns
from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import URLPattern, URLResolver
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from apps.accounts.access import access

OPEN = access(public=True)
CLOSED = access()  # only because the package wants to name it in a mail
SIGNED_IN = access(signed_in=True, without_second_factor=True)

# Left out: e-mail management, connections (an address is what links the two accounts),
# trusted browsers.
RULES = {
    "account_login": OPEN,
    "account_signup": CLOSED,
    "account_logout": OPEN,  # also gives up a sign-in half way
    "account_inactive": OPEN,
    "account_reauthenticate": SIGNED_IN,
    "account_email_verification_sent": OPEN,
    "account_confirm_email": OPEN,
    "account_change_password": SIGNED_IN,
    "account_set_password": SIGNED_IN,
    "account_reset_password": OPEN,
    "account_reset_password_done": OPEN,
    "account_reset_password_from_key": OPEN,
    "account_reset_password_from_key_done": OPEN,
    "account_request_login_code": OPEN,
    "account_confirm_login_code": OPEN,
    "mfa_index": SIGNED_IN,
    "mfa_authenticate": OPEN,
    "mfa_reauthenticate": SIGNED_IN,
    "mfa_activate_totp": SIGNED_IN,
    "mfa_deactivate_totp": SIGNED_IN,
    "mfa_view_recovery_codes": SIGNED_IN,
    "mfa_generate_recovery_codes": SIGNED_IN,
    "mfa_download_recovery_codes": SIGNED_IN,
    "mfa_list_webauthn": SIGNED_IN,
    "mfa_add_webauthn": SIGNED_IN,
    "mfa_reauthenticate_webauthn": SIGNED_IN,
    "mfa_remove_webauthn": SIGNED_IN,
    "mfa_edit_webauthn": SIGNED_IN,
    "mfa_login_webauthn": OPEN,
    "socialaccount_login_cancelled": OPEN,
    "socialaccount_login_error": OPEN,
    "openid_connect_login": OPEN,
    "openid_connect_callback": OPEN,
}
METHODS = ["GET", "HEAD", "POST"]


def ruled(patterns: Iterable[URLPattern | URLResolver]) -> list[URLPattern | URLResolver]:
    """The same addresses with our rules; what has none is left out."""
    kept: list[URLPattern | URLResolver] = []
    for entry in patterns:
        if isinstance(entry, URLResolver):
            inner = ruled(entry.url_patterns)
            if inner:
                kept.append(URLResolver(entry.pattern, inner))
        elif entry.name in RULES:
            view = RULES[entry.name](ours(entry.callback, entry.name))
            kept.append(URLPattern(entry.pattern, view, entry.default_args, entry.name))
    return kept


def ours(view: Callable[..., Any], name: str) -> Callable[..., Any]:
    """A view of the package with our manners: 422 for a wrong answer, our site's name, never
    kept, passkeys only where there is a name to tie them to."""

    def mannered(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if "webauthn" in name and not passkeys_work(request):
            raise Http404
        response: HttpResponse = view(request, *args, **kwargs)
        context = getattr(response, "context_data", None)
        if isinstance(response, TemplateResponse) and context is not None:
            adapt(request, response, context)
        if name == "account_login" and settings.OIDC_ISSUER:
            # Chromium holds the redirect after the form against the page's own policy.
            response._csp_update = {"form-action": [origin(settings.OIDC_ISSUER)]}  # type: ignore[attr-defined]
        return response

    mannered.__name__ = name
    return require_http_methods(METHODS)(never_cache(mannered))


def adapt(request: HttpRequest, response: TemplateResponse, context: dict[str, Any]) -> None:
    """Mend what the package hands to its templates."""
    context.pop("site", None)  # theirs is only a host name; ours has name and colours
    if not passkeys_work(request):
        context["PASSKEY_LOGIN_ENABLED"] = False
        context["MFA_SUPPORTED_TYPES"] = ["totp", "recovery_codes"]
    context["oidc_name"] = settings.OIDC_NAME if settings.OIDC_ISSUER else ""
    form = context.get("verify_form") or context.get("form")
    if request.method == "POST" and form is not None and form.is_bound and form.errors:
        response.status_code = 422


def passkeys_work(request: HttpRequest) -> bool:
    """Passkeys belong to a name; browsers refuse them for an address in numbers."""
    host = urlsplit(f"//{request.get_host()}").hostname or ""
    try:
        ipaddress.ip_address(host)
    except ValueError:
        return True
    return False


def origin(address: str) -> str:
    """Scheme and host of an address, as a policy names it."""
    parts = urlsplit(address)
    return f"{parts.scheme}://{parts.netloc}"


urlpatterns = ruled(package_patterns)
