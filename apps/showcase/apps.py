"""Django's handle on the app."""

from django.apps import AppConfig


class ShowcaseConfig(AppConfig):
    name = "apps.showcase"

    def ready(self) -> None:
        from apps.partners.models import Partner  # noqa: PLC0415 - models load first
        from apps.projects.models import Project  # noqa: PLC0415
        from apps.publishing import addressed  # noqa: PLC0415
        from apps.publishing.types import PublishedType, register  # noqa: PLC0415

        register(PublishedType("project", Project, "Project", lambda slug: f"/our-work/{slug}/"))
        addressed.register(
            addressed.Addressed(
                kind="partner",
                label="Partner",
                address=lambda slug: f"/partners/{slug}/",
                rows=Partner.objects.all,
                public=Partner.objects.public,
                reached_by=lambda scope: scope.q(partner=("pk",), place=("place",)),
                permission="projects.publish_project",
            )
        )
