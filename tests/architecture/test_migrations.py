"""The tables are those of the models, and every step can be taken back."""

import pytest
from django.core.management import call_command
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from apps.publishing.models import Publishable

OURS = ("core", "partners", "accounts", "publishing", "projects", "library")


@pytest.mark.django_db
def test_none_is_pending():
    call_command("makemigrations", "--check", "--dry-run", verbosity=0)


@pytest.mark.django_db
def test_every_operation_reverses():
    for (app, name), migration in MigrationExecutor(connection).loader.disk_migrations.items():
        if app in OURS:
            for operation in migration.operations:
                assert operation.reversible, f"{app}.{name}: {operation}"


@pytest.mark.django_db(transaction=True)
def test_all_the_way_down_and_up_again():
    executor = MigrationExecutor(connection)
    leaves = executor.loader.graph.leaf_nodes()
    executor.migrate([(app, None) for app in reversed(OURS)])
    MigrationExecutor(connection).migrate(leaves)
    assert not MigrationExecutor(connection).migration_plan(leaves)


def test_constraints_of_the_abstract_model_are_inherited():
    wanted = {c.name.split("%(class)s_")[-1] for c in Publishable._meta.constraints}
    for model in Publishable.__subclasses__():
        names = " ".join(c.name for c in model._meta.constraints)
        for sentence in wanted:
            assert sentence in names, f"{model.__name__} lost {sentence}"
