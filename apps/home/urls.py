"""Addresses of the front page, of what machines ask for, and of the component gallery."""

from django.contrib.sitemaps.views import sitemap as sitemap_section
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import include, path, re_path
from django.views.decorators.http import require_safe

from apps.accounts.access import access
from apps.core.versions import public_page
from apps.home import theme
from apps.home.views import audit, export, front, machines, mail, mail_texts, settings, staff


@access(public=True)
@require_safe
@public_page
def sitemap(request: HttpRequest) -> HttpResponse:
    """The index of the sitemap's parts."""
    items = [item for name, part in machines.sitemaps().items() for item in part.pages(name)]
    return render(request, "sitemap_index.xml", {"sitemaps": items}, content_type="application/xml")


@access(public=True)
@require_safe
@public_page
def sitemap_part(request: HttpRequest, section: str) -> HttpResponse:
    """One part of the sitemap."""
    # Django draws it late; a kept page needs it drawn.
    return sitemap_section(request, machines.sitemaps(), section).render()


app_name = "home"
urlpatterns = [
    path("", front.front, name="front"),
    re_path(r"^theme-(?P<digest>[0-9a-f]{10})\.css$", theme.theme, name="theme"),
    path("robots.txt", machines.robots, name="robots"),
    path(".well-known/security.txt", machines.security_txt, name="security"),
    path("staff/", staff.start, name="staff"),
    path("staff/settings/", settings.settings_page, name="settings"),
    path("staff/mail/", mail.mail_page, name="mail"),
    path("staff/mail/texts/", mail_texts.texts, name="mail-texts"),
    path("staff/mail/texts/<slug:kind>/", mail_texts.text, name="mail-text"),
    path("staff/audit/", audit.audit, name="audit"),
    path("staff/export/", export.export, name="export"),
    path("staff/export/file/", export.export_file, name="export-file"),
    path("staff/components/", include("apps.home.gallery.urls")),
    path("sitemap.xml", sitemap, name="sitemap"),
    path("sitemap-<section>.xml", sitemap_part, name="sitemap-section"),
]
