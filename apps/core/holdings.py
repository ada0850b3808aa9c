"""What core's tables hold about persons: addresses of mail, for some days."""

from typing import Any

from apps.core import clock, person_data
from apps.core.actors import Actor
from apps.core.contacts import Contact
from apps.core.outgoing import OutgoingMail
from apps.core.person_data import Holding
from apps.core.tasks import TaskResult


def _mails(contact: Contact) -> list[OutgoingMail]:
    rows = OutgoingMail.objects.filter(erased=False)
    return [row for row in rows if contact.is_in(row.recipient, row.ids)]


def _erase_mails(rows: list[Any], contact: Contact, by: Actor) -> str:
    mails = OutgoingMail.objects.filter(pk__in=[row.pk for row in rows])
    waiting = mails.filter(state__in=[OutgoingMail.State.WAITING, OutgoingMail.State.SENDING])
    waiting.update(state=OutgoingMail.State.NOT_NEEDED, ended_at=clock.now())
    mails.update(recipient="", ids={}, erased=True)
    return ""


def _results(contact: Contact) -> list[TaskResult]:
    rows = TaskResult.objects.all()
    return [row for row in rows if contact.is_in(row.args_kwargs, row.return_value, row.traceback)]


HOLDINGS = (
    Holding(
        model="core.OutgoingMail",
        title="Mails in the outbox",
        fields=("recipient", "ids"),
        purpose="To send a mail, once, and to see whether it went.",
        retention="30 days after it ended (a setting); a follower’s until they stop.",
        find=_mails,
        erasing="the address is taken out; what waits does not go. That a mail went stays.",
        erase=_erase_mails,
    ),
    Holding(
        model="django_tasks_database.DBTaskResult",
        title="Tasks of the worker",
        fields=("args_kwargs", "return_value", "traceback"),
        purpose="To do work that nobody waits for. Tasks take numbers of rows, never words.",
        retention="30 days after it ended.",
        find=_results,
        erasing="deleted",
        erase=person_data.delete,
    ),
)
PORTAL = "values and words of the portal or its administrators, about no person"


def register() -> None:
    """Called once models are there."""
    person_data.register(*HOLDINGS)
    person_data.others(
        PORTAL,
        {
            "django_tasks_database.DBTaskResult": "task_path worker_ids queue_name backend_name "
            "exception_class_path",
            "core.PublicChange": "changed",
            "core.SiteSetting": "name value",
            "core.LoadedRecord": "digest",
            "core.OldAddress": "path to_path",
            "core.WorkLock": "name holder",
            "core.SentForm": "address",
            "core.MailText": "subject body",
            "core.OutgoingMail": "message_id claimed_by error",
        },
    )
