"""The lists whose tables stand here: topics and audiences."""

from typing import Any

from apps.publishing.lists.forms import RowForm
from apps.publishing.lists.kinds import ListKind
from apps.publishing.models import Audience, Topic


class TopicForm(RowForm):
    """A subject in a word or three."""

    class Meta:
        model = Topic
        fields = ("name",)
        labels = {"name": "Topic"}
        help_texts = {"name": "A word or three, like Stroke"}
        error_messages = {
            "name": {
                "required": "Enter the topic",
                "unique": "This topic is in the list already. Use it, or merge the two.",
            }
        }


class AudienceForm(RowForm):
    """Whom something is for."""

    class Meta:
        model = Audience
        fields = ("name",)
        labels = {"name": "Whom it is for"}
        help_texts = {"name": "In the exact words of the source"}
        error_messages = {
            "name": {
                "required": "Enter whom it is for",
                "unique": "These words are in the list already. Use them, or merge the two.",
            }
        }


def _topic_addresses(source: Any, target: Any) -> list[tuple[str, str]]:
    return [
        (f"{page}?topic={source.slug}", f"{page}?topic={target.slug}")
        for page in ("/our-work/", "/involvement/")
    ]


KINDS = (
    ListKind(
        name="topics", model=Topic, form=TopicForm, one="topic", many="topics",
        intro="Subjects that work, training and resources share.",
        merges=True, old_addresses=_topic_addresses,
    ),
    ListKind(
        name="audiences", model=Audience, form=AudienceForm, one="audience", many="audiences",
        intro="Whom training and resources are for, in the source’s exact words.",
        ordered=(), merges=True,
    ),
)  # fmt: skip
