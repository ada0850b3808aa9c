"""The only settings file: everything that differs between machines is read from the environment."""

import secrets
from pathlib import Path
from urllib.parse import urlsplit

import environ
from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured

from apps.core import logs
from coprod_portal import __version__

BASE_DIR = Path(__file__).resolve().parent.parent
env = environ.Env()
environ.Env.read_env(BASE_DIR / ".env")

# Which machine this is ---------------------------------------------------------------------------
ENVIRONMENT = env.str("ENVIRONMENT", default="production")
if ENVIRONMENT not in {"development", "test", "production"}:
    raise ImproperlyConfigured(
        f"ENVIRONMENT is {ENVIRONMENT!r}. Set it to development, test or production."
    )
PRODUCTION = ENVIRONMENT == "production"
DEBUG = env.bool("DEBUG", default=False)
if DEBUG and PRODUCTION:
    raise ImproperlyConfigured("DEBUG is on in production. Unset DEBUG.")
VERSION = __version__


def given(name: str, default: str) -> str:
    """The variable's value; the default also where it was left empty, as in .env.example."""
    return env.str(name, default="") or default


def folder_for_data(path: str) -> Path:
    """VAR_DIR, made if it is not there: a new installation has none."""
    try:
        Path(path).mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise ImproperlyConfigured(
            f"VAR_DIR is {path!r}, where no folder can be made ({error.strerror}). "
            "Set it to a folder that the portal may write to."
        ) from None
    return Path(path)


VAR_DIR = folder_for_data(given("VAR_DIR", str(BASE_DIR / "var")))


def required_in_production(name: str, default: str) -> str:
    """The variable's value; in production a missing one stops the start and says so."""
    value = env.str(name, default="")
    if not value and PRODUCTION:
        raise ImproperlyConfigured(
            f"{name} is not set. In production set {name} in the environment; "
            ".env.example says what it is for."
        )
    return value or default


def development_secret() -> str:
    """A secret made once on this machine and kept in var/, so that nobody copies one about."""
    path = VAR_DIR / "secret_key"
    if not path.exists():
        path.write_text(secrets.token_urlsafe(50))
        path.chmod(0o600)
    return path.read_text()


SECRET_KEY = required_in_production("SECRET_KEY", "") or development_secret()
SECRET_KEY_FALLBACKS = env.list("SECRET_KEY_FALLBACKS", default=[])
LOCAL_HOSTS = "localhost,127.0.0.1,[::1]"
ALLOWED_HOSTS = required_in_production("ALLOWED_HOSTS", LOCAL_HOSTS).split(",")
SERVED_HERE = f"http://localhost:{given('SERVE_PORT', '8000')}"
SITE_URL = required_in_production("SITE_URL", SERVED_HERE).rstrip("/")
CSRF_TRUSTED_ORIGINS = env.list("CSRF_TRUSTED_ORIGINS", default=[])
SECURITY_CONTACT = env.str("SECURITY_CONTACT", default="")
BEHIND_PROXY = env.bool("BEHIND_PROXY", default=False)

# Applications, from the ground up (see docs/architecture.md) --------------------------------------
LOCAL_APPS = [
    "apps.core",
    "apps.partners",
    "apps.accounts",
    "apps.publishing",
    "apps.projects",
    "apps.involvement",
    "apps.showcase",
    "apps.training",
    "apps.library",
    "apps.insights",
    "apps.home",
]
INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.humanize",
    "django.contrib.contenttypes",
    "django.contrib.messages",
    "django.contrib.sessions",
    "django.contrib.sitemaps",
    "django.contrib.staticfiles",
    "django.forms",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "crispy_forms",
    "csp",
    "django_structlog",
    "django_tasks_db",
    *LOCAL_APPS,
]
if ENVIRONMENT == "test":
    INSTALLED_APPS.append("zeal")
AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = [
    "apps.accounts.backends.RoleBackend",
    "apps.accounts.backends.SignInBackend",
]
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

MIDDLEWARE = [
    "apps.core.logs.RequestMiddleware",
    # Headers first, so that refusals and redirects carry them too.
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "apps.core.middleware.CrossOriginMiddleware",
    "csp.middleware.CSPMiddleware",
    "django_permissions_policy.PermissionsPolicyMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "apps.home.health.HealthMiddleware",
    "apps.core.middleware.HostMiddleware",
    "apps.core.middleware.CalmErrorsMiddleware",
    "apps.core.moved.MovedMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "apps.core.middleware.CookieMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    # Who may, then how, then with which token.
    "apps.accounts.access.AccessMiddleware",
    "apps.core.middleware.MethodMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
]
ROOT_URLCONF = "coprod_portal.urls"
WSGI_APPLICATION = "coprod_portal.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.messages.context_processors.messages",
                "django.contrib.auth.context_processors.auth",
                "apps.home.context.site",
            ],
            "builtins": [
                "django.templatetags.static",
                "django.contrib.humanize.templatetags.humanize",
            ],
        },
    }
]
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"
CRISPY_ALLOWED_TEMPLATE_PACKS = ["nhsuk"]
CRISPY_TEMPLATE_PACK = "nhsuk"
CRISPY_FAIL_SILENTLY = False

