"""Addresses of the front page, of what machines ask for, and of the component gallery."""

from django.contrib.sitemaps.views import sitemap as sitemap_section
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import include, path, re_path
from django.views.decorators.http import require_safe

from apps.accounts.access import access
from apps.core.versions import public_page
from apps.home import theme
from apps.home.views import front, machines


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
    path("staff/components/", include("apps.home.gallery.urls")),
    path("sitemap.xml", sitemap, name="sitemap"),
    path("sitemap-<section>.xml", sitemap_part, name="sitemap-section"),
]
