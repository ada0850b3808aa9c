"""Django's handle on the app."""

from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "apps.accounts"

    def ready(self) -> None:
        from apps.accounts import mails  # noqa: PLC0415 - models load first
        from apps.core import mail  # noqa: PLC0415

        mail.register(mails.INVITATION)
