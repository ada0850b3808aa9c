"""What every template of ours may use: the site's name, its menu, its colours."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest

from apps.core import site_settings
from apps.home import navigation, theme


def site(request: HttpRequest) -> dict[str, Any]:
    """The site's settings, the menu, the address of its colours."""
    key = getattr(request, "page_key", None)
    values = site_settings.values(key.public if key else None)
    return {
        "site": values,
        "site_url": settings.SITE_URL,
        "menu": navigation.menu(request.path),
        "footer_links": navigation.FOOTER,
        "theme_address": theme.address(values),
        "version": settings.VERSION,
    }
