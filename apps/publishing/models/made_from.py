"""What is made from the page of another record, and remembers from which text of it."""

import datetime
from collections.abc import Callable
from typing import Any, ClassVar, Self, TypeVar

from django.db import models
from django.db.models import Case, Exists, OuterRef, Q, Subquery, When
from django.utils.functional import cached_property

from apps.accounts.scope import Scope, scope_of
from apps.core import clock
from apps.partners.models import Partner
from apps.publishing.models.publishable import Publishable, PublishableQuerySet

Pages = dict[str, type[Publishable]]
Item = TypeVar("Item", bound="MadeFromPage")


def rows_behind(model: type[Publishable]) -> Any:
    """The records of a kind, as the one that something is made from is picked out of them."""
    rows: Any = model._default_manager
    return rows.filter(pk=OuterRef("object_id"))


def where(pages: Pages, rows_of: Callable[[Any], Any]) -> Q:
    """What is made from a page among those that ``rows_of`` leaves of its kind’s rows."""
    found = Q(pk__in=[])
    for kind, model in pages.items():
        found |= Q(Exists(rows_of(rows_behind(model))), kind=kind)
    return found


class MadeFromPageQuerySet(PublishableQuerySet[Item]):
    """Words for reading what is made from pages. The page is part of each query, so a page that
    is withdrawn takes with it what was made from it."""

    def _where(self, rows_of: Callable[[Any], Any]) -> Q:
        return where(self.model.pages, rows_of)

    def editable_by(self, user: Any) -> Self:
        """Those of what is theirs; who wrote one has no right of their own."""
        return self.filter(self.model.reached_by(scope_of(user, self.model.write_permission)))

    def of(self, page: Publishable) -> Self:
        """Those of one page."""
        return self.filter(kind=page.record_kind, object_id=page.pk)

    def older(self) -> Self:
        """Those that were made from another text than their page, which is public, has now."""

        def moved_on(rows: Any) -> Any:
            rows = rows.public().annotate(number=rows.model.page_revision())
            return rows.exclude(number=OuterRef("made_from_revision"))

        return self.filter(self._where(moved_on))

    def with_page_now(self, *kinds: str) -> Self:
        """With the number of the text that their page has now, asked in the same query; of pages of
        these ``kinds``, where it is known that there are no others."""
        pages = self.model.pages
        numbers = [
            When(
                kind=kind,
                then=Subquery(rows_behind(pages[kind]).values(n=pages[kind].page_revision())[:1]),
            )
            for kind in kinds or pages
        ]
        now = Case(*numbers, default=None, output_field=models.IntegerField())
        return self.annotate(**{"page_now": now})  # in place of the property


class MadeFromPage(Publishable):
    """Made from the page of another record (``kind`` and ``object_id``), of a kind in ``pages``.

    ``made_from_revision`` is the text of the page that it was made from, as the page's
    ``page_revision`` counts, and ``made_from_on`` the day on which that text was the newest.
    """

    pages: ClassVar[Pages]

    kind = models.CharField(max_length=40)
    object_id = models.PositiveBigIntegerField()
    made_from_revision = models.PositiveIntegerField()
    made_from_on = models.DateField(default=clock.today)

    class Meta(Publishable.Meta):
        abstract = True

    @cached_property
    def page(self) -> Publishable | None:
        """The record that it belongs to, whatever its state; None if that is gone."""
        model = self.pages.get(self.kind)
        return model._default_manager.filter(pk=self.object_id).first() if model else None

    @cached_property
    def public_page(self) -> Publishable | None:
        """The same, as long as everybody may read it."""
        model: Any = self.pages.get(self.kind)
        return model._default_manager.public().filter(pk=self.object_id).first() if model else None

    @cached_property
    def page_now(self) -> int | None:
        """The number of the text that its page has now; None if that is gone."""
        return self.page_number(self.kind, self.object_id)

    @property
    def is_older(self) -> bool:
        """Whether its page has another text now than the one that it was made from."""
        return self.page_now is not None and self.page_now != self.made_from_revision

    @property
    def made_from(self) -> str:
        """From which text it was made and when that was the newest, as its document keeps it."""
        return f"{self.made_from_revision} {self.made_from_on:%Y-%m-%d}"

    @made_from.setter
    def made_from(self, value: str) -> None:
        number, _, day = value.partition(" ")
        self.made_from_revision = int(number)
        self.made_from_on = datetime.date.fromisoformat(day)

    @classmethod
    def reached_by(cls, scope: Scope) -> Q:
        """Those of the pages that lie within the scope, as each kind says it, and no more."""
        if scope.everywhere:
            return Q()
        return where(cls.pages, lambda rows: rows.filter(rows.model.reached_by(scope)))

    def teams(self) -> list[Partner]:
        """The partners that look after its page."""
        return self.page.teams() if self.page else []

    def shown_with(self) -> list[tuple[str, int]]:
        """The page that names it, once it was public."""
        return [(self.kind, self.object_id)] if self.revision else []

    @classmethod
    def page_number(cls, kind: str, object_id: int) -> int | None:
        """The number of the text that a page has now; None where there is no such record."""
        model: Any = cls.pages.get(kind)
        if model is None:
            return None
        rows = model._default_manager.filter(pk=object_id)
        number: int | None = rows.values_list(model.page_revision(), flat=True).first()
        return number
