"""Words for translation: `python -m tools.words extract`, `check` or `compile`. No GNU gettext is needed."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po
from django.utils.translation.template import templatize

ROOT = Path(__file__).resolve().parent.parent
SOURCE = ROOT / "src" / "brygga"
CATALOGS = tuple(sorted((SOURCE / "locale").glob("*/LC_MESSAGES/django.po")))

KEYWORDS = {
    **dict.fromkeys(("_", "gettext", "gettext_lazy", "gettext_noop"), None),
    **dict.fromkeys(("ngettext", "ngettext_lazy"), (1, 2)),
    **dict.fromkeys(("pgettext", "pgettext_lazy"), ((1, "c"), 2)),
    **dict.fromkeys(("npgettext", "npgettext_lazy"), ((1, "c"), 2, 3)),
}


def wanted() -> Catalog:
    """Every text in the source that is marked for translation."""
    catalog = Catalog(charset="utf-8")
    for path in sorted(SOURCE.rglob("*.py")):
        _add(catalog, path, path.read_bytes())
    for path in sorted(each for each in (SOURCE / "web" / "templates").rglob("*") if each.is_file()):
        _add(catalog, path, _as_python(path))
    return catalog


def read(path: Path) -> Catalog:
    """A catalog as it is committed; raises babel's PoFileError where it cannot be read."""
    with path.open("rb") as file:
        return read_po(file, locale=path.parent.parent.name, domain="django", abort_invalid=True)


def complaints(catalog: Catalog, source: Catalog) -> list[str]:
    """What is wrong with a catalog: texts without a translation, doubtful or unused ones, placeholders that differ."""
    theirs = {_key(message): message for message in catalog if message.id}
    ours = {_key(message) for message in source if message.id}
    found = [f"missing: {message.id}" for message in source if message.id and not _is_done(theirs.get(_key(message)))]
    found += [f"doubtful: {message.id}" for message in theirs.values() if message.fuzzy]
    found += [f"unused: {message.id}" for key, message in theirs.items() if key not in ours]
    found += [f"unused: {message.id}" for message in catalog.obsolete.values()]
    return found + [f"{error}: {message.id}" for message, errors in catalog.check() for error in errors]


def update() -> int:
    """Bring every catalog up to the source: translations stay, new texts come without one, unused ones go."""
    for path in CATALOGS:
        catalog = read(path)
        catalog.update(wanted(), no_fuzzy_matching=True)
        catalog.obsolete.clear()
        content = BytesIO()
        write_po(content, catalog, width=120, omit_header=True, include_lineno=False, sort_by_file=True)
        path.write_bytes(_header(catalog).encode() + content.getvalue().rstrip(b"\n") + b"\n")
    return report()


def report() -> int:
    """Say what is wrong with the catalogs; the exit code says whether anything is."""
    found = [f"{path.relative_to(ROOT)}: {each}" for path in CATALOGS for each in complaints(read(path), wanted())]
    sys.stdout.write("".join(f"{each}\n" for each in found))
    return 1 if found else 0


def compile_changed() -> int:
    """Make the compiled form, which Django reads, of every catalog that is newer than it."""
    for path in CATALOGS:
        compiled = path.with_suffix(".mo")
        if compiled.exists() and compiled.stat().st_mtime >= path.stat().st_mtime:
            continue
        # Several test workers may do this at once: each writes its own draft, and the last one stays.
        draft = compiled.with_suffix(f".{os.getpid()}.draft")
        with draft.open("wb") as file:
            write_mo(file, read(path))
        draft.replace(compiled)
    return 0


COMMANDS: dict[str, Callable[[], int]] = {"extract": update, "check": report, "compile": compile_changed}


def _header(catalog: Catalog) -> str:
    """Only what a reader of the catalog needs: names and dates stand in the history of the file."""
    fields = {
        "Language": str(catalog.locale),
        "Plural-Forms": catalog.plural_forms,
        "MIME-Version": "1.0",
        "Content-Type": "text/plain; charset=utf-8",
        "Content-Transfer-Encoding": "8bit",
    }
    lines = "".join(f'"{name}: {value}\\n"\n' for name, value in fields.items())
    return f'msgid ""\nmsgstr ""\n{lines}\n'


def _add(catalog: Catalog, path: Path, source: bytes) -> None:
    place = path.relative_to(ROOT).as_posix()
    for line, text, _comments, context in extract("python", BytesIO(source), keywords=KEYWORDS):
        catalog.add(text, locations=[(place, line)], context=context)


def _as_python(path: Path) -> bytes:
    """A template as Django's own makemessages sees it, without the indents, which Python would read as blocks."""
    lines = templatize(path.read_text(encoding="utf-8"), origin=str(path)).splitlines()
    return "\n".join(line.strip() for line in lines).encode()


def _key(message: Message) -> tuple[str | None, tuple[str, ...]]:
    return message.context, tuple(_texts(message.id))


def _texts(text: str | list[str] | tuple[str, ...] | None) -> Iterator[str]:
    yield from [text] if isinstance(text, str) else text or [""]


def _is_done(message: Message | None) -> bool:
    return message is not None and all(_texts(message.string))


if __name__ == "__main__":
    if sys.argv[1:] not in [[name] for name in COMMANDS]:
        sys.exit(f"Say one of: {', '.join(COMMANDS)}")
    sys.exit(COMMANDS[sys.argv[1]]())