# Databases: SQLite embedded by default, PostgreSQL by DATABASE_URL --------------------------------
DATABASE_URL = given("DATABASE_URL", f"sqlite:///{VAR_DIR / 'db.sqlite3'}")
DATABASES = {"default": env.db_url_config(DATABASE_URL)}
DATABASE = DATABASES["default"]
DATABASE["ATOMIC_REQUESTS"] = False
if DATABASE["ENGINE"] == "django.db.backends.sqlite3":
    DATABASE["CONN_MAX_AGE"] = None  # one open file per thread; reopening costs twice the query
    DATABASE["OPTIONS"] = {
        # IMMEDIATE: two writers wait for each other instead of failing with "locked".
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        # FULL: what was confirmed survives a power cut.
        "init_command": (
            "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON; "
            "PRAGMA temp_store=MEMORY; PRAGMA cache_size=-4000; "
            "PRAGMA secure_delete=ON;"  # what is erased is overwritten in the file too
        ),
    }
    DATABASE["TEST"] = {"NAME": str(VAR_DIR / "test.sqlite3")}  # a file: the real locking
else:
    DATABASE["CONN_MAX_AGE"] = 0  # the pool keeps connections
    DATABASE["OPTIONS"] = {
        "pool": {
            "min_size": 1,
            "max_size": env.int("DATABASE_POOL_SIZE", default=8),
            "timeout": 2,
        },
        "connect_timeout": 2,
    }

# Background work: a queue in the database, a worker beside the server -----------------------------
TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}
if ENVIRONMENT == "test":
    TASKS = {"default": {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend"}}

# Mail: by URL; on a desk it is printed by the worker ----------------------------------------------
EMAIL_DEFAULTS = {
    "development": "consolemail://", "test": "memorymail://", "production": "smtp://localhost:25",
}  # fmt: skip
vars().update(env.email_url("EMAIL_URL", default=EMAIL_DEFAULTS[ENVIRONMENT]))
EMAIL_TIMEOUT = 20  # seconds for each step of a conversation with the mail server
DEFAULT_FROM_EMAIL = env.str("MAIL_FROM", default="") or "portal@localhost"
MAIL_REPLY_TO = env.str("MAIL_REPLY_TO", default="")

# Signing in -------------------------------------------------------------------------------------
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/staff/"
SECOND_FACTOR_REQUIRED = PRODUCTION
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]  # nobody signs up; it also shapes signing in
ACCOUNT_ADAPTER = "apps.accounts.adapter.AccountAdapter"
ACCOUNT_EMAIL_VERIFICATION = "mandatory"
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_LOGIN_BY_CODE_ENABLED = True
ACCOUNT_LOGIN_BY_CODE_TIMEOUT = 600
ACCOUNT_SESSION_REMEMBER = True
ACCOUNT_REAUTHENTICATION_TIMEOUT = 900
ACCOUNT_DEFAULT_HTTP_PROTOCOL = SITE_URL.partition(":")[0]
# Per network, wide enough for one office behind one address. What is counted per person is counted
# per network and person (apps/accounts/adapter.py), so that nobody can lock somebody else out.
ACCOUNT_RATE_LIMITS = {
    "login": "60/m/ip",
    "login_failed": "30/m/ip,5/5m/key,20/h/key",
    "request_login_code": "30/m/ip",
    "reset_password": "30/m/ip",
}
ALLAUTH_TRUSTED_PROXY_COUNT = 1 if BEHIND_PROXY else 0
FORM = "apps.accounts.sign_in_forms"
ACCOUNT_FORMS = {
    "login": f"{FORM}.LoginForm",
    "request_login_code": f"{FORM}.RequestLoginCodeForm",
    "confirm_login_code": f"{FORM}.ConfirmLoginCodeForm",
    "reset_password": f"{FORM}.ResetPasswordForm",
    "reset_password_from_key": f"{FORM}.ResetPasswordKeyForm",
    "change_password": f"{FORM}.ChangePasswordForm",
    "set_password": f"{FORM}.SetPasswordForm",
    "reauthenticate": f"{FORM}.ReauthenticateForm",
}
MFA_ADAPTER = "apps.accounts.adapter.SecondFactorAdapter"
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes", "webauthn"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not PRODUCTION  # http://localhost
MFA_TOTP_TOLERANCE = 1  # a phone's clock may be half a minute out
MFA_FORMS = {
    "authenticate": f"{FORM}.SecondFactorForm",
    "reauthenticate": f"{FORM}.SecondFactorAgainForm",
    "activate_totp": f"{FORM}.ActivateAppForm",
}
# An organisation's own sign-in (docs/signing-in.md): opens accounts that exist, makes none.
OIDC_ISSUER = env.str("OIDC_ISSUER", default="").rstrip("/")
OIDC_NAME = env.str("OIDC_NAME", default="your organisation")
SOCIALACCOUNT_ADAPTER = "apps.accounts.adapter.SocialAdapter"
SOCIALACCOUNT_EMAIL_AUTHENTICATION = True
SOCIALACCOUNT_PROVIDERS = {"openid_connect": {"APPS": [], "OAUTH_PKCE_ENABLED": True}}
if OIDC_ISSUER:
    SOCIALACCOUNT_PROVIDERS["openid_connect"]["APPS"] = [
        {
            "provider_id": "organisation",
            "name": OIDC_NAME,
            "client_id": required_in_production("OIDC_CLIENT_ID", ""),
            "secret": required_in_production("OIDC_CLIENT_SECRET", ""),
            "settings": {
                "server_url": OIDC_ISSUER,
                "verified_email": env.bool("OIDC_TRUST_EMAIL", default=False),
            },
        }
    ]
if ENVIRONMENT == "test":
    # Elsewhere to hash is slow on purpose, a third of a second each time.
    PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 12},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]

