"""Addresses that belong to no one kind of record: writing, review, versions, lists, requests, feed.

Literal words come first; ``area`` is the word a kind's staff pages stand under.
"""

from django.urls import URLPattern, URLResolver, include, path, register_converter

from apps.publishing import feeds, search_pages, types
from apps.publishing.lists import views as lists
from apps.publishing.ringing.views import ring
from apps.publishing.views import editing, history, review


class AreaConverter:
    """The words under which staff pages of registered kinds stand."""

    regex = "[a-z-]+"

    def to_python(self, value: str) -> str:
        """Raises ``ValueError`` for any other word, so that other addresses are tried."""
        if types.under(value) is None:
            raise ValueError(value)
        return value

    def to_url(self, value: str) -> str:
        return value


register_converter(AreaConverter, "area")

app_name = "publishing"
urlpatterns: list[URLPattern | URLResolver] = [
    path("", include("apps.publishing.asking.urls")),
    path("", include("apps.publishing.following.urls")),
    path("", include("apps.publishing.pictures.urls")),
    path("", include("apps.publishing.recordings.urls")),
    path("", include("apps.publishing.formats.urls")),
    path("staff/ring/", ring, name="ring"),
    path("search/", search_pages.results, name="search"),
    path("search/suggest/", search_pages.suggestions, name="suggest"),
    path("feeds/updates.xml", feeds.updates, name="updates"),
    path("staff/review/", review.review_queue, name="queue"),
    path("staff/review/corrections/<int:pk>/", review.second_look, name="second-look"),
    path("staff/lists/", lists.index, name="lists"),
    path("staff/lists/<slug:name>/", lists.rows, name="list"),
    path("staff/lists/<slug:name>/new/", lists.new, name="list-new"),
    path("staff/lists/<slug:name>/<int:pk>/", lists.edit, name="list-edit"),
    path("staff/lists/<slug:name>/<int:pk>/delete/", lists.delete, name="list-delete"),
    path("staff/lists/<slug:name>/<int:pk>/merge/", lists.merge, name="list-merge"),
    path("staff/lists/<slug:name>/<int:pk>/move/", lists.move, name="list-move"),
    path("staff/<area:area>/", editing.record_list, name="records"),
    path("staff/<area:area>/new/", editing.begin, name="begin"),
    path("staff/<area:area>/<int:pk>/", editing.record, name="desk"),
    path("staff/<area:area>/<int:pk>/review/", review.review, name="review"),
    path("staff/<area:area>/<int:pk>/preview/", review.preview, name="preview"),
    path("staff/<area:area>/<int:pk>/cover/", review.ask_cover, name="cover"),
    path("staff/<area:area>/<int:pk>/give-up/", review.drop_change, name="drop-change"),
    path("staff/<area:area>/<int:pk>/versions/", history.history, name="history"),
    path("staff/<area:area>/<int:pk>/versions/<int:number>/", history.version, name="version"),
    path("staff/<area:area>/<int:pk>/move/<slug:name>/", review.make_move, name="move"),
    path("staff/<area:area>/<int:pk>/correct/<slug:name>/", review.correct, name="correct"),
    path("staff/<area:area>/<int:pk>/edit/<slug:name>/", editing.edit, name="edit"),
    path("staff/<area:area>/<int:pk>/note-done/<slug:name>/", review.note_done, name="note-done"),
    path("staff/<area:area>/<int:pk>/typing/<slug:name>/", editing.keep_typing, name="typing"),
]
