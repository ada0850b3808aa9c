"""Django's handle on the app."""

from django.apps import AppConfig


class CoreConfig(AppConfig):
    name = "apps.core"

    def ready(self) -> None:
        from apps.core import holdings, once, tasks  # noqa: PLC0415 - models load first
        from apps.core.outgoing import erase_old_recipients  # noqa: PLC0415

        tasks.register(
            tasks.DueAct("erase addresses of old mail", erase_old_recipients, erases=True),
            tasks.DueAct("forget forms that were sent", once.forget_sent, erases=True),
            tasks.DueAct("tasks that ended", tasks.drop_ended, erases=True),
        )
        holdings.register()
