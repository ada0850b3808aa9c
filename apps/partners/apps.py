"""Django's handle on the app."""

from django.apps import AppConfig


class PartnersConfig(AppConfig):
    name = "apps.partners"

    def ready(self) -> None:
        from apps.partners import holdings  # noqa: PLC0415 - models load first

        holdings.register()
