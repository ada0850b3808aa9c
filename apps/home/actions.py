"""What people change about the portal itself: its settings, and the words of its mail."""

from django.db import transaction

from apps.core import audit, site_settings
from apps.core.actors import Actor
from apps.core.mail import MailKind
from apps.core.models import MailText


@transaction.atomic
def change_settings(*, values: dict[str, str], by: Actor) -> list[str]:
    """Store the settings that differ; their names. Raises ``ValidationError`` for a wrong one,
    and stores none then."""
    before = site_settings.values()
    changed = [name for name, value in values.items() if value != before[name]]
    for name in changed:
        site_settings.store(name=name, value=values[name])
    if changed:
        titles = {name: site_settings.declared[name].title for name in changed}
        was = {titles[name]: before[name] for name in changed}
        now = {titles[name]: values[name] for name in changed}
        label = ", ".join(titles.values())
        audit.note(act="changed settings", by=by, label=label, was=was, now=now)
    return changed


@transaction.atomic
def save_mail_text(*, kind: MailKind, subject: str, body: str, by: Actor) -> None:
    """Give a kind of mail the partnership's own words."""
    row, _ = MailText.objects.get_or_create(kind=kind.name)
    if (row.subject, row.body) == (subject, body):
        return
    row.subject, row.body = subject, body
    row.save()
    audit.note(act="reworded a mail", by=by, target=row, label=kind.title)


@transaction.atomic
def reset_mail_text(*, kind: MailKind, by: Actor) -> None:
    """Go back to the words of the template."""
    row = MailText.objects.filter(kind=kind.name).first()
    if row is not None:
        audit.note(act="gave a mail its first words", by=by, target=row, label=kind.title)
        row.delete()
