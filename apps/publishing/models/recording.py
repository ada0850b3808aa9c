"""Films and sound of our own: what they say in words, and on what their showing rests."""

import uuid
from collections.abc import Iterable
from typing import Any, ClassVar

from django.db import models
from django.db.models import Exists, Q
from django.urls import reverse

from apps.core import clock
from apps.publishing.models.blocker import Blocker
from apps.publishing.models.consent import Consent
from apps.publishing.models.made_from import MadeFromPage, MadeFromPageQuerySet, rows_behind
from apps.publishing.models.publishable import PUBLIC_STATES, Publishable, State

LONGEST_READING = 90  # seconds; a reading is meant to last about sixty
# The kinds whose pages show recordings; ``types.register`` fills it.
SHOWN_ON: dict[str, type[Publishable]] = {}


class RecordingQuerySet(MadeFromPageQuerySet["Recording"]):
    """Words for reading recordings."""

    def holding(self) -> "RecordingQuerySet":
        """Those whose file is there, and whose basis holds today: the day is part of the query."""
        live = Q(
            basis=Recording.Basis.CONSENT,
            consent__state=Consent.State.GIVEN,
            consent__expires_on__gt=clock.today(),
            consent__on_portal=True,
        )
        heard = Q(sort=Recording.Sort.SOUND, consent__sound=True)
        seen = Q(sort=Recording.Sort.FILM, consent__video=True)
        return self.filter(~Q(basis=Recording.Basis.CONSENT) | (live & (heard | seen))).exclude(
            folder=""
        )

    def public(self) -> "RecordingQuerySet":
        """What everybody may play: its page is public, and its basis holds."""
        return super().public().filter(self._page_shows(SHOWN_ON)).holding()

    def current(self) -> "RecordingQuerySet":
        """The same, and not archived."""
        return self.public().filter(state=State.PUBLISHED)

    def shown_on(self, page: Publishable) -> "RecordingQuerySet":
        """What one page shows with it, while it is public."""
        return self.shown_among(type(page), [page.pk])

    def shown_among(self, model: type[Publishable], ids: Iterable[int]) -> "RecordingQuerySet":
        """What several pages of one kind show with them, while they are public."""
        rows = self.filter(object_id__in=ids, state=State.PUBLISHED)
        return rows.filter(self._page_shows({model.record_kind: model})).holding()

    def _page_shows(self, kinds: dict[str, type[Publishable]]) -> Q:
        """A public page shows its recordings; those that read its text aloud only while that holds
        nothing that it may not show."""
        found = Q(pk__in=[])
        for kind, model in kinds.items():
            rows = rows_behind(model)
            read, any_ = Exists(rows.lends_versions()), Exists(rows.public())
            found |= Q(any_, kind=kind, reading=False) | Q(read, kind=kind, reading=True)
        return found


