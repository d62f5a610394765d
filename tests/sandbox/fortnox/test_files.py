"""Inbox and archive: files go in as multipart, and each door takes one of their two ids."""

from __future__ import annotations

from typing import Any

import httpx
import pytest

from tests.sandbox.ledger import Ledger

PDF = b"%PDF-1.4 a small one"


def uploaded(ledger: Ledger, path: str = "inbox?path=Inbox_kf", *, name: str = "bilaga å.pdf") -> dict[str, Any]:
    answer = upload(ledger, path, name=name)
    assert answer.status_code == 201, answer.text
    return dict(answer.json()["File"])


def upload(ledger: Ledger, path: str, *, name: str = "bilaga.pdf", content: bytes = PDF, part: str = "file") -> Any:
    ledger.sandbox.clock.advance(ledger.pace_seconds)
    headers = {"Authorization": f"Bearer {ledger.token}", "Accept": "application/json"}
    return ledger.client.post(f"/fortnox/3/{path}", files={part: (name, content)}, headers=headers)


@pytest.mark.parametrize("place", ["path=Inbox_kf", "folderId=inbox_kf"])
def test_it_takes_a_file_into_a_folder(ledger: Ledger, place: str) -> None:
    answer = upload(ledger, f"inbox?{place}", name="bilaga å.pdf")
    file = answer.json()["File"]
    assert (answer.status_code, answer.headers["Location"]) == (201, "inbox")
    assert set(file) == {"@url", "ArchiveFileId", "Comments", "Id", "Name", "Path", "Size"}
    assert (file["Name"], file["Size"], file["Path"], file["Comments"]) == ("bilaga å.pdf", len(PDF), "Inbox_kf", "")
    assert file["Id"] != file["ArchiveFileId"]


def test_each_door_takes_its_own_id(ledger: Ledger) -> None:
    """Asserted by the official SDK's tests, issue 99."""
    file = uploaded(ledger)
    works = (
        f"inbox/{file['Id']}",
        f"inbox?fileid={file['Id']}",
        f"archive/{file['Id']}",
        f"archive?fileid={file['ArchiveFileId']}",
    )
    for path in works:
        answer = ledger.ask("GET", path)
        assert (answer.status_code, answer.content, answer.headers["Content-Type"]) == (200, PDF, "application/pdf")
    crossed = (
        f"inbox/{file['ArchiveFileId']}",
        f"archive/{file['ArchiveFileId']}",
        f"archive?fileid={file['Id']}",
    )
    for path in crossed:
        assert ledger.refused("GET", path)[0] == 404


def test_a_file_may_be_asked_for_as_anything(ledger: Ledger) -> None:
    file = uploaded(ledger)
    headers = {"Authorization": f"Bearer {ledger.token}", "Accept": "application/pdf"}
    answer: httpx.Response = ledger.client.get(f"/fortnox/3/archive/{file['Id']}", headers=headers)
    assert answer.content == PDF


def test_the_inbox_shows_its_folders_and_their_files(ledger: Ledger) -> None:
    file = uploaded(ledger)
    folders = ledger.get("inbox")["Folder"]["Folders"]
    assert [folder["Id"] for folder in folders] == [
        "inbox_a", "inbox_b", "inbox_d", "inbox_kf", "inbox_l", "inbox_o", "inbox_of", "inbox_s", "inbox_v"
    ]  # fmt: skip
    assert ledger.get("inbox/inbox_kf")["Folder"]["Files"] == [file]
    assert ledger.get("inbox/inbox_s")["Folder"]["Files"] == []


def test_the_archive_has_files_of_its_own(ledger: Ledger) -> None:
    file = uploaded(ledger, "archive")
    assert ledger.get("archive")["Folder"]["Files"] == [file]
    assert ledger.ask("GET", f"archive/{file['Id']}").content == PDF
    assert ledger.refused("GET", "archive?path=nowhere")[0] == 404


def test_a_file_is_taken_away(ledger: Ledger) -> None:
    file = uploaded(ledger)
    assert ledger.ask("DELETE", f"inbox/{file['Id']}").status_code == 204
    assert ledger.refused("GET", f"inbox/{file['Id']}")[0] == 404
    assert ledger.refused("DELETE", f"inbox/{file['Id']}")[0] == 404


@pytest.mark.parametrize(
    ("path", "content", "part"),
    [
        ("inbox?path=Inbox_xx", PDF, "file"),
        ("inbox", PDF, "file"),
        ("inbox?path=Inbox_kf", PDF, "document"),
        ("inbox?path=Inbox_kf", b"x" * 5_000_001, "file"),
    ],
)
def test_it_refuses_what_it_cannot_keep(ledger: Ledger, path: str, content: bytes, part: str) -> None:
    answer = upload(ledger, path, content=content, part=part)
    assert answer.status_code in {400, 404}
    assert ledger.books.table("files") == {}


def test_the_inbox_has_a_scope(ledger: Ledger) -> None:
    outsider = Ledger(client=ledger.client, sandbox=ledger.sandbox, scope="invoice archive")
    assert outsider.refused("GET", "inbox")[:2] == (403, 2000663)
    assert outsider.ask("GET", "archive").status_code == 200
