"""What a record will be once the change that waits is public: what it still lacks, and what a look
at it would find."""

from collections.abc import Callable
from typing import Any

from django.core.exceptions import ObjectDoesNotExist, ValidationError
from django.db import DatabaseError, transaction

from apps.core import personal
from apps.core.personal import Finding
from apps.publishing import types
from apps.publishing.documents import Document, Section
from apps.publishing.models import Blocker, Publishable, UnderReview, WorkingCopy


def copy_of(item: Publishable) -> WorkingCopy | None:
    """The change of a public record that is being worked on, if there is one."""
    return WorkingCopy.objects.filter(kind=item.record_kind, object_id=item.pk).first()


def subject(item: Publishable, copy: WorkingCopy | None) -> UnderReview:
    """What moves between draft and review: the change of a public record, or the record."""
    return copy if copy is not None else item


def blockers(item: Publishable, copy: WorkingCopy | None = None) -> list[Blocker]:
    """What stands between this and the public, in sentences; of a change, as it would be. What its
    forms would say stands there where the record itself says nothing of that part."""
    document = types.of(item).document
    if copy is None or document is None:
        return item.blockers()
    problems = problems_of(document, copy)
    if not problems and (never := item.never_becomes(copy.data)):
        return never
    try:
        own: list[Blocker] = _written(item, copy, lambda changed: changed.blockers())
    except (DatabaseError, ObjectDoesNotExist, ValidationError):
        if not problems:
            raise
        return problems  # it can't even be written: the forms say why
    said = {blocker.part for blocker in own}
    return own + [problem for problem in problems if problem.part not in said]


def as_it_would_be(item: Publishable, look: Callable[[Any], Any]) -> Any:
    """What ``look`` finds in a record once the change that waits is public; in the record as it
    is, where none waits or its forms would refuse it."""
    copy, document = copy_of(item), types.of(item).document
    if copy is None or document is None or problems_of(document, copy):
        return look(item)
    return _written(item, copy, look)


def _written(item: Publishable, copy: WorkingCopy, look: Callable[[Any], Any]) -> Any:
    """What ``look`` finds while the change is written into the record, which is taken back."""
    document: Any = types.of(item).document
    with transaction.atomic():
        changed = type(item)._default_manager.get(pk=item.pk)
        document.write(changed, copy.data)
        found = look(changed)
        transaction.set_rollback(True)
    return found


def missing_before_review(item: Publishable, copy: WorkingCopy | None) -> list[Blocker]:
    """A record says what it lacks before review; of a change, what is wrong in its parts."""
    if copy is None:
        return item.completeness()
    document = types.of(item).document
    wrong = {problem.part for problem in problems_of(document, copy)} if document else set()
    return [found for found in blockers(item, copy) if found.part in wrong] if wrong else []


def problems_of(document: Document, copy: WorkingCopy) -> list[Blocker]:
    """What the forms would say to a change, each sentence with the section it belongs to."""
    return [
        Blocker(f"{section.title}: {said.rstrip('.')}.", section.name)
        for section, said in document.problems(copy.data)
    ]


def about_people(item: Publishable) -> list[tuple[Section, Finding]]:
    """What in the text that is on its way to the public, or beside it (then the section has no
    name), looks like a fact about one person."""
    document = types.of(item).document
    if document is None:
        return []
    copy = copy_of(item)
    data = copy.data if copy is not None else document.read(item)
    beside = [(Section("", title), words) for title, words in item.words_beside()]
    return [
        (section, found)
        for section, text in [*document.passages(data), *beside]
        for found in personal.look(text)
    ]
