"""How listening to Fortnox goes, in one sentence."""

from __future__ import annotations

from django.utils.translation import gettext as _

from brygga.listening.status import ListeningStatus
from brygga.wording.formats import moment


def told_of_listening(found: ListeningStatus) -> str:
    """For a person: since when it listens and what came last, or why it does not."""
    if not found.is_wanted:
        return _("Fortnox’s events are turned off in this installation; the sweeps find what changed.")
    if found.connected_at is None and found.trouble is not None:
        said = {"said": found.trouble["sentence"] or found.trouble["kind"]}
        return _("Not listening to Fortnox’s events now (%(said)s); the sweeps find what changed.") % said
    if found.connected_at is None:
        return _("Nobody listens to Fortnox’s events now; brygga serve does.")
    since = moment(found.connected_at)
    if found.last_at is None:
        return _("Listening to Fortnox’s events since %(since)s; none came yet.") % {"since": since}
    said = {"since": since, "last": moment(found.last_at)}
    return _("Listening to Fortnox’s events since %(since)s; the last one came %(last)s.") % said
