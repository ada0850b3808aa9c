"""Django's handle on the app."""

from django.apps import AppConfig


class ProjectsConfig(AppConfig):
    name = "apps.projects"

    def ready(self) -> None:
        from apps.projects import actions, holdings, lists, way_lists  # noqa: PLC0415 - models load first
        from apps.publishing.lists import kinds  # noqa: PLC0415 - models load first

        for kind in (*lists.KINDS, *way_lists.KINDS):
            kinds.register(kind)
        for model in actions.NAMED_IN_PROJECTS:
            kinds.follow(model, actions.renew_after_change)
        holdings.register()