class Recording(MadeFromPage):
    """A film or sound that the page of another record shows. The file is never changed: another
    file is another recording.

    ``reading``: its words are the text of the page, read aloud by ``read_by``, a role. ``basis``:
    nobody is seen or heard in it; somebody of the team reads; people agreed; or a crowd, where
    ``notice`` says which notice was shown, where, and that nobody is its subject.
    """

    record_kind = "recording"
    write_permission = "publishing.write_recording"
    publish_permission = "publishing.publish_recording"
    pages = SHOWN_ON

    class Sort(models.TextChoices):
        FILM = "film", "Film"
        SOUND = "sound", "Sound"

    class Basis(models.TextChoices):
        NOBODY = "nobody", "Nobody is seen or heard in it"
        TEAM = "team", "Somebody of the team reads aloud"
        CONSENT = "consent", "The people in it agreed"
        CROWD = "crowd", "A crowd: a notice was shown, and nobody is its subject"

    MEDIUM: ClassVar[dict[str, str]] = {Sort.FILM: "video", Sort.SOUND: "sound"}

    key = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    folder = models.CharField(
        max_length=100, blank=True, editable=False, help_text="in the media root; none once erased"
    )
    media_type = models.CharField(max_length=20)
    sort = models.CharField(max_length=5, choices=Sort)
    size = models.PositiveBigIntegerField(help_text="in bytes")
    seconds = models.PositiveIntegerField(
        null=True, blank=True, help_text="how long it lasts, where the file says so"
    )
    title = models.CharField(max_length=200, blank=True)
    reading = models.BooleanField(default=False)
    read_by = models.CharField(max_length=120, blank=True, help_text="a role, never a name")
    maker = models.CharField("who made it", max_length=120, blank=True)
    transcript = models.TextField(blank=True)
    captions = models.TextField(blank=True, help_text="WebVTT")
    basis = models.CharField(max_length=7, choices=Basis)
    consent = models.ForeignKey(
        Consent, null=True, blank=True, on_delete=models.PROTECT, related_name="recordings"
    )
    notice = models.CharField(max_length=300, blank=True)

    objects = RecordingQuerySet.as_manager()

    class Meta(MadeFromPage.Meta):
        abstract = False
        indexes = [models.Index(fields=["kind", "object_id"], name="recording_page")]
        constraints = [
            *Publishable.Meta.constraints,
            models.CheckConstraint(
                condition=(Q(basis="consent") & Q(consent__isnull=False))
                | (~Q(basis="consent") & Q(consent=None)),
                name="%(app_label)s_%(class)s_consent_goes_with_its_basis",
            ),
            models.CheckConstraint(
                condition=~Q(basis="crowd") | ~Q(notice=""),
                name="%(app_label)s_%(class)s_crowd_keeps_its_notice",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=PUBLIC_STATES) | ~Q(transcript=""),
                name="%(app_label)s_%(class)s_public_has_its_words",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=PUBLIC_STATES, sort="film") | ~Q(captions=""),
                name="%(app_label)s_%(class)s_public_film_has_captions",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_sort_display()}: {self.title or 'no title yet'}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Whether it is a film, the file alone says."""
        self.sort = self.Sort.FILM if self.media_type.startswith("video/") else self.Sort.SOUND
        super().save(*args, **kwargs)

    def get_absolute_url(self) -> str:
        """Its place on the page that shows it."""
        page: Any = self.page
        return f"{page.get_absolute_url()}#{self.anchor}" if page else reverse("home:front")

    @property
    def anchor(self) -> str:
        """Its own place on a page."""
        return f"recording-{self.pk}"

    @property
    def named_for_address(self) -> str:
        return f"{self.sort} {self.page or self.title}"

    @property
    def medium(self) -> str:
        """What a consent must cover, a key of ``Consent.MEDIA``."""
        return self.MEDIUM[self.sort]

    @property
    def is_film(self) -> bool:
        """Whether there is something to see."""
        return self.sort == self.Sort.FILM

    def shown_with(self) -> list[tuple[str, int]]:
        """The page that shows it, and those on which that page stands itself."""
        if not self.revision or self.page is None:
            return []
        return [(self.kind, self.object_id), *self.page.shown_with()]

    def completeness(self) -> list[Blocker]:
        """A title, its words, and the captions of a film."""
        missing: list[Blocker] = []
        if not self.folder:
            missing.append(Blocker("Its file is deleted. Add the recording again."))
        if not self.title.strip():
            missing.append(Blocker("Write a title.", "about"))
        if not self.transcript.strip():
            missing.append(
                Blocker("Write down what is said or shown in it, for those who read it.", "words")
            )
        if self.is_film and not self.captions.strip():
            missing.append(
                Blocker("Add captions: what is said, with the time of each line.", "captions")
            )
        if self.reading and not self.read_by.strip():
            missing.append(Blocker("Say who reads it, by their role.", "about"))
        return missing

    def blockers(self) -> list[Blocker]:
        """The same holds for being public; its page is public; and what it rests on holds, also
        as the page's own kind sees it."""
        missing = self.completeness()
        if self.public_page is None:
            missing.append(Blocker("The page that is to show this is not public."))
        if self.basis == self.Basis.TEAM and not (self.reading and not self.is_film):
            missing.append(
                Blocker(
                    "“Somebody of the team reads aloud” fits only a reading of the page.", "rests"
                )
            )
        if self.consent is not None:
            missing += self._of_consent(self.consent)
        return missing

    def _of_consent(self, consent: Consent) -> list[Blocker]:
        if not consent.is_live:
            standing = consent.standing.lower()
            return [Blocker(f"It rests on {consent}, which is not live: {standing}.", "rests")]
        if not consent.covers(self.medium):
            medium = Consent.MEDIA[self.medium]
            return [Blocker(f"It rests on {consent}, not given for {medium} here.", "rests")]
        page: Any = self.page
        return page.asks_of(consent) if page is not None else []

    def never_becomes(self, data: dict[str, Any]) -> list[Blocker]:
        """What people play keeps its words."""
        if not str(data.get("transcript", self.transcript)).strip():
            sentence = "People read these words beside it. Write what is said or shown in it."
            return [Blocker(sentence, "words")]
        if self.is_film and not str(data.get("captions", self.captions)).strip():
            sentence = "People read these captions. A film is shown with captions only."
            return [Blocker(sentence, "captions")]
        return []
