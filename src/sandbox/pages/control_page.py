"""The control plane for people: the clock, planned trouble, switches and another world, as forms."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from markupsafe import Markup
from werkzeug import Response

from sandbox.clock import STOCKHOLM
from sandbox.faults import KINDS, Fault
from sandbox.fortnox import switches as fortnox_switches
from sandbox.pages import frame
from sandbox.productive import switches as productive_switches
from sandbox.worlds import catalogue

if TYPE_CHECKING:
    from sandbox.app import Sandbox

REMOTES = [("fortnox", "Fortnox"), ("productive", "Productive")]
METHODS = [("", "Any"), ("GET", "GET"), ("POST", "POST"), ("PUT", "PUT"), ("PATCH", "PATCH"), ("DELETE", "DELETE")]
FAULT_HEADS = [("Trouble", ""), ("Where", ""), ("How often", "")]
SWITCH_HEADS = [("Switch", ""), ("Stands at", "number")]
STEPS = (("3600", "An hour on"), ("86400", "A day on"), ("2592000", "30 days on"))
PART = Markup("<h2 id={}>{}</h2>")


def show(sandbox: Sandbox) -> Response:
    """Everything that can be turned, and how it stands."""
    content = Markup('<nav><a href="/">The sandbox</a></nav><h1>The control plane</h1>')
    content += Markup("<p>What programs do with JSON, with buttons. It is no part of either remote.</p>")
    content += _clock(sandbox) + _faults(sandbox) + _world(sandbox)
    content += _switches(sandbox, "fortnox", fortnox_switches) + _switches(sandbox, "productive", productive_switches)
    return frame.answer("The control plane", content, site="Brygga's sandbox")


def _form(path: str, content: Markup) -> Markup:
    """A form without a token: the door asks where it was sent from."""
    return Markup('<form method="post" action="/_sandbox/{}">{}</form>').format(path, content)


def _clock(sandbox: Sandbox) -> Markup:
    now = f"{sandbox.clock.now().astimezone(STOCKHOLM):%Y-%m-%d %H:%M:%S}"
    how = "and stands still" if sandbox.clock.is_frozen else "and ticks"
    steps = frame.join(frame.button(word, name="advance", value=seconds, css="plain") for seconds, word in STEPS)
    run = frame.button("Tick again", name="run", value="true", css="plain") if sandbox.clock.is_frozen else Markup("")
    told = Markup('<p>It is {} in Stockholm, {}.</p><div class="buttons">{}{}</div>').format(now, how, steps, run)
    return frame.sheet(_form("clock", told), title="The clock")


def _faults(sandbox: Sandbox) -> Markup:
    fields = frame.select("Trouble", "kind", [(kind, kind.replace("_", " ")) for kind in KINDS])
    fields += frame.select("Of", "remote", [("", "Either"), *REMOTES]) + frame.select("Method", "method", METHODS)
    fields += frame.field("Path, as a pattern", "path", hint="/invoices$")
    fields += frame.field("How often, 0 for always", "times", "1") + frame.field("After so many", "skip", "0")
    fields += frame.field("Status", "status", hint="500") + frame.field("Seconds", "seconds", hint="0")
    laid = Markup('<div class="fields">{}</div><div class="buttons">{}</div>').format(fields, frame.button("Plan it"))
    planned = sandbox.faults.planned()
    listed = frame.table(FAULT_HEADS, [_fault(fault) for fault in planned]) if planned else Markup("")
    forget = _form("faults", frame.button("Forget all of it", name="forget", value="true", css="plain"))
    return (
        frame.sheet(_form("faults", laid), title="Plan trouble")
        + listed
        + (Markup('<div class="buttons">{}</div>').format(forget) if planned else Markup(""))
    )


def _fault(fault: Fault) -> Markup:
    where = " ".join(filter(None, (fault.remote or "either remote", fault.method, fault.path)))
    often = {0: "always", 1: "once"}.get(fault.times, f"{fault.times} times")
    after = f", after {fault.skip}" if fault.skip else ""
    return Markup("<tr><td>{}</td><td class=wide>{}</td><td>{}{}</td></tr>").format(
        fault.kind.replace("_", " "), where, often, after
    )


def _world(sandbox: Sandbox) -> Markup:
    here = catalogue.name_of(sandbox.store)
    worlds = [(name, f"{name}: {told}") for name, told in catalogue.WORLDS.items()]
    fields = frame.select("World", "world", worlds, chosen=here) + frame.field("Seed", "seed", "1")
    told = Markup("<p>This forgets everything that was done here, also by Brygga.</p>")
    laid = Markup('{}<div class="fields">{}</div><div class="buttons">{}</div>').format(
        told, fields, frame.button("Begin anew", css="plain bad")
    )
    return frame.sheet(_form("reset", laid), title="Another world")


def _switches(sandbox: Sandbox, remote: str, module: Any) -> Markup:
    rows = [_switch(sandbox, remote, name, module) for name in module.DEFAULTS]
    heading = PART.format(f"switches-{remote}", f"Switches of {dict(REMOTES)[remote]}")
    told = Markup("<p>What nobody outside knows, or what a company sets. What is not as at first is marked.</p>")
    return heading + told + frame.table(SWITCH_HEADS, rows)


def _switch(sandbox: Sandbox, remote: str, name: str, module: Any) -> Markup:
    stands, default = module.read(sandbox.store, name), module.DEFAULTS[name]
    mark = Markup("") if stands == default else Markup(" ") + frame.mark("turned", "open")
    label = Markup('<input type="hidden" name="remote" value="{}">').format(remote)
    positions = positions_of(remote, name)
    if positions:
        options = [(json.dumps(one), _in_words(one)) for one in positions]
        choice = frame.select("", name, options, chosen=json.dumps(stands))
    else:
        choice = frame.field("", name, json.dumps(stands))
    choice = choice.replace(Markup("<label>"), Markup('<label aria-label="{}">').format(name.replace("_", " ")), 1)
    form = _form("switches", Markup('{}<div class="turn">{}{}</div>').format(label, choice, _turn(name)))
    return Markup("<tr><td class=wide><code>{}</code>{}</td><td class=number>{}</td></tr>").format(name, mark, form)


def positions_of(remote: str, name: str) -> tuple[Any, ...]:
    """Every position, where they can be counted."""
    if remote == "fortnox":
        either = (False, True) if isinstance(fortnox_switches.DEFAULTS[name], bool) else ()
        return fortnox_switches.POSITIONS.get(name, either)
    return productive_switches.SWITCHES[name].positions


def _in_words(position: Any) -> str:
    if isinstance(position, bool):
        return "yes" if position else "no"
    return str(position).replace("_", " ") or "none"


def _turn(name: str) -> Markup:
    word = name.replace("_", " ")
    return Markup('<button class="small plain" aria-label="Turn {}">Turn</button>').format(word)
