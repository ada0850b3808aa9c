"""How each noun of the content files becomes a row with its children."""

import hashlib
from collections.abc import Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import Model, Q
from django.utils.text import slugify

from apps.core import clock, site_settings
from apps.core.models import LoadedRecord, SiteSetting, Stamped
from apps.home.content.reader import Entry
from apps.home.content.shape import BY_KIND, Date, Field, Reference, Rows, Texts
from apps.library.models import Page, Resource
from apps.partners.models import Partner, PartnerName, sort_key
from apps.projects.levels import NOT_STATED
from apps.projects.models import EvidenceSign, LevelExample, LevelGuidance, Project, ProjectLink
from apps.publishing import search
from apps.publishing.models import Publishable, State
from apps.training.models import Course

PUBLISHED_AS = "content file"
SLUG_FROM_KEY = ("place", "topic", "audience", "community", "page")
NAMED_BY_KEY = {"setting": "name", "level": "level", "quotation": "key"}
LATER = ("parent", "links", "example")  # fields that may name a record further down the files


class Refused(Exception):
    """A record that can't be saved; ``problems`` are pairs of field and reason."""

    def __init__(self, problems: list[tuple[str, str]]) -> None:
        super().__init__(problems)
        self.problems = problems


def mark(row: Any) -> int:
    """A number that is another one after a person's edit: of the row and what belongs to it."""
    if isinstance(row, SiteSetting):
        return int.from_bytes(hashlib.blake2b(row.value.encode(), digest_size=3).digest())
    if isinstance(row, LevelGuidance):
        signs = EvidenceSign.objects.filter(level=row.level)
        others = [*signs, *LevelExample.objects.filter(level=row.level)]
        return row.edit_count + sum(1 + other.edit_count for other in others)
    return int(row.edit_count)


def write(entry: Entry, row: Any) -> Model:
    """Save one record and the rows that belong to it; ``row`` is None for a new one.

    Raises ``Refused``.
    """
    fields = entry.noun.fields
    record: Any = row or entry.noun.model()
    now = {name: shape for name, shape in fields.items() if name not in LATER}
    _assign(record, now, entry.values)
    _derive(record, entry)
    if isinstance(record, Page):
        months = site_settings.number("page_review_months")
        record.review_on = clock.add_months(record.reviewed_on, months)
    _save(record)
    for name, shape in now.items():
        given = entry.values.get(name, [])
        if isinstance(shape, Reference) and shape.many:
            getattr(record, name).set([row_of(shape.to, key, name) for key in given])
        elif isinstance(shape, Rows):
            _replace(record, shape, name, given)
    if isinstance(record, LevelGuidance):
        _write_signs(record, entry.values["signs"])
    if isinstance(record, Partner):
        _write_earlier_names(record, entry.values.get("earlier_names", []))
    return record


def finish(entry: Entry, row: Any) -> None:
    """Second pass, when every record is there. Raises ``Refused``."""
    fields, values = entry.noun.fields, entry.values
    if "parent" in fields:
        _assign(row, {"parent": fields["parent"]}, values)
        _save(row)
    if "links" in fields:
        _replace(row, fields["links"], "links", values.get("links", []))  # type: ignore[arg-type]
    if "example" in fields:
        _write_example(row, values.get("example", []))


def row_of(kind: str, key: str, field: str) -> int:
    """The row that a key stands for; the reader has checked that the key exists.

    Raises ``Refused`` where that record was not loaded, or a person has removed its row since.
    """
    held = LoadedRecord.objects.filter(kind=kind, key=key).values_list("object_id", flat=True)
    number = held.first()
    model = BY_KIND[kind].model
    if number is None or not model._default_manager.filter(pk=number).exists():
        raise Refused([(field, f"the {kind} {key} is not there: it was removed or not loaded.")])
    return number


def clear_links(written: list[tuple[Entry, Any]]) -> None:
    """Take the old links out first: one that is turned round is no circle."""
    projects = [row.pk for entry, row in written if entry.noun.kind == "project"]
    ProjectLink.objects.filter(source__in=projects).delete()


def projects_touched(written: list[tuple[Entry, Any]]) -> set[int]:
    """The projects among these rows, and those that some of them appear in."""
    ids: dict[str, list[int]] = {}
    for entry, row in written:
        ids.setdefault(entry.noun.kind, []).append(row.pk)
    touched = (
        Q(pk__in=LoadedRecord.objects.filter(kind="project").values("object_id"))
        | Q(parts__partner__in=ids.get("partner", []))
        | Q(places__in=ids.get("place", []))
        | Q(topics__in=ids.get("topic", []))
        | Q(communities__in=ids.get("community", []))
    )
    return set(Project.objects.filter(touched).values_list("pk", flat=True))


def resources_touched(written: list[tuple[Entry, Any]]) -> set[int]:
    """The resources among these rows, and those that name some of them."""
    ids: dict[str, list[int]] = {}
    for entry, row in written:
        ids.setdefault(entry.noun.kind, []).append(row.pk)
    touched = (
        Q(pk__in=ids.get("resource", []))
        | Q(makers__partner__in=ids.get("partner", []))
        | Q(topics__in=ids.get("topic", []))
        | Q(audiences__in=ids.get("audience", []))
        | Q(projects__in=ids.get("project", []))
    )
    return set(Resource.objects.filter(touched).values_list("pk", flat=True))


def courses_touched(written: list[tuple[Entry, Any]]) -> set[int]:
    """The courses among these rows, and those that name some of them."""
    ids: dict[str, list[int]] = {}
    for entry, row in written:
        ids.setdefault(entry.noun.kind, []).append(row.pk)
    touched = (
        Q(pk__in=ids.get("course", []))
        | Q(partner__in=ids.get("partner", []))
        | Q(audiences__in=ids.get("audience", []))
    )
    return set(Course.objects.filter(touched).values_list("pk", flat=True))


