"""Every child's organisation equals its parent's, and a disconnected connection has no tokens."""

from __future__ import annotations

from django.db import migrations

from brygga.tenants.guards import refused_when, same_organisation


class Migration(migrations.Migration):
    dependencies = [("connections", "0001_initial")]
    operations = [
        same_organisation("connections_connection", "subsidiary_id", "connections_subsidiary"),
        same_organisation("connections_integrationsettings", "connection_id", "connections_connection"),
        same_organisation("connections_fortnoxaccess", "connection_id", "connections_connection"),
        same_organisation("connections_consentrequest", "subsidiary_id", "connections_subsidiary"),
        same_organisation("connections_register", "connection_id", "connections_connection"),
        refused_when(
            "connections_no_tokens_left",
            "connections_connection",
            refuses="NEW.state = 'disconnected' AND "
            "EXISTS (SELECT 1 FROM connections_fortnoxaccess WHERE connection_id = NEW.id)",
            sentence="connections_connection: its tokens are destroyed before it is disconnected",
        ),
        refused_when(
            "connections_no_tokens_after",
            "connections_fortnoxaccess",
            refuses="'disconnected' = (SELECT state FROM connections_connection WHERE id = NEW.connection_id)",
            sentence="connections_fortnoxaccess: a disconnected connection has no tokens",
        ),
    ]
