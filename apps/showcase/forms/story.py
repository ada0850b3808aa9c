"""The questions by which a story is written, one page for each of its parts."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from apps.core.forms import DateField, MarkdownArea, PortalForm, RowField, RowsField
from apps.core.quoting import without_marks
from apps.involvement.models import Activity
from apps.partners.models import Partner
from apps.projects.forms import NOT_PERSONAL, area, line
from apps.projects.models import Project
from apps.publishing.models import Consent, Picture, Topic
from apps.showcase.models import HEADINGS, MOST_SUMMARY_WORDS, CaseStudy, StoryBlock

LONGEST = 6000  # letters under one heading
WORDS_GONE = "They took these words back. Delete this passage"
MOST_OFFERED = 500  # activities to choose from, newest first


def consents_of(story: CaseStudy, user: Any) -> Any:
    """The consents that somebody may put into a story: those within their reach, of the partners
    that tell it and of the activity or project it comes from."""
    partners = {partner.pk for partner in story.teams()}
    if story.activity is not None:
        partners.add(story.activity.partner_id)
    if story.project is not None:
        partners |= {partner.pk for partner in story.project.teams()}
    ended = [Consent.State.WITHDRAWN, Consent.State.REPLACED]
    mine = Consent.objects.reached_by(user, "showcase.start_consent")
    return mine.filter(partner__in=partners).exclude(state__in=ended)


def in_a_list(consent: Consent) -> str:
    """A consent in a list of choices: whom, what it covers, until when."""
    media = ", ".join(consent.media) or "nothing yet"
    until = f"{consent.expires_on.day} {consent.expires_on:%B %Y}"
    return f"{consent.label} ({consent.reference}): {media}; {consent.standing}, until {until}"


def consent_field(label: str, **kwargs: Any) -> RowField:
    """One of the consents of the story's partners."""
    return RowField(
        Consent.objects.all, within=consents_of, label_of=in_a_list, label=label, required=False,
        **{"empty": "None yet"} | kwargs,
    )  # fmt: skip


class About(PortalForm):
    """What it is called and what it comes from."""

    title = forms.CharField(
        label="Title", max_length=200, error_messages={"required": "Enter a title"}
    )
    project = RowField(
        Project.objects.public, label="The project it comes from", required=False,
        empty="None, or not published yet",
    )  # fmt: skip
    activity = RowField(
        lambda: Activity.objects.public().order_by("-when_first", "-pk"),
        label="The activity it comes from", required=False, empty="None, or not published yet",
        most=MOST_OFFERED,
        help_text="The story needs a project or an activity; it shows their facts, so do not "
        "write them again.",
    )  # fmt: skip
    summary = area(
        "Summary", 5, max_length=2000,
        help_text=f"In short, at most {MOST_SUMMARY_WORDS} words. {NOT_PERSONAL}",
    )  # fmt: skip
    content_note = line(
        "Before you read", 300,
        help_text="Where the story may distress: say what it mentions, like a serious illness in "
        "a family. Readers see it first, with a way to leave.",
    )  # fmt: skip
    topics = RowsField(Topic.objects.all, label="Topics", required=False)


def passage(label: str, hint: str) -> forms.CharField:
    """The words under a heading."""
    return forms.CharField(
        label=label, required=False, widget=MarkdownArea(rows=10), max_length=LONGEST,
        help_text=f"{hint} Text pasted from Word is cleaned.",
    )  # fmt: skip


class Why(PortalForm):
    """Why this was needed."""

    why = passage("What was it like before, and who said so?", "Plain words, short sentences.")


class Who(PortalForm):
    """Who was involved."""

    who = passage(
        "Who took part, how did you find them, and whom did you not reach?",
        "How they were asked, and what was offered to them. Name groups, not people.",
    )


class Together(PortalForm):
    """What was done."""

    together = passage(
        "What did you do together, step by step?",
        "Meetings, visits, drafts: in their order, with who did what.",
    )


class Changed(PortalForm):
    """What changed and what did not, side by side."""

    changed = passage("What changed?", "What people can see or feel, and by when.")
    not_changed = passage(
        "What did not change, and why?", "As honestly as the first. Both stand side by side."
    )


class Power(PortalForm):
    """How power was shared."""

    power = passage(
        "Who decided what?", "What was settled before, what was open, who had the last word."
    )


class Hard(PortalForm):
    """What was hard."""

    hard = passage(
        "What was hard, and what would you do differently?", "What others should know before."
    )


class UseThis(PortalForm):
    """Use this yourself."""

    use_this = passage(
        "What can others take and use?", "One or two things to try, and what they need for it."
    )


class Writer(PortalForm):
    """A partner that tells the story."""

    partner = RowField(
        Partner.objects.all, label="Partner",
        error_messages={"required": "Choose the partner"},
    )  # fmt: skip
    who = line(
        "Who wrote it", 150,
        help_text="As they want to be named, like “two volunteers”; empty for nobody",
    )  # fmt: skip


class SummaryRests(PortalForm):
    """Whether the summary itself tells one person's story."""

    summary_consent = consent_field(
        "Does the summary itself tell one person’s story?",
        help_text="Then choose their consent. If they take it back, the whole story is taken down.",
        empty="No, it tells of several people or of none",
    )


class Words(PortalForm):
    """A person's own words, or a passage about them."""

    kind = forms.ChoiceField(
        label="What it is", choices=StoryBlock.Kind.choices, initial=StoryBlock.Kind.QUOTE
    )
    heading = forms.ChoiceField(
        label="Under which heading?",
        choices=[("", "Choose one"), *HEADINGS.items()],
        error_messages={"required": "Choose the heading"},
    )
    body = forms.CharField(
        label="The words",
        widget=forms.Textarea({"rows": 4}),
        max_length=2000,
        help_text="Without quotation marks; they are added. The credit is what the person chose.",
        error_messages={"required": "Enter the words"},
    )
    consent = consent_field("On which consent do they rest?")

    hidden = forms.BooleanField(label="Hidden: nobody outside reads this", required=False)

    def clean_consent(self) -> str:
        """None that was taken back: its words are gone, and come from no open window again."""
        key = str(self.cleaned_data["consent"] or "")
        over = Consent.objects.filter(state=Consent.State.WITHDRAWN)
        if key and over.filter(pk=key).exists():
            raise ValidationError("They took this consent back. Delete these words")
        return key

    def clean(self) -> dict[str, Any]:
        """The page puts marks round a quotation, so those that were typed go. Of what was taken
        back nothing is left to enter: it says one thing, that."""
        data: dict[str, Any] = super().clean() or {}
        if data.get("kind") == StoryBlock.Kind.QUOTE and data.get("body"):
            data["body"] = without_marks(data["body"])
            if not data["body"]:
                self.add_error("body", "Enter the words")
        if "body" in self.errors and (data.get("hidden") or "consent" in self.errors):
            del self.errors["body"]
            if "consent" not in self.errors:
                self.add_error("consent", WORDS_GONE)
        return data


class Placed(PortalForm):
    """Where a picture stands."""

    picture = RowField(
        Picture.objects.all,
        within=lambda story, user: Picture.objects.of(story),
        label="Picture",
        error_messages={"required": "Choose the picture"},
    )
    heading = forms.ChoiceField(
        label="Under which heading?",
        choices=[("", "Choose one"), *HEADINGS.items()],
        error_messages={"required": "Choose the heading"},
    )


class Dates(PortalForm):
    """When somebody looks again."""

    review_on = DateField(
        label="When should somebody check whether this is still right?",
        required=False,
        help_text="For example, 4 3 2027. The curators are reminded.",
    )
