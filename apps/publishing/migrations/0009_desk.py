"""The second tick’s reason on a consent, notes on parts, and calls about anything at all: what was a
follower’s number stays as the number of what the call is about."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
        ("publishing", "0008_format"),
    ]

    operations = [
        migrations.AddField(
            model_name="consent",
            name="under_18",
            field=models.BooleanField(default=False, help_text="also where they agree themselves"),
        ),
        migrations.AlterField(
            model_name="ringtask",
            name="follow",
            field=models.PositiveBigIntegerField(),
        ),
        migrations.RenameField(model_name="ringtask", old_name="follow", new_name="object_id"),
        migrations.AddField(
            model_name="ringtask",
            name="kind",
            field=models.CharField(default="follow", max_length=20),
        ),
        migrations.CreateModel(
            name="PartNote",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("kind", models.CharField(max_length=40)),
                ("object_id", models.PositiveBigIntegerField()),
                ("part", models.CharField(max_length=40)),
                ("words", models.CharField(max_length=500)),
                ("made_on", models.DateField()),
                ("done_on", models.DateField(blank=True, null=True)),
            ],
            options={
                "ordering": ["pk"],
            },
        ),
        migrations.AlterField(
            model_name="ringtask",
            name="told",
            field=models.JSONField(
                blank=True, help_text="what the kind needs to say it", null=True
            ),
        ),
        migrations.AddIndex(
            model_name="ringtask",
            index=models.Index(fields=["kind", "object_id"], name="ring_about"),
        ),
        migrations.AddField(
            model_name="partnote",
            name="made_by",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddConstraint(
            model_name="partnote",
            constraint=models.UniqueConstraint(
                fields=("kind", "object_id", "part"), name="publishing_partnote_one_for_a_part"
            ),
        ),
    ]
