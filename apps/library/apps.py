"""Django's handle on the app."""

from django.apps import AppConfig


class LibraryConfig(AppConfig):
    name = "apps.library"

    def ready(self) -> None:
        from apps.core import abbreviations  # noqa: PLC0415 - models load first
        from apps.library.models import GlossaryTerm, Page  # noqa: PLC0415
        from apps.publishing.types import PublishedType, register  # noqa: PLC0415

        abbreviations.provide(GlossaryTerm.objects.meanings)
        register(PublishedType("page", Page, "Page", lambda slug: f"/{slug}/"))
