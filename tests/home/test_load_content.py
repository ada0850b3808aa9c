"""Loading the content: once each, only what changed, never over people's edits, all or nothing."""

from pathlib import Path

import pytest

from apps.core import site_settings, versions
from apps.core.models import SiteSetting
from apps.library.models import GlossaryTerm, Page, Quotation, Resource
from apps.partners.models import Community, Contact, Partner, Place
from apps.projects.models import (
    EvidenceSign,
    LevelExample,
    LevelGuidance,
    Project,
    ProjectCount,
    ProjectLink,
    ProjectMention,
    ProjectPartner,
)
from apps.publishing import actions, search
from apps.publishing.models import Audience, State, Topic
from tests.home.content_files import ALL, change, every_row, load, refused, rewrite
from tests.personas import Person

pytestmark = pytest.mark.django_db


def test_a_load_holds_the_whole_of_the_content() -> None:
    said = load()
    held = (Project, Partner, Place, LevelGuidance, Topic, Audience, Community, Contact, Page)
    assert [model.objects.count() for model in held] == [11, 13, 6, 5, 7, 3, 3, 2, 6]
    others = (EvidenceSign, LevelExample, Quotation, GlossaryTerm, ProjectLink, ProjectCount)
    assert [model.objects.count() for model in others] == [26, 1, 5, 12, 2, 3]
    assert ProjectPartner.objects.count() == 20
    assert ProjectMention.objects.count() == 4
    assert Resource.objects.count() == 13
    assert f"in all: {ALL} created, 0 changed, 0 unchanged" in said
    assert "project: 11 created, 0 changed, 0 unchanged" in said


def test_what_is_loaded_is_public_and_says_who_published_it() -> None:
    load()
    for model in (Project, Page, Resource):
        published = set(
            model.objects.values_list("state", "revision", "published_as", "is_example")
        )
        assert published == {(State.PUBLISHED, 1, "content file", False)}
        assert not model.objects.filter(published_at=None).exists()
        assert not model.objects.filter(published_by__isnull=False).exists()
    assert Project.objects.get(title="PPG Toolkit").slug == "ppg-toolkit"
    assert Partner.objects.get(short_name="LMNS").slug == "local-maternity-neonatal-system"
    assert site_settings.values()["area"] == "West Yorkshire"


def test_the_second_load_changes_no_row() -> None:
    load()
    before = every_row()
    said = load()
    assert every_row() == before
    assert f"in all: 0 created, 0 changed, {ALL} unchanged" in said


def test_a_load_says_once_that_the_public_sees_something_else() -> None:
    before = versions.public_number()
    load()
    assert versions.public_number() == before + 1
    load()
    assert versions.public_number() == before + 1


def test_the_layout_of_a_file_does_not_matter(folder: Path) -> None:
    load()
    rewrite(folder, "projects.json", lambda records: records[::-1])
    before = every_row()
    assert f"in all: 0 created, 0 changed, {ALL} unchanged" in load()
    assert every_row() == before


def test_a_changed_record_is_updated_and_nothing_else(folder: Path) -> None:
    load()
    before, number = every_row(), versions.public_number()
    change(folder, "projects.json", "stroke-co-creation", title="Stroke co-creation, part 2")
    said = load()
    project = Project.objects.get(slug="stroke-co-creation")
    assert (project.title, project.revision, project.edit_count) == (
        "Stroke co-creation, part 2", 2, 1,
    )  # fmt: skip
    assert search.matching("stroke part 2", kind="project") == [project.pk]
    assert "project: 0 created, 1 changed, 10 unchanged" in said
    assert versions.public_number() == number + 1
    after = every_row()
    for label in ("partners.Partner", "library.Page", "projects.EvidenceSign"):
        assert after[label] == before[label]
    others = Project.objects.exclude(pk=project.pk)
    assert set(others.values_list("revision", "edit_count")) == {(1, 0)}


def test_what_an_entry_no_longer_says_goes_back_to_empty(folder: Path) -> None:
    load()
    change(
        folder, "projects.json", "stroke-co-creation",
        start=None, start_words=None, purpose=None, own_label=None, communities=None, mentions=None,
    )  # fmt: skip
    load()
    project = Project.objects.get(slug="stroke-co-creation")
    assert (project.start, project.start_words, project.purpose, project.own_label) == (
        None, "", "", "",
    )  # fmt: skip
    assert not project.communities.exists()
    assert not project.mentions.exists()


def test_a_record_that_a_person_edited_is_kept(folder: Path) -> None:
    load()
    Project.objects.filter(slug="ppg-toolkit").update(summary="Ours now", edit_count=1)
    change(folder, "projects.json", "ppg-toolkit", summary="The file's")
    change(folder, "projects.json", "ppg-emails", summary="Also the file's")
    said = load()
    assert Project.objects.get(slug="ppg-toolkit").summary == "Ours now"
    assert Project.objects.get(slug="ppg-emails-project").summary == "Also the file's"
    assert "project: 0 created, 1 changed, 9 unchanged, 1 kept" in said
    assert "kept, edited here: project ppg-toolkit" in said
    before = every_row()
    assert "kept, edited here: project ppg-toolkit" in load()
    assert every_row() == before


