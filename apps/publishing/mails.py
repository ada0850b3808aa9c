"""The mails about requests: the one place that hands them to the outbox."""

from collections.abc import Callable

from apps.publishing.models.request import Request

# Set by whoever owns the outbox; without one, staff are told to write from their own mailbox.
_send: Callable[[Request], None] | None = None


def connect(send: Callable[[Request], None]) -> None:
    """Name what takes the mail "Your request: our answer", inside the transaction."""
    global _send
    _send = send


def goes_by_itself() -> bool:
    """Whether an answer is sent by us."""
    return _send is not None


def leave_answer(asked: Request) -> None:
    """Leave "Your request: our answer" for whoever gave an e-mail address."""
    if _send is not None:
        _send(asked)
