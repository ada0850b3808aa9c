"""Addresses for machines: robots, the sitemap, and whom to tell about a security problem."""

import datetime
from collections.abc import Iterable
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.sitemaps import Sitemap
from django.db.models import Max
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_safe

from apps.accounts.access import access
from apps.core import clock
from apps.core.versions import public_page
from apps.library.models import Quotation
from apps.partners.models import Partner
from apps.projects.models import EvidenceSign, LevelExample, LevelGuidance
from apps.publishing import types
from apps.publishing.models import Publishable

SECURITY_TEXT_LASTS = datetime.timedelta(days=180)


def last_publication() -> datetime.datetime | None:
    """When something of any kind was last published or changed in public."""
    newest = [
        of.public().filter(is_example=False).aggregate(at=Max("published_at"))["at"]
        for of in types.registered.values()
    ]
    return max((at for at in newest if at), default=None)


class OurSitemap(Sitemap):
    """Under the address of the settings, not the one somebody asked by: it is kept for all."""

    @property
    def protocol(self) -> str:  # type: ignore[override]
        return urlsplit(settings.SITE_URL).scheme

    def get_domain(self, site: Any = None) -> str:
        return urlsplit(settings.SITE_URL).netloc

    def pages(self, section: str) -> list[dict[str, Any]]:
        """The entries of the index for this part."""
        address = f"{settings.SITE_URL}{reverse('home:sitemap-section', args=[section])}"
        further = [f"{address}?p={n}" for n in range(2, self.paginator.num_pages + 1)]
        last = self.get_latest_lastmod()
        return [{"location": place, "last_mod": last} for place in (address, *further)]


def last_word_on_the_ways() -> datetime.datetime | None:
    """When a text or an example of the five ways was last changed, or a quotation beside them."""
    newest = [
        model._default_manager.aggregate(at=Max("updated_at"))["at"]
        for model in (LevelGuidance, LevelExample, EvidenceSign, Quotation)
    ]
    return max((at for at in newest if at), default=None)


class FixedPages(OurSitemap):
    """Pages that are always there; those made of records are as new as the newest record. The
    questions of "Which way fits my work?" are part of the program, and no record says since when
    they read as they do: that page has no date rather than a made-up one."""

    names = (
        "home:front",
        "involvement:what-changed",
        "showcase:projects",
        "showcase:stories",
        "showcase:partners",
        "training:list",
        "library:resources",
        "library:what_is",
        "library:choose",
    )
    made_of_records = (
        "home:front",
        "involvement:what-changed",
        "showcase:projects",
        "showcase:stories",
        "showcase:partners",
        "training:list",
        "library:resources",
    )

    def __init__(self) -> None:
        last = last_publication()
        self.last = {name: last for name in self.made_of_records}
        self.last["library:what_is"] = last_word_on_the_ways()

    def items(self) -> tuple[str, ...]:
        return self.names

    def location(self, item: str) -> str:
        return reverse(item)

    def lastmod(self, item: str) -> datetime.datetime | None:
        return self.last.get(item)


class Partners(OurSitemap):
    """Every partner of the directory."""

    def items(self) -> Iterable[Partner]:
        return Partner.objects.public().order_by("id")

    def location(self, item: Partner) -> str:
        return reverse("showcase:partner", args=[item.slug])

    def lastmod(self, item: Partner) -> datetime.datetime:
        return item.updated_at


class Published(OurSitemap):
    """Everything of one registered kind that is public and not an example."""

    def __init__(self, kind: str) -> None:
        self.published = types.registered[kind]

    def items(self) -> Iterable[Publishable]:
        return self.published.public().filter(is_example=False).order_by("id")

    def location(self, item: Publishable) -> str:
        return self.published.address(item.slug or "")

    def lastmod(self, item: Publishable) -> datetime.datetime | None:
        return item.published_at


def sitemaps() -> dict[str, Any]:
    """Made from the register of kinds, so that a new kind is never forgotten."""
    kinds = {kind: Published(kind) for kind, of in types.registered.items() if of.stands_alone}
    return {"pages": FixedPages(), "partners": Partners(), **kinds}


@access(public=True)
@require_safe
@public_page
def robots(request: HttpRequest) -> HttpResponse:
    """Everything public may be indexed; filtered lists say noindex themselves."""
    lines = ["User-agent: *", "Disallow: /staff/", "Disallow: /ask/"]
    lines.append(f"Sitemap: {settings.SITE_URL}/sitemap.xml")
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain; charset=utf-8")


@access(public=True)
@require_safe
@public_page
def security_txt(request: HttpRequest) -> HttpResponse:
    """Whom to tell: the contact from the environment, else the contact page (RFC 9116)."""
    contact = settings.SECURITY_CONTACT or f"{settings.SITE_URL}{reverse('library:contact')}"
    expires = clock.today() + SECURITY_TEXT_LASTS
    lines = [f"Contact: {contact}", f"Expires: {expires}T00:00:00Z", "Preferred-Languages: en"]
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain; charset=utf-8")
