"""Addresses that belong to no kind of record: search, requests, review."""

from django.urls import URLPattern

app_name = "publishing"
urlpatterns: list[URLPattern] = []
