"""Addresses that belong to no kind of record: search, requests, review."""

from django.urls import path

from apps.publishing import search_pages

app_name = "publishing"
urlpatterns = [
    path("search/", search_pages.results, name="search"),
    path("search/suggest/", search_pages.suggestions, name="suggest"),
]
