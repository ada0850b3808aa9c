"""Addresses of the portal's own pages."""

from django.urls import URLPattern, URLResolver, include, path, register_converter

from apps.library import views


class SmallPage:
    """The names of pages that stand at the top level."""

    regex = "about|accessibility|privacy|cookies"

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value


register_converter(SmallPage, "small_page")

app_name = "library"
urlpatterns: list[URLPattern | URLResolver] = [
    path("", include("apps.library.resources.urls")),
    path("what-is-co-production/", views.what_is, name="what_is"),
    path("what-is-co-production/choose/", views.choose, name="choose"),
    path("contact/", views.contact, name="contact"),
    path("glossary/", views.glossary, name="glossary"),
    path("<small_page:slug>/", views.page, name="page"),
]
