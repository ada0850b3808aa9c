"""Addresses that belong to no kind of record: search, requests, review."""

from django.urls import URLPattern, URLResolver, include, path

from apps.publishing import feeds

app_name = "publishing"
urlpatterns: list[URLPattern | URLResolver] = [
    path("", include("apps.publishing.asking.urls")),
    path("feeds/updates.xml", feeds.updates, name="updates"),
]
