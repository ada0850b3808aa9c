"""Django's handle on the app."""

from django.apps import AppConfig


class CoreConfig(AppConfig):
    name = "apps.core"

    def ready(self) -> None:
        from apps.core import once, tasks  # noqa: PLC0415 - models load first
        from apps.core.outgoing import erase_old_recipients  # noqa: PLC0415

        tasks.register(
            tasks.DueAct("erase addresses of old mail", erase_old_recipients),
            tasks.DueAct("forget forms that were sent", once.forget_sent),
        )