def renew_search(written: list[tuple[Entry, Any]]) -> bool:
    """Write anew what search knows of these rows; all there is, where the index is still empty:
    then True."""
    if search.rebuild_if_empty():
        return True
    kinds = {entry.noun.kind for entry, _ in written}
    search.renew("project", sorted(projects_touched(written)))
    search.renew(
        "opportunity", [row.pk for entry, row in written if entry.noun.kind == "opportunity"]
    )
    search.renew("resource", sorted(resources_touched(written)))
    search.renew("course", sorted(courses_touched(written)))
    search.renew("page", [row.pk for entry, row in written if entry.noun.kind == "page"])
    if kinds & {"partner", "place"}:
        search.renew("partner")
    if kinds & {"term", "page"}:
        search.renew("term")
    if "level" in kinds:
        search.renew("guide")
    return False


def _assign(
    record: Any, fields: Mapping[str, Field], values: Mapping[str, Any], where: str = ""
) -> None:
    """Set each column; what the entry leaves out goes back to the model's empty value."""
    for name, shape in fields.items():
        value = values.get(name)
        match shape:
            case Rows() | Texts() | Reference(many=True):
                continue
            case Reference(to=kind):
                column = "target_id" if name == "to" else f"{name}_id"
                setattr(record, column, row_of(kind, value, where + name) if value else None)
            case Date(full=False):
                setattr(record, name, value)
            case _ if value is not None:
                setattr(record, name, value)
            case _ if name != "slug":
                setattr(record, name, record._meta.get_field(name).get_default())


def _derive(record: Any, entry: Entry) -> None:
    """Columns that follow from others: name, order, sort key, address, stamps, state."""
    title = entry.values.get("title") or entry.values.get("name") or entry.values.get("term") or ""
    is_new = record.pk is None
    if entry.noun.kind in NAMED_BY_KEY:
        setattr(record, NAMED_BY_KEY[entry.noun.kind], entry.key)
    if isinstance(record, SiteSetting):
        _check_setting(record)
    if hasattr(record, "sort_key"):
        record.sort_key = sort_key(title)
    if isinstance(record, Resource):
        record.levels = entry.values.get("levels", [])
    if hasattr(record, "position"):
        record.position = entry.position
    if hasattr(record, "slug"):
        _settle_address(record, entry, title)
    if isinstance(record, Stamped) and not is_new:
        record.edit_count += 1
    if isinstance(record, Publishable):
        if is_new:
            record.state = State.PUBLISHED
            record.published_at = clock.now()
            record.published_as = PUBLISHED_AS
        record.revision += 1


def _settle_address(record: Any, entry: Entry, title: str) -> None:
    """An address is made once, from the given slug, the key or the title."""
    if record.pk is not None:
        before = entry.noun.model._default_manager.values_list("slug", flat=True).get(pk=record.pk)
        if record.slug != before:
            raise Refused([("slug", f"an address never changes; leave it as {before}.")])
        return
    longest = record._meta.get_field("slug").max_length
    made = entry.key if entry.noun.kind in SLUG_FROM_KEY else slugify(title)[:longest].strip("-")
    record.slug = record.slug or made
    if not record.slug or record.slug == NOT_STATED:
        raise Refused([("slug", "the title makes no address; give it a slug of its own.")])


def _check_setting(setting: SiteSetting) -> None:
    try:
        site_settings.declared[setting.name].check(setting.value)
    except ValidationError as error:
        raise Refused([("value", message) for message in error.messages]) from error


def _save(row: Any, where: str = "") -> None:
    """Check against the model and save; ``where`` leads to a row inside a record."""
    try:
        row.full_clean()
    except ValidationError as error:
        raise Refused(
            [
                (where.removesuffix(", ") if name == "__all__" else where + name, message)
                for name, messages in error.message_dict.items()
                for message in messages
            ]
        ) from error
    row.save()


def _replace(record: Any, shape: Rows, name: str, rows: list[dict[str, Any]]) -> None:
    """The rows of a project or a resource anew, in their order."""
    manager = {"links": "links_out"}.get(name, name)
    getattr(record, manager).all().delete()
    for position, values in enumerate(rows, start=1):
        where = f"{name}, {position}, "
        child = getattr(record, manager).model(position=position)
        setattr(child, "source" if name == "links" else record._meta.model_name, record)
        _assign(child, shape.fields, values, where)
        _save(child, where)


def _write_signs(guidance: LevelGuidance, texts: list[str]) -> None:
    """Line by line, so that a sign keeps its number for what will point at it."""
    held = list(EvidenceSign.objects.filter(level=guidance.level, valid_to=None))
    for surplus in held[len(texts) :]:
        surplus.delete()
    for position, text in enumerate(texts, start=1):
        sign = held[position - 1] if position <= len(held) else EvidenceSign(level=guidance.level)
        sign.position, sign.text = position, text
        _save(sign, f"signs, {position}, ")


def _write_earlier_names(partner: Partner, names: list[str]) -> None:
    partner.earlier_names.all().delete()
    for number, name in enumerate(names, start=1):
        _save(PartnerName(partner=partner, name=name), f"earlier_names, {number}, ")


def _write_example(guidance: LevelGuidance, examples: list[dict[str, Any]]) -> None:
    LevelExample.objects.filter(level=guidance.level).delete()
    for example in examples:
        number = row_of("project", example["project"], "example, project")
        row = LevelExample(level=guidance.level, project_id=number, why=example["why"])
        _save(row, "example, ")
