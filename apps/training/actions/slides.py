"""What was shown at a session, added and taken away by its trainers."""

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction

from apps.core import audit
from apps.core.actors import Actor
from apps.training.models import Session, SessionSlides


@transaction.atomic
def add(
    *, session: Session, name: str, by: Actor, link: str = "", file: UploadedFile | None = None
) -> SessionSlides:
    """Keep a link, or a file that the form has looked at."""
    row = SessionSlides(session=session, name=name.strip(), link=link)
    if file is not None:
        row.file_name, row.size = str(file.name), int(file.size or 0)
        row.file.save(row.file_name, file, save=False)
    row.save()
    audit.note(act="added slides", by=by, target=session, name=row.name)
    return row


@transaction.atomic
def remove(*, slides: SessionSlides, by: Actor) -> None:
    """Delete them for good; a file itself goes once the row is gone."""
    audit.note(act="deleted slides", by=by, target=slides.session, name=slides.name)
    storage, path = slides.file.storage, str(slides.file.name or "")
    slides.delete()
    if path:
        transaction.on_commit(lambda: storage.delete(path))
