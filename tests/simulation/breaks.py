"""Does the simulation see what breaks? Each deliberate break, in a copy of the tree, and the first seed that cries.

    python -m tests.simulation.breaks [--seeds 30] [letter ...]

Nothing here touches the tree itself; a test keeps the list in step with the code.
"""

from __future__ import annotations

import argparse
import os
import re
import shutil
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
FAILED = re.compile(r"^seed (\d+) FAILED: (.*)$", re.MULTILINE)
COPIED = ("src", "tests", "tools", "pyproject.toml")


@dataclass(frozen=True, kw_only=True)
class Edit:
    """In this file of the product, this text becomes that one."""

    path: str
    old: str
    new: str


@dataclass(frozen=True, kw_only=True)
class Break:
    """One thing that must not be done, done."""

    letter: str
    what: str
    edits: tuple[Edit, ...]


NO_LOOK = Edit(
    path="payments/writes.py",
    old="    except (OutcomeUnknown, Unintelligible):\n        _doubt(turn, write)\n",
    new="    except (OutcomeUnknown, Unintelligible):\n        _unclaim(turn, write)\n        raise\n",
)
NO_LOOK_LATER = Edit(
    path="payments/writes.py",
    old='    """Look for a write that was sent and not answered, until it is found or surely never arrived."""\n',
    new="    _unclaim(turn, write)\n    return\n",
)
NOTHING_ADOPTED = Edit(path="payments/sync_invoice.py", old="    adopt(turn, read, there)\n", new="")
NO_MARKS = Edit(
    path="payments/mirrors.py",
    old="        marked=tuple((mark.number, mark.part, identity) for identity, mark in own.items()),\n",
    new="",
)
ONE_READING = Edit(
    path="payments/carry_out.py",
    old="    if first is None or not set(absent) <= set(first.absent):\n",
    new="    if first is None:\n        first = _reading(turn, read, absent)\n    elif first.id.int == 0:\n",
)
NO_WAIT_BETWEEN = Edit(
    path="payments/carry_out.py",
    old="    if turn.now() < (again := first.read_at + timedelta(seconds=GONE_SECONDS)):\n",
    new="    if turn.now() < (again := first.read_at):\n",
)

BREAKS = (
    Break(letter="a", what="a lost answer is not looked for, the write goes again", edits=(NO_LOOK, NO_LOOK_LATER)),
    Break(
        letter="b",
        what="the same, and nothing that carries our mark is adopted",
        edits=(NO_LOOK, NO_LOOK_LATER, NOTHING_ADOPTED),
    ),
    Break(
        letter="b2",
        what="the same, and marks are not read at all",
        edits=(NO_LOOK, NO_LOOK_LATER, NOTHING_ADOPTED, NO_MARKS),
    ),
    Break(
        letter="c",
        what="what the list says of a payment is known without its amount and day",
        edits=(
            Edit(
                path="payments/reads.py",
                old='    return f"{listed.amount} {listed.payment_date} {listed.booked}"\n',
                new='    return f"{listed.number} {listed.booked}"\n',
            ),
        ),
    ),
    Break(letter="d", what="one reading is enough for a removal", edits=(ONE_READING, NO_WAIT_BETWEEN)),
    Break(
        letter="e",
        what="a list that cannot be read is taken for an empty one",
        edits=(
            Edit(
                path="fortnox/payments.py",
                old="        found = read_whole(self._sender, PAYMENTS, PaymentListed, query)\n",
                new="        try:\n"
                "            found = read_whole(self._sender, PAYMENTS, PaymentListed, query)\n"
                "        except Exception:\n"
                "            found = ()\n",
            ),
        ),
    ),
    Break(
        letter="f",
        what="payments that are not booked are mirrored",
        edits=(
            Edit(path="payments/reads.py", old="for each in listed if each.booked]", new="for each in listed]"),
            Edit(
                path="accounting/payment_effects.py",
                old="for each in payments if each.booked]",
                new="for each in payments]",
            ),
        ),
    ),
    Break(
        letter="g",
        what="sweeps do not overlap",
        edits=(Edit(path="payments/sweep.py", old="OVERLAP = timedelta(minutes=10)", new="OVERLAP = timedelta(0)"),),
    ),
    Break(
        letter="h",
        what="offsets are stored before what they are the offsets of",
        edits=(
            Edit(
                path="listening/taking_in.py",
                old="    with transaction.atomic():\n        for notice in notices:\n",
                new="    with transaction.atomic():\n"
                "        for last in {each.topic: each for each in notices}.values():\n"
                '            said = {"offset": last.offset, "last_kind": last.kind, "last_at": last.told_at or now}\n'
                "            Topic.objects.update_or_create(name=last.topic, defaults=said)\n"
                "    with transaction.atomic():\n        for notice in notices:\n",
            ),
        ),
    ),
    Break(
        letter="h2",
        what="a sweep moves on before what it found is marked",
        edits=(
            Edit(
                path="payments/sweep.py",
                old="    with transaction.atomic():\n        due = _due(",
                new="    PaymentFeed.objects.filter(id=feed.id).update(\n"
                "        read_to=began_at, wakes_at=began_at + SWEEP_EVERY, compared_at=began_at\n    )\n"
                "    with transaction.atomic():\n        due = _due(",
            ),
        ),
    ),
    Break(
        letter="i",
        what="days are those of UTC",
        edits=(
            Edit(
                path="clock.py",
                old="    return moment.astimezone(STOCKHOLM).date()\n",
                new="    return moment.astimezone(UTC).date()\n",
            ),
        ),
    ),
    Break(
        letter="i2",
        what="lastmodified is asked for in UTC, with an hour too much",
        edits=(
            Edit(
                path="fortnox/moments.py",
                old='    return local.strftime("%Y-%m-%d %H:%M:%S")\n',
                new='    return (moment + timedelta(hours=3)).strftime("%Y-%m-%d %H:%M:%S")\n',
            ),
        ),
    ),
    Break(
        letter="j",
        what="what makes more goes before what makes less",
        edits=(
            Edit(
                path="accounting/payments.py",
                old="    return change.amount > change.before, list",
                new="    return change.amount <= change.before, list",
            ),
        ),
    ),
    Break(
        letter="k",
        what="payments of people are treated as ours: not told, and removed",
        edits=(
            Edit(
                path="accounting/payments.py",
                old="        kept = [change for each in wanted.values()",
                new="        ours = {one.payment_id for one in self._mirrors.values()} | set(self._marked.values())\n"
                "        for one in (each for each in self._there.values() if each.id not in ours):\n"
                "            key = (one.id, Part.MONEY)\n"
                "            said = {'number': one.id, 'part': Part.MONEY, 'payment_id': one.id}\n"
                "            self._mirrors[key] = Mirror(amount=ZERO, on=one.paid_on, **said)\n"
                "        kept = [change for each in wanted.values()",
            ),
        ),
    ),
    Break(
        letter="k2",
        what="payments of people are not counted",
        edits=(
            Edit(
                path="accounting/payments.py",
                old="        by_people = self._by_people()\n        booked",
                new="        by_people = ZERO\n        booked",
            ),
        ),
    ),
    Break(
        letter="l",
        what="a notice that comes twice begins anew and is not one",
        edits=(
            Edit(
                path="listening/taking_in.py",
                old="    Heard.objects.update_or_create(\n",
                new="    same = Heard.objects.filter(connection=connection, kind=notice.kind)\n"
                "    same.filter(number=notice.entity_id).delete()\n"
                "    Heard.objects.update_or_create(\n",
            ),
        ),
    ),
)


