"""Django's handle on the app."""

from django.apps import AppConfig


class ShowcaseConfig(AppConfig):
    name = "apps.showcase"

    def ready(self) -> None:
        from apps.projects.models import Project  # noqa: PLC0415 - models load first
        from apps.projects.search_texts import partner_rows, project_text  # noqa: PLC0415
        from apps.publishing import search  # noqa: PLC0415
        from apps.publishing.types import PublishedType, register  # noqa: PLC0415

        register(
            PublishedType(
                "project",
                Project,
                "Project",
                lambda slug: f"/our-work/{slug}/",
                search_text=project_text,
            )
        )
        search.register(search.Source("partner", "Partner", partner_rows))
