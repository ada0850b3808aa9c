"""``manage.py demo_users``: one sign-in for each role, to try the portal with."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from apps.home.demo import people


class Command(BaseCommand):
    """Makes what is missing and prints all; refused in production."""

    help = "Makes one demo sign-in per role and prints them; refused in production."

    def handle(self, *args: Any, **options: Any) -> None:
        if settings.ENVIRONMENT == "production":
            raise CommandError("This is production: nobody signs in with a password lying about.")
        self.stdout.write("Sign in at /accounts/login/ as one of these:")
        for row in people.make():
            self.stdout.write(f"  {row['role']:<14} {row['email']:<28} {row['password']}")
