from django.db import migrations

from apps.core.collation import bytewise


class Migration(migrations.Migration):
    dependencies = [("projects", "0001_initial")]
    operations = [bytewise("projects_project", "sort_key", 200)]
