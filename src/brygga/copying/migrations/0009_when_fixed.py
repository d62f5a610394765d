"""Copies that go on by themselves once what stopped them is mended, and the attempts by which they do."""

from __future__ import annotations

from django.db import migrations, models
from django.db.models import Q

from brygga.tenants.guards import around


class Migration(migrations.Migration):
    dependencies = [("copying", "0008_sending")]
    operations = around(
        migrations.AddField(model_name="attempt", name="by_itself", field=models.BooleanField(default=False)),
        migrations.AddField(model_name="copy", name="looks_when_fixed_at", field=models.DateTimeField(null=True)),
        migrations.AddIndex(
            model_name="copy",
            index=models.Index(
                condition=Q(("looks_when_fixed_at__isnull", False)),
                fields=["looks_when_fixed_at"],
                name="copies_to_go_on",
            ),
        ),
    )
