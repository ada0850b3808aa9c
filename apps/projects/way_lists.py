"""What curators edit about the five ways: draft lines, draft signs and an example for each."""

from typing import Any

from django.db.models import Max

from apps.core.forms import Radios
from apps.projects.levels import WAYS, name_of
from apps.projects.models import EvidenceSign, LevelExample, LevelGuidance, Project
from apps.publishing.lists.forms import RowForm
from apps.publishing.lists.kinds import ListKind
from apps.publishing.models import PUBLIC_STATES

CHOICES = [(way.code, way.name) for way in WAYS]


class SignForm(RowForm):
    """A sign of one way. Other words are another version of it: answers keep what was asked."""

    class Meta:
        model = EvidenceSign
        fields = ("level", "text", "help")
        labels = {
            "level": "Way of involving people",
            "text": "Sign",
            "help": "What it means, in a line",
        }
        help_texts = {"text": "Something that either was so or was not"}
        widgets = {"level": Radios()}
        error_messages = {
            "level": {"required": "Select the way of involving people"},
            "text": {"required": "Enter the sign"},
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["level"].choices = CHOICES  # type: ignore[attr-defined]

    def derive(self) -> None:
        """A new sign, or one that moves to another way, stands last there."""
        sign: Any = self.instance
        others = EvidenceSign.objects.filter(level=sign.level).exclude(pk=sign.pk)
        if sign.pk is None or "level" in self.changed_names:
            sign.position = (others.aggregate(last=Max("position"))["last"] or 0) + 1
        elif "text" in self.changed_names:
            sign.version += 1


class GuidanceForm(RowForm):
    """When a way fits, and what people should get back."""

    class Meta:
        model = LevelGuidance
        fields = ("fits_when", "get_back")
        labels = {"fits_when": "Fits when", "get_back": "What people should get back"}
        error_messages = {
            "fits_when": {"required": "Enter when this way fits"},
            "get_back": {"required": "Enter what people should get back"},
        }


class ExampleForm(RowForm):
    """The one project that shows what a way means."""

    class Meta:
        model = LevelExample
        fields = ("level", "project", "why")
        labels = {
            "level": "Way of involving people",
            "project": "Project",
            "why": "Why it is an example",
        }
        widgets = {"level": Radios()}
        error_messages = {
            "level": {
                "required": "Select the way of involving people",
                "unique": "This way has an example already. Change that one.",
            },
            "project": {"required": "Choose a published project"},
            "why": {"required": "Say in a line why it is an example"},
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["level"].choices = CHOICES  # type: ignore[attr-defined]
        project: Any = self.fields["project"]
        project.queryset = Project.objects.filter(state__in=PUBLIC_STATES)
        project.empty_label = "Choose one"


KINDS = (
    ListKind(
        name="signs", model=EvidenceSign, form=SignForm, one="sign", many="signs of the five ways",
        intro="Drafts of ours: by which one can tell that a way was what its name says. People "
        "with lived experience should write them anew.",
        meta=lambda sign: [name_of(sign.level)],
    ),
    ListKind(
        name="ways", model=LevelGuidance, form=GuidanceForm, one="way",
        many="lines about the five ways",
        intro="Drafts of ours: when each way fits, and what people should get back. The "
        "definitions are the source’s and stay as they are.",
        meta=lambda guidance: [guidance.fits_when], fixed=True,
    ),
    ListKind(
        name="examples", model=LevelExample, form=ExampleForm, one="example",
        many="examples of the five ways",
        intro="One published project for each way, with the reason why it is an example.",
        meta=lambda example: [example.why], related=("project",),
    ),
)  # fmt: skip