# Language, time -----------------------------------------------------------------------------------
LANGUAGE_CODE = "en-gb"
USE_I18N = True
USE_TZ = True
TIME_ZONE = "Europe/London"

# Files --------------------------------------------------------------------------------------------
STATIC_URL = "static/"
STATIC_ROOT = VAR_DIR / "static"
STATICFILES_DIRS = [BASE_DIR / "static" / "build", ("img", BASE_DIR / "static" / "img")]
STORAGES = {
    "default": {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {"location": VAR_DIR / "media"},
    },
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
WHITENOISE_KEEP_ONLY_HASHED_FILES = True
CONTENT_DIR = Path(given("CONTENT_DIR", str(BASE_DIR / "content")))

CACHES = {"default": env.cache_url_config(given("CACHE_URL", "dbcache://portal_cache"))}

# Headers ------------------------------------------------------------------------------------------
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF],
        "font-src": [SELF],
        "media-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
        "base-uri": [NONE],
    }
}
PERMISSIONS_POLICY: dict[str, list[str]] = {
    name: []
    for name in (
        "accelerometer",
        "camera",
        "display-capture",
        "geolocation",
        "gyroscope",
        "magnetometer",
        "microphone",
        "midi",
        "payment",
        "usb",
    )
}
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_SAMESITE = "Lax"
if BEHIND_PROXY:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
if PRODUCTION:
    SECURE_SSL_REDIRECT = env.bool("SECURE_SSL_REDIRECT", default=True)
    SECURE_SSL_HOST = urlsplit(SITE_URL).netloc  # not the port that somebody asked at
    SECURE_REDIRECT_EXEMPT = [r"^healthz$", r"^readyz$"]  # the container asks itself, without TLS
    SECURE_HSTS_SECONDS = 63072000
    SECURE_HSTS_INCLUDE_SUBDOMAINS = True
    SECURE_HSTS_PRELOAD = True
    SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = True
    SESSION_COOKIE_NAME = "__Host-session"
    CSRF_COOKIE_NAME = "__Host-csrf"
DATA_UPLOAD_MAX_MEMORY_SIZE = 2_500_000
FILE_UPLOAD_HANDLERS = [
    "apps.core.uploads.MeasuringHandler",  # what is too large fills no disk
    "django.core.files.uploadhandler.MemoryFileUploadHandler",
    "django.core.files.uploadhandler.TemporaryFileUploadHandler",
]
DATA_UPLOAD_MAX_NUMBER_FIELDS = 1000

# Public pages kept in this process, under the version key (apps/core/versions.py) ---------------
PAGE_CACHE_BYTES = env.int("PAGE_CACHE_BYTES", default=6_000_000)

# Logs: JSON lines, no addresses, no paths, no personal data -------------------------------------
LOG_LEVEL = env.str("LOG_LEVEL", default="INFO")
LOGGING = logs.configuration(level=LOG_LEVEL, readable=DEBUG)
DJANGO_STRUCTLOG_IP_LOGGING_ENABLED = False
