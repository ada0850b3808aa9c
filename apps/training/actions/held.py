"""One session, held by its row: whatever gives or frees a place holds it until the commit."""

from apps.training.models import Session


def held(session_id: int) -> Session:
    """The session as it stands now, locked until the transaction ends. SQLite's transactions
    begin with the write lock, so they are alone anyway."""
    row: Session = Session.objects.select_for_update(of=("self",)).get(pk=session_id)
    return row
