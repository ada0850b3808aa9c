"""The glossary as a list that curators edit."""

from django import forms

from apps.library.models import GlossaryTerm
from apps.publishing import search
from apps.publishing.lists.forms import RowForm
from apps.publishing.lists.kinds import ListKind


class GlossaryForm(RowForm):
    """A word or abbreviation, with who explained it and who handed that on."""

    class Meta:
        model = GlossaryTerm
        fields = ("term", "expansion", "definition", "author", "quoted_in")
        labels = {
            "term": "Word or abbreviation",
            "expansion": "What the abbreviation stands for",
            "definition": "What it means",
            "author": "Who wrote this explanation",
            "quoted_in": "Who quoted it, if we have it from somewhere else",
        }
        help_texts = {
            "term": "Like VCSE",
            "expansion": "It is then shown with the abbreviation wherever a page first uses it. "
            "Leave it blank for a word.",
            "definition": "In words that people understand who have never worked in health or care",
        }
        widgets = {"definition": forms.Textarea({"rows": 5})}
        error_messages = {
            "term": {
                "required": "Enter the word or abbreviation",
                "unique": "This word is in the glossary already. Edit it there.",
            }
        }

    def clean(self) -> dict[str, object]:
        """A word is explained in one way or the other."""
        data = super().clean()
        if not data.get("expansion") and not data.get("definition"):
            self.add_error("definition", "Enter what it means, or what it stands for")
        return data


KINDS = (
    ListKind(
        name="glossary", model=GlossaryTerm, form=GlossaryForm,
        one="glossary term", many="glossary",
        intro="Words and abbreviations, each with who explained it.",
        meta=lambda term: [term.expansion] if term.expansion else [],
        after_delete=lambda: search.renew("term"),
    ),
)  # fmt: skip
