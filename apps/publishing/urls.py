"""Addresses that belong to no kind of record: search, requests, review, words and lists."""

from django.urls import path

from apps.publishing.lists import views as lists

app_name = "publishing"
urlpatterns = [
    path("staff/lists/", lists.index, name="lists"),
    path("staff/lists/<slug:name>/", lists.rows, name="list"),
    path("staff/lists/<slug:name>/new/", lists.new, name="list-new"),
    path("staff/lists/<slug:name>/<int:pk>/", lists.edit, name="list-edit"),
    path("staff/lists/<slug:name>/<int:pk>/delete/", lists.delete, name="list-delete"),
    path("staff/lists/<slug:name>/<int:pk>/merge/", lists.merge, name="list-merge"),
    path("staff/lists/<slug:name>/<int:pk>/move/", lists.move, name="list-move"),
]