def test_a_setting_that_a_person_changed_is_kept(folder: Path) -> None:
    load()
    site_settings.store(name="area", value="The West Riding")
    assert "unchanged" in load()
    assert SiteSetting.objects.get(name="area").value == "The West Riding"
    rewrite(folder, "site.json", lambda site: {**site, "area": "Yorkshire", "name": "Involved"})
    assert "kept, edited here: setting area" in load()
    assert SiteSetting.objects.get(name="area").value == "The West Riding"
    assert SiteSetting.objects.get(name="name").value == "Involved"


def test_a_setting_from_before_the_first_load_is_kept() -> None:
    site_settings.store(name="area", value="The West Riding")
    assert "kept, edited here: setting area" in load()
    assert SiteSetting.objects.get(name="area").value == "The West Riding"


def test_signs_that_a_person_edited_are_kept(folder: Path) -> None:
    load()
    EvidenceSign.objects.filter(level="engage", position=1).update(text="Ours", edit_count=1)
    change(folder, "levels.json", "engage", fits_when="The file's")
    change(folder, "levels.json", "consult", signs=["One sign"])
    assert "kept, edited here: level engage" in load()
    assert EvidenceSign.objects.get(level="engage", position=1).text == "Ours"
    assert [sign.text for sign in EvidenceSign.objects.filter(level="consult")] == ["One sign"]


def test_a_withdrawn_record_stays_withdrawn(folder: Path) -> None:
    load()
    withdrawn = {"state": State.WITHDRAWN, "withdrawn_reason": "It named somebody."}
    Project.objects.filter(slug="ppg-toolkit").update(**withdrawn)
    change(folder, "projects.json", "ppg-toolkit", summary="The file's")
    assert "kept, edited here: project ppg-toolkit" in load()
    assert Project.objects.get(slug="ppg-toolkit").state == State.WITHDRAWN


def test_a_record_that_a_person_removed_does_not_come_back(folder: Path) -> None:
    load()
    Topic.objects.filter(slug="maternity").delete()
    assert "removed here, not loaded again: topic maternity" in load()
    assert not Topic.objects.filter(slug="maternity").exists()
    change(folder, "projects.json", "maternity-workshop", strapline="Changed")
    assert "record maternity-workshop, field topics: the topic maternity is not there" in refused()


def test_a_record_that_left_the_files_is_reported_and_stays(folder: Path) -> None:
    load()
    rewrite(folder, "glossary.json", lambda terms: [t for t in terms if t["key"] != "ppg"])
    assert "no longer in the files, still in the portal: term ppg" in load()
    assert GlossaryTerm.objects.filter(term="PPG").exists()


def test_a_partner_s_new_name_is_found_by_its_projects(folder: Path) -> None:
    load()
    change(
        folder, "partners.json", "lmns", name="Maternity Network of Yorkshire",
        earlier_names=["Local Maternity & Neonatal System"],
    )  # fmt: skip
    load()
    partner = Partner.objects.get(short_name="LMNS")
    assert partner.slug == "local-maternity-neonatal-system"
    assert [name.name for name in partner.earlier_names.all()] == [
        "Local Maternity & Neonatal System"
    ]
    project = Project.objects.get(slug="maternity-development-workshop")
    assert project.pk in search.matching("maternity network of yorkshire", kind="project")
    assert project.revision == 1


def test_a_link_can_be_turned_round(folder: Path) -> None:
    load()
    link = {"kind": "led_to", "to": "ppg-network", "words": "led to"}
    change(folder, "projects.json", "ppg-network", links=None)
    change(folder, "projects.json", "ppg-emails", links=[link])
    rewrite(folder, "projects.json", lambda records: records[::-1])
    load()
    assert list(ProjectLink.objects.values_list("source__slug", "target__slug")) == [
        ("ppg-emails-project", "patient-participation-group-ppg-network")
    ]


def test_a_place_may_stand_before_the_one_it_lies_in(folder: Path) -> None:
    rewrite(folder, "places.json", lambda places: places[::-1])
    load()
    assert Place.objects.get(slug="leeds").parent == Place.objects.get(slug="west-yorkshire")


def test_a_record_of_which_a_change_is_under_way_is_kept(folder: Path, curator: Person) -> None:
    load()
    project = Project.objects.get(slug="ppg-toolkit")
    actions.save(
        item=project, changes={"summary": "Being written"}, edit_count=project.edit_count,
        by=curator.user,
    )  # fmt: skip
    change(folder, "projects.json", "ppg-toolkit", summary="The file's")
    said = load()
    assert "kept, edited here: project ppg-toolkit" in said
    project.refresh_from_db()
    assert project.summary != "The file's"
    actions.drop_change(item=project, by=curator.user)
    assert "1 changed" in load()
    project.refresh_from_db()
    assert project.summary == "The file's"
