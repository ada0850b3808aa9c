"""What search reads: one row for each public thing, in plain columns."""

from django.db import models


class SearchDocument(models.Model):
    """The public words of one record; ``publishing.search`` is the only writer.

    The databases' own indexes stand in side tables (migration 0003_search). From ``public_until``
    on the row is hidden, until whatever it rests on has been looked at again.
    """

    kind = models.CharField(max_length=40)
    object_id = models.PositiveBigIntegerField()
    address = models.CharField(max_length=300)
    title = models.TextField()
    date = models.DateField(null=True, blank=True)
    public_until = models.DateField(null=True, blank=True)
    is_example = models.BooleanField(default=False)
    places = models.TextField(blank=True, help_text="slugs with a space between")
    summary = models.TextField(blank=True)
    body = models.TextField(blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "object_id"], name="publishing_searchdocument_one_per_record"
            )
        ]

    def __str__(self) -> str:
        return self.title
