"""Accessible versions of a page: Easy Read, film, sound, large print, another language, Word."""

from typing import Any, ClassVar

from django.db import models
from django.db.models import Q
from django.urls import reverse

from apps.publishing import languages
from apps.publishing.models.blocker import Blocker
from apps.publishing.models.made_from import MadeFromPage, MadeFromPageQuerySet
from apps.publishing.models.picture import Picture
from apps.publishing.models.publishable import PUBLIC_STATES, Publishable, State

ONE_LIKE_THIS = "There is one like this in public already. Change that one instead."
DRAFT = ("Easy Read", "Draft of an Easy Read version")
# The kinds that have a page of their own, of which there can be versions; ``types.register``
# fills it.
PAGES: dict[str, type[Publishable]] = {}


class AccessibleVersionQuerySet(MadeFromPageQuerySet["AccessibleVersion"]):
    """Words for reading versions. One is public only while its page is, and while that holds
    nothing that it may not show."""

    def public(self) -> "AccessibleVersionQuerySet":
        """Published or archived, of a page that everybody may read."""
        return super().public().filter(self._where(lambda rows: rows.lends_versions()))

    def current(self) -> "AccessibleVersionQuerySet":
        """Published and not archived, of a page that is."""
        lent = self._where(lambda rows: rows.lends_versions().filter(state=State.PUBLISHED))
        return super().current().filter(lent)