def broken_tree(broken: Break, at: Path) -> None:
    """A copy of the tree with this break in it."""
    for name in COPIED:
        source, target = ROOT / name, at / name
        if source.is_dir():
            shutil.copytree(source, target, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copy(source, target)
    for path, text in broken_files(broken).items():
        (at / path).write_text(text, encoding="utf-8")


def broken_files(broken: Break) -> dict[str, str]:
    """What the files that it changes say then, by their path."""
    texts: dict[str, str] = {}
    for edit in broken.edits:
        path = f"src/brygga/{edit.path}"
        text = texts.get(path) or (ROOT / path).read_text(encoding="utf-8")
        if text.count(edit.old) != 1:
            raise ValueError(f"{edit.path} does not have this text once: {edit.old!r}")
        texts[path] = text.replace(edit.old, edit.new)
    return texts


def first_cry(broken: Break, *, first: int, seeds: int) -> str:
    """Which seed cries first, and what; how many were tried where none does."""
    with tempfile.TemporaryDirectory() as home:
        broken_tree(broken, Path(home))
        said = {"BRYGGA_SIMULATIONS": str(seeds), "BRYGGA_SIMULATIONS_FROM": str(first), "BRYGGA_SIMULATIONS_STOP": "1"}
        environment = {**os.environ, **said, "PYTHONPATH": f"{home}/src:{home}"}
        asked = [
            sys.executable,
            "-m",
            "pytest",
            "tests/simulation/test_simulation.py",
            "-k",
            "whatever",
            "-q",
            "-s",
            "-p",
            "no:logging",
        ]
        done = subprocess.run(asked, cwd=home, env=environment, capture_output=True, text=True, check=False)  # noqa: S603
    found = FAILED.search(done.stdout)
    if found:
        return f"seed {found[1]}, after {int(found[1]) - first + 1}: {found[2][:160]}"
    return (
        f"not in {seeds}"
        if done.returncode == 0
        else f"broken in another way: {done.stdout[-800:]}{done.stderr[-800:]}"
    )


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("letters", nargs="*")
    asked.add_argument("--seeds", type=int, default=30)
    asked.add_argument("--first", type=int, default=1)
    wanted = asked.parse_args()
    for broken in BREAKS:
        if not wanted.letters or broken.letter in wanted.letters:
            cry = first_cry(broken, first=wanted.first, seeds=wanted.seeds)
            sys.stdout.write(f"{broken.letter:3} {broken.what}: {cry}\n")
            sys.stdout.flush()


if __name__ == "__main__":
    main()
