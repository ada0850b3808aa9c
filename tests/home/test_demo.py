"""A first run: a sign-in for each role, examples that say so, and nothing of them afterwards."""

import io
import json
from pathlib import Path

import pytest
from django.apps import apps
from django.core.management import CommandError, call_command
from django.test import Client

from apps.accounts.permissions import Role
from apps.core.actors import SystemActor
from apps.core.models import AuditRecord, PublicChange
from apps.home.demo import examples, people
from apps.involvement.models import Activity
from apps.partners.models import Partner
from apps.projects.models import Project
from apps.publishing import actions

pytestmark = pytest.mark.django_db


@pytest.fixture
def scratch(tmp_path: Path, settings) -> Path:
    settings.VAR_DIR = tmp_path
    return tmp_path


def call(name: str) -> str:
    said = io.StringIO()
    call_command(name, stdout=said)
    return said.getvalue()


def test_one_sign_in_for_each_role_is_printed_and_written_down(scratch):
    said = call("demo_users")
    rows = json.loads((scratch / "demo-accounts.json").read_text())
    assert [row["role"] for row in rows] == [role.value for role in Role]
    for row in rows:
        assert row["password"] in said
        assert Client().login(email=row["email"], password=row["password"])
    assert call("demo_users") == said
    assert (scratch / "demo-accounts.json").stat().st_mode & 0o077 == 0


def test_in_production_nobody_is_made(scratch, settings):
    settings.ENVIRONMENT = "production"
    with pytest.raises(CommandError, match="This is production"):
        call("demo_users")
    assert not (scratch / "demo-accounts.json").exists()


def test_examples_say_so_and_never_stand_on_the_front_page(content, scratch, visitor):
    people.make()
    call("load_examples")
    call("load_examples")
    assert Activity.objects.count() == len(examples.SAMPLES)
    assert "Example:" not in visitor.get("/").content.decode()
    for activity in Activity.objects.current():
        page = visitor.get(activity.get_absolute_url()).content.decode()
        assert "Example: not a real record" in page
        assert f"/partners/{examples.SLUG}/" not in page
    project = Project.objects.get(is_example=True)
    page = visitor.get(project.get_absolute_url()).content.decode()
    assert examples.NAME in page
    assert f"/partners/{examples.SLUG}/" not in page
    assert "Example: not a real record" in visitor.get("/involvement/").content.decode()


def everything() -> dict[str, int]:
    return {
        model._meta.label: model._default_manager.count()
        for model in apps.get_models(include_auto_created=True)
        if model._meta.managed and not model._meta.proxy
    }


def test_removed_examples_leave_nothing_but_a_line_in_the_audit_record(content, scratch):
    before = everything()
    lines = set(AuditRecord.objects.values_list("pk", flat=True))
    examples.load()
    made = Activity.objects.filter(is_example=True).count()
    number = examples.remove(by=SystemActor("remove_examples"))
    after = everything()
    assert {name for name in after if after[name] != before[name]} <= {
        "core.AuditRecord", "core.PublicChange", "involvement.YearCounter",
        "training.SessionCounter",
    }  # fmt: skip
    line = AuditRecord.objects.exclude(pk__in=lines).get()
    assert (line.act, line.actor_label) == ("removed the examples", "remove_examples")
    assert line.details["activity"] == made
    assert line.details["project"] == line.details["partner"] == 1
    assert sum(n for kind, n in line.details.items() if kind != "number") == number
    assert line.details["number"] == number
    assert not PublicChange.objects.exists()
    assert not Partner.objects.filter(slug=examples.SLUG).exists()


def test_what_people_logged_for_the_example_partner_keeps_it_and_is_said(content, scratch):
    examples.load()
    activity = actions.create(
        model=Activity, data={"title": "Ours"}, by=examples.BY, partner=examples.partner(),
        reference="A-1", slug="a-1",
    )  # fmt: skip
    said = call("remove_examples")
    assert f"“{examples.NAME}” stays" in said
    assert list(Activity.objects.all()) == [activity]
    assert not Project.objects.filter(is_example=True).exists()
