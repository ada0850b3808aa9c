"""What our forms say where a field has no sentence of its own, and that they cut nothing."""

from typing import Any

from django import forms

NOT_OFFERED = "Choose one of the answers offered here"
SENTENCES = {
    "max_length": "Shorten this to %(limit_value)s characters",
    "null_characters_not_allowed": "A character here cannot be stored. Type this again.",
    "invalid_choice": NOT_OFFERED,
    "invalid_pk_value": NOT_OFFERED,
}


def speak_plainly(field: forms.Field) -> None:
    """Our own sentences where a field has none but the framework's, in its parts too."""
    for code, sentence in SENTENCES.items():
        if str(field.error_messages.get(code, "Select a valid")).startswith("Select a valid"):
            field.error_messages[code] = sentence
    for part in getattr(field, "fields", ()):
        speak_plainly(part)


class WholeText(forms.BoundField):
    """A field as it is drawn, without ``maxlength``: browsers cut what is pasted there and say
    nothing. The form refuses a long text with a sentence, and keeps all of it."""

    def build_widget_attrs(self, attrs: Any, widget: Any = None) -> dict[str, Any]:
        return {**super().build_widget_attrs(attrs, widget), "maxlength": False}