class AccessibleVersion(MadeFromPage):
    """One version of the page of another record (``kind`` and ``object_id``).

    ``made_from_revision`` is the text of the page that it was made from, as the page's
    ``page_revision`` counts, and ``made_from_on`` the day on which that text was the newest.
    ``checked_with`` is a group or a role, never a name that somebody does not want there.
    """

    record_kind = "format"
    write_permission = "publishing.write_format"
    publish_permission = "publishing.publish_format"
    pages = PAGES

    class Form(models.TextChoices):
        EASY_READ = "easy_read", "Easy Read"
        BSL = "bsl", "BSL video"
        AUDIO = "audio", "Audio"
        LARGE_PRINT = "large_print", "Large print"
        LANGUAGE = "language", "Another language"
        WORD = "word", "Word"
        OTHER = "other", "Another format"

    PLAYED: ClassVar = (Form.BSL, Form.AUDIO)  # what one sees or hears, and reads beside it
    TEXTS: ClassVar = (Form.LARGE_PRINT, Form.LANGUAGE, Form.OTHER)
    LINKED: ClassVar = (Form.BSL, Form.AUDIO, Form.WORD, Form.OTHER)

    form = models.CharField(max_length=11, choices=Form)
    language = models.CharField(max_length=12, default=languages.ENGLISH)
    title = models.CharField(max_length=200, blank=True)
    maker = models.CharField("who made it", max_length=200, blank=True)
    link = models.URLField(max_length=500, blank=True)
    transcript = models.TextField(blank=True)
    body = models.TextField(blank=True)
    checked_with = models.CharField(max_length=200, blank=True)
    checked_on = models.DateField(null=True, blank=True)

    objects = AccessibleVersionQuerySet.as_manager()

    class Meta(Publishable.Meta):
        indexes = [models.Index(fields=["kind", "object_id"], name="format_page")]
        constraints = [
            *Publishable.Meta.constraints,
            models.CheckConstraint(
                condition=Q(checked_with="", checked_on=None)
                | (~Q(checked_with="") & Q(checked_on__isnull=False)),
                name="%(app_label)s_%(class)s_checked_with_somebody_on_a_day",
            ),
            models.CheckConstraint(
                condition=~Q(form="easy_read", state__in=PUBLIC_STATES) | ~Q(checked_with=""),
                name="%(app_label)s_%(class)s_easy_read_is_checked",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.called}: {self.title or 'no title yet'}"

    def get_absolute_url(self) -> str:
        """Its public page."""
        return reverse("publishing:format", args=[self.slug])

    @property
    def name(self) -> str:
        """Which kind of version it is, in which language where that is not English."""
        if self.form == self.Form.LANGUAGE:
            return self.tongue.name
        name = str(self.Form(self.form).label)
        return name if self.language == languages.ENGLISH else f"{name}, {self.tongue.name}"

    @property
    def called(self) -> str:
        """What it is called. Only what was checked with people is called Easy Read."""
        return self.name if self.checked_with else self.name.replace(*DRAFT)

    @property
    def named_for_address(self) -> str:
        """What it is and of which page, so that an address in any script can be read."""
        return f"{self.name} {self.page or self.title}"

    @property
    def tongue(self) -> languages.Language:
        """Its language, with its names and its direction."""
        return languages.of(self.language)

    def completeness(self) -> list[Blocker]:
        """A title, and what its form is made of."""
        missing: list[Blocker] = []
        if not self.title.strip():
            missing.append(Blocker(f"Write the title in {self.tongue.name}.", "about"))
        if self.form == self.Form.LANGUAGE and self.language == languages.ENGLISH:
            missing.append(Blocker("Choose the language.", "about"))
        if self.form == self.Form.EASY_READ:
            missing += self._missing_lines()
        if self.form in (*self.PLAYED, self.Form.WORD) and not self.link:
            missing.append(Blocker("Add the address at which it can be found.", "link"))
        if self.form in self.PLAYED and not self.transcript.strip():
            missing.append(
                Blocker("Write down what is said or shown in it, for those who read it.", "link")
            )
        told = self.body.strip() or (self.form == self.Form.OTHER and self.link)
        if self.form in self.TEXTS and not told:
            missing.append(Blocker("Write the text.", "words"))
        return missing

    def _missing_lines(self) -> list[Blocker]:
        lines = list(self.lines.all())
        if not lines:
            return [Blocker("Write at least one line: a short sentence.", "lines")]
        bare = [n for n, line in enumerate(lines, start=1) if not line.sentence.strip()]
        return [Blocker(f"Write the sentence of line {n}, or delete it.", "lines") for n in bare]

    def blockers(self) -> list[Blocker]:
        """The same holds for being public; its page is public; Easy Read was checked with people;
        and there is no second one like it."""
        missing = self.completeness()
        if self.public_page is None:
            whose = (self.kind, self.object_id)
            missing.append(Blocker("The page that this is made from is not public.", of=whose))
        if self.form == self.Form.EASY_READ and not self.checked_with:
            missing.append(
                Blocker(
                    "Say with which people with learning disabilities it was checked, and when. "
                    "Only then may it be called Easy Read.",
                    "checked",
                )
            )
        same = {"form": self.form, "language": self.language, "state": State.PUBLISHED}
        like = AccessibleVersion.objects.filter(kind=self.kind, object_id=self.object_id, **same)
        if self.form != self.Form.OTHER and like.exclude(pk=self.pk).exists():
            missing.append(Blocker(ONE_LIKE_THIS, "about"))
        from apps.publishing.pictures import asking  # noqa: PLC0415 - reads these models

        return missing + asking.missing(self, "lines")

    def never_becomes(self, data: dict[str, Any]) -> list[Blocker]:
        """What people know under its address stays what it is, and Easy Read is checked."""
        if data.get("form", self.form) != self.form:
            stays = self.get_form_display()
            sentence = (
                f"What was published as {stays} stays {stays}. Begin another version instead."
            )
            return [Blocker(sentence, "about")]
        if self.form == self.Form.EASY_READ and not data.get("checked_with", self.checked_with):
            return [
                Blocker("Say with whom it was checked: people read this as Easy Read.", "checked")
            ]
        return []

    def words_beside(self) -> list[tuple[str, str]]:
        """What stands beside its pictures goes to the public with it."""
        shown = Picture.objects.filter(in_lines__version=self)
        return [("A picture", f"{picture.alt} {picture.caption}") for picture in shown]
