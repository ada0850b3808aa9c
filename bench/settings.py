"""The portal's settings with one more address: the unit page F, drawn without the portal's
context."""

from coprod_portal.settings import *  # noqa: F403
from coprod_portal.settings import BASE_DIR, TEMPLATES

ROOT_URLCONF = "bench.urls"
BEHIND_PROXY = True  # each who books comes from a network of their own
TEMPLATES.append(
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "NAME": "unit",
        "DIRS": [BASE_DIR / "bench" / "templates"],
    }
)
TEMPLATES[0]["NAME"] = "django"
