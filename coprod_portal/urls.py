"""The addresses: each app its own; error pages by templates, with one view for
what could not be read."""

from django.urls import include, path

handler400 = "apps.core.middleware.unreadable"
urlpatterns = [
    path("", include("apps.home.urls")),
    path("", include("apps.accounts.urls")),
    path("", include("apps.involvement.urls")),  # a list of its own goes before the general one
    path("", include("apps.insights.urls")),
    path("", include("apps.training.urls")),  # so does this
    path("", include("apps.publishing.urls")),
    path("", include("apps.projects.urls")),
    path("", include("apps.showcase.urls")),
    path("", include("apps.library.urls")),
]
