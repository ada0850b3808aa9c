"""Django's handle on the app."""

from django.apps import AppConfig


class PublishingConfig(AppConfig):
    name = "apps.publishing"

    def ready(self) -> None:
        from apps.publishing.lists import kinds, own  # noqa: PLC0415 - models load first

        for kind in own.KINDS:
            kinds.register(kind)
