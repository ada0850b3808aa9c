"""Addresses of asking and answering; they stand in the namespace of publishing."""

import datetime

from django.urls import path, register_converter

from apps.publishing.asking import public, staff
from apps.publishing.models import Request
from apps.publishing.models.request import LETTERS


class AskedKind:
    """The kinds of request, as words of an address."""

    regex = "|".join(Request.Kind.values)

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value


class Day:
    """A day as it stands in an address; one that is in no calendar is not found."""

    regex = r"\d{4}-\d{2}-\d{2}"

    def to_python(self, value: str) -> datetime.date:
        return datetime.date.fromisoformat(value)

    def to_url(self, value: datetime.date) -> str:
        return value.isoformat()


class Reference:
    """What a request is called, in the letters that are used for it."""

    regex = f"R-[{LETTERS}]{{8}}"

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value


register_converter(Reference, "asked_reference")
register_converter(AskedKind, "asked_kind")
register_converter(Day, "asked_day")

urlpatterns = [
    path(
        "ask/thank-you/<asked_day:due>/<asked_reference:reference>/",
        public.thanks,
        name="thanks",
    ),
    path("ask/<asked_kind:kind>/<slug:key>/", public.ask, name="ask"),
    path("staff/requests/", staff.request_list, name="requests"),
    path("staff/requests/<slug:reference>/", staff.request_page, name="request"),
]
