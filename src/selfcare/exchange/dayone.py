"""Day One's JSON export: a ZIP with a JSON file for each journal beside the pictures, or such a JSON file alone.

Only JSON is ever unpacked, in memory and up to a limit; nothing in the ZIP is written anywhere.
Source: Day One's own exports (`entries`: `creationDate` in UTC, `timeZone`, `text` in Markdown, `tags`, `starred`).
"""

import json
import struct
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any, BinaryIO

from selfcare.errors import InvalidFile
from selfcare.exchange.entries import LARGEST, Entry, Found, text_of
from selfcare.exchange.jrnl import STARRED

MOST_JOURNALS = 100
LARGEST_LIST = 8 * 1024 * 1024
"""So many bytes may the list of a ZIP's files have: some 70,000 pictures. It is read whole, and blown up in memory."""
READABLE = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
NOT_ZIP = (zipfile.BadZipFile, zlib.error, struct.error, RuntimeError, EOFError)
ATTACHED = ("photos", "videos", "audios", "pdfAttachments")
ADDED = ("location", "weather")
"""What Day One adds by itself."""


def read(file: BinaryIO) -> Found:
    """The entries of an export. Raises `InvalidFile`."""
    every = [entry for raw in _files(file) for entry in _journal(raw)]
    entries, unread = [], []
    for number, each in enumerate(every, 1):
        place = f"entry {number}"
        if entry := _entry(each, place):
            entries.append(entry)
        elif not _is_wordless(each):
            unread.append(place)
    wordless = len(every) - len(entries) - len(unread)
    return Found(tuple(entries), tuple(unread), wordless, tuple(_remarks(every)))


def _files(file: BinaryIO) -> Iterator[bytes]:
    """The JSON files of an export. Raises `InvalidFile`."""
    try:
        if zipfile.is_zipfile(file):
            yield from _unpacked(file)
            return
        file.seek(0)
        yield _limited(file.read(LARGEST + 1), LARGEST)
    except (*NOT_ZIP, OSError, LookupError, ValueError, OverflowError):
        raise InvalidFile("The ZIP file is damaged, or not as Day One writes it.", "Export it anew.") from None


def _unpacked(file: BinaryIO) -> Iterator[bytes]:
    left = LARGEST
    zipfile.ZipFile(_AtMost(file, LARGEST_LIST)).close()
    with zipfile.ZipFile(file) as archive:
        members = [each for each in archive.infolist() if _is_journal(each)]
        if not members or len(members) > MOST_JOURNALS:
            raise InvalidFile("There is no Day One journal in this ZIP file.", "Export from Day One as JSON.")
        for member in members:
            with archive.open(member) as content:
                yield (raw := _limited(content.read(left + 1), left))
            left -= len(raw)


class _AtMost:
    """A file of which nobody may read more than `limit` bytes at once."""

    def __init__(self, file: BinaryIO, limit: int) -> None:
        self._file = file
        self._limit = limit
        self.seek, self.tell = file.seek, file.tell

    def read(self, size: int = -1) -> bytes:
        return _limited(self._file.read(self._limit + 1 if size < 0 else min(size, self._limit + 1)), self._limit)


def _is_journal(member: zipfile.ZipInfo) -> bool:
    by_a_mac = member.filename.startswith("__MACOSX/")
    return member.filename.lower().endswith(".json") and not by_a_mac and member.compress_type in READABLE


def _limited(raw: bytes, limit: int) -> bytes:
    if len(raw) > limit:
        raise InvalidFile("There is more in this file than selfcare reads at once.", "Export one journal at a time.")
    return raw


def _journal(raw: bytes) -> list[Any]:
    """The entries of one JSON file. Raises `InvalidFile`."""
    try:
        content = json.loads(text_of(raw))
    except (ValueError, RecursionError):
        content = None
    if not isinstance(content, dict) or not isinstance(content.get("entries"), list):
        raise InvalidFile("This is not JSON as Day One exports it.", "Export from Day One as JSON, and try again.")
    entries: list[Any] = content["entries"]
    return entries


def _entry(entry: Any, place: str) -> Entry | None:
    """An entry; none where it holds no words, or cannot be read."""
    if not isinstance(entry, dict) or not isinstance(entry.get("text"), str) or not entry["text"].strip():
        return None
    at, tags, zone = _moment(entry.get("creationDate")), entry.get("tags") or [], entry.get("timeZone")
    if at is None or not isinstance(tags, list) or not all(isinstance(tag, str) for tag in tags):
        return None
    starred = [STARRED] if entry.get("starred") is True else []
    return Entry(at, entry["text"], place, zone if isinstance(zone, str) else None, (*tags, *starred))


def _is_wordless(entry: Any) -> bool:
    """Whether an entry is there for its pictures alone. Words in Day One's inner form alone are not."""
    return isinstance(entry, dict) and entry.get("text") in (None, "") and not entry.get("richText")


def _moment(words: Any) -> datetime | None:
    """`2026-01-02T10:00:00Z`; none for anything else."""
    try:
        at = datetime.fromisoformat(words)
    except (TypeError, ValueError):
        return None
    return at if at.tzinfo else None


def _remarks(entries: list[Any]) -> Iterator[str]:
    known = [each for each in entries if isinstance(each, dict)]
    attached = sum(_count(each, kind) for each in known for kind in ATTACHED)
    if attached:
        yield f"Pictures, sound and other files stay where they are: {attached}."
    if any(each.get(kind) for each in known for kind in ADDED):
        yield "Places and weather, which Day One adds, were left out."


def _count(entry: Mapping[str, Any], kind: str) -> int:
    attached = entry.get(kind)
    return len(attached) if isinstance(attached, list) else 0
