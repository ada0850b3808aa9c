"""The list of what a record is made of, on its desk: how far each part is, what stands beside the
text, and sending it for review as the last row."""

from dataclasses import dataclass
from typing import Any

from apps.publishing import ahead, part_notes, workflow
from apps.publishing.documents import Section
from apps.publishing.formats import staff as formats
from apps.publishing.models import PUBLIC_STATES, AccessibleVersion, Recording, State
from apps.publishing.moves import TRANSITIONS, WRITE
from apps.publishing.recordings import pages as recordings
from apps.publishing.views.finding import Desk

TO_DO, DONE, OPTIONAL, NOTE = "To do", "Done", "If there are any", "A note to look at"
LATER = "After publication"
Beside = tuple[str, int] | None  # where they are, and how many


@dataclass(frozen=True)
class Task:
    """A row: what, where it is done ("" where nothing is to be opened), and how far it is."""

    title: str
    address: str
    state: str

    @property
    def mark(self) -> str:
        """How its tag looks."""
        if self.state in (DONE, "Ready to send"):
            return "done"
        return "late" if self.state == NOTE else ""


def of(at: Desk, user: Any, films: Beside, versions: Beside) -> list[Task]:
    """Every row of a record that somebody may write; none of what was withdrawn."""
    if WRITE not in at.reach_of(user) or at.item.state == State.WITHDRAWN:
        return []
    missing = ahead.missing_before_review(at.item, at.copy)
    return [*_parts(at, missing), *_beside(at, user, films, versions), *_sending(at, missing)]


def _parts(at: Desk, missing: list[Any]) -> list[Task]:
    asked = part_notes.open_of(at.item)
    own = at.published.how_far(at.item) if at.published.how_far and at.copy is None else {}
    lacking = {getattr(sentence, "part", "") for sentence in missing}

    def how_far(section: Section) -> str:
        if section.name in asked:
            return NOTE
        if section.name in own:
            return own[section.name]
        if section.name in lacking:
            return TO_DO
        return DONE if any(at.data.get(key) for key in section.keys) else OPTIONAL

    return [
        Task(section.title, at.address("edit", section.name), how_far(section))
        for section in at.parts
    ]


def _beside(at: Desk, user: Any, films: Beside, versions: Beside) -> list[Task]:
    """What is made of the page, once people read it: films and sound, and other formats."""
    kinds = (
        ("Films and sound", at.published.shows_recordings, films, Recording.write_permission),
        ("Other formats", at.published.has_versions, versions, AccessibleVersion.write_permission),
    )
    early = at.item.state not in PUBLIC_STATES
    return [
        Task(title, *((found[0], str(found[1] or "None yet")) if found else ("", LATER)))
        for title, has, found, permission in kinds
        if has and (found or (early and user.has_perm(permission)))
    ]


def _sending(at: Desk, missing: list[Any]) -> list[Task]:
    """The last row, as long as something is on its way."""
    submit = TRANSITIONS["submit"]
    now = workflow.state_for(submit, at.item, at.copy)
    if now == State.IN_REVIEW:
        return [Task(submit.label, "", "In review")]
    if now not in submit.before:
        return []
    things = f"{len(missing)} thing{'' if len(missing) == 1 else 's'} missing"
    state = f"Can’t be sent yet: {things}" if missing else "Ready to send"
    return [Task(submit.label, at.address("move", submit.name), state)]


def beside(at: Desk, user: Any) -> tuple[Beside, Beside]:
    """Where the films and sound and the versions of its page are, asked once for the desk."""
    return recordings.beside(at.item, user), formats.beside(at.item, user)
