from django.db import migrations

from apps.core.collation import bytewise


class Migration(migrations.Migration):
    dependencies = [("library", "0001_initial")]
    operations = [bytewise("library_glossaryterm", "sort_key", 100)]
