"""How listening to Fortnox goes, in one sentence."""

from __future__ import annotations

from django.utils.translation import gettext as _

from brygga.listening.lease import NO_ACCESS
from brygga.listening.status import ListeningStatus
from brygga.wording.formats import moment


def told_of_listening(found: ListeningStatus) -> str:
    """For a person: since when it listens, or why it does not."""
    if not found.is_wanted:
        return _("Fortnox’s events are turned off in this installation; the sweeps find what changed.")
    if not found.is_held:
        return _("Nobody listens to Fortnox’s events now; brygga serve does.")
    if found.connected_at is not None:
        return _("Listening to Fortnox’s events since %(since)s.") % {"since": moment(found.connected_at)}
    if found.trouble is None:
        return _("Fortnox’s events are listened to once a company is connected.")
    if found.trouble["kind"] == NO_ACCESS:
        return _("Not listening to Fortnox’s events now: no company gives access to them.")
    said = {"said": found.trouble["sentence"] or found.trouble["kind"]}
    return _("Not listening to Fortnox’s events now (%(said)s); the sweeps find what changed.") % said


def told_of_last(found: ListeningStatus) -> str:
    """When anything was told last, of whichever company; for whoever runs the installation."""
    if found.last_at is None:
        return _("No event came yet.")
    return _("The last event came %(last)s.") % {"last": moment(found.last_at)}
