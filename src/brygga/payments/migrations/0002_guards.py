"""Every child's organisation equals its parent's."""

from __future__ import annotations

from django.db import migrations

from brygga.tenants.guards import same_organisation


class Migration(migrations.Migration):
    dependencies = [("payments", "0001_initial"), ("connections", "0002_guards"), ("links", "0002_guards")]
    operations = [
        same_organisation("payments_paymentfeed", "connection_id", "connections_connection"),
        same_organisation("payments_paymentsync", "link_id", "links_documentlink"),
        same_organisation("payments_paymentsync", "missing_id", "payments_reading"),
        same_organisation("payments_reading", "sync_id", "payments_paymentsync"),
        same_organisation("payments_mirror", "sync_id", "payments_paymentsync"),
        same_organisation("payments_mirror", "first_absence_id", "payments_reading"),
        same_organisation("payments_mirror", "second_absence_id", "payments_reading"),
        same_organisation("payments_paymentwrite", "sync_id", "payments_paymentsync"),
        same_organisation("payments_paymentwrite", "mirror_id", "payments_mirror"),
    ]
