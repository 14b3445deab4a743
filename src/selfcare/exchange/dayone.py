"""Day One's JSON export: a ZIP with a JSON file for each journal beside the pictures, or such a JSON file alone.

Source: Day One's own exports (`entries`: `creationDate` in UTC, `timeZone`, `text` in Markdown, `tags`, `starred`).
Since Day One keeps a `richText` beside it, punctuation in `text` has a backslash before it.
"""

import json
import re
from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any, BinaryIO

from selfcare.errors import InvalidFile
from selfcare.exchange.entries import LARGEST, Entry, Found, text_of
from selfcare.exchange.jrnl import STARRED
from selfcare.exchange.unzipping import is_zip, limited, unzipped

ATTACHED = ("photos", "videos", "audios", "pdfAttachments")
ADDED = ("location", "weather")
"""What Day One adds by itself."""

_LINK = re.compile(r"\n{0,2}!\[[^\]\n]{0,200}\]\(dayone-moment:[^)\n]{0,200}\)")
_ESCAPED = re.compile(r"\\([!-/:-@\[-`{-~])")


def read(file: BinaryIO) -> Found:
    """The entries of an export. Raises `InvalidFile`."""
    journals = [_journal(raw) for raw in _files(file)]
    if not journals:
        raise InvalidFile("There is no Day One journal in this ZIP file.", "Export from Day One as JSON.")
    every = [entry for journal in journals for entry in journal]
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
    if is_zip(file):
        yield from unzipped(file, _is_journal)
    else:
        yield limited(file.read(LARGEST + 1), LARGEST)


def _is_journal(name: str) -> bool:
    by_a_mac = name.startswith("__MACOSX/")
    return name.lower().endswith(".json") and not by_a_mac


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
    words = _words(entry)
    if not words:
        return None
    at, tags = _moment(entry.get("creationDate")), entry.get("tags") or []
    if at is None or not isinstance(tags, list) or not all(isinstance(tag, str) for tag in tags):
        return None
    starred = [STARRED] if entry.get("starred") is True else []
    return Entry(at, words, place, _zone(entry), (*tags, *starred))


def _words(entry: Any) -> str:
    """What was typed: the text without links to pictures, which stay behind, and without Day One's backslashes."""
    text = entry.get("text") if isinstance(entry, dict) else None
    if not isinstance(text, str):
        return ""
    words = _LINK.sub("", text)
    words = _ESCAPED.sub(r"\1", words) if entry.get("richText") else words
    kept = words if words == text else words.strip("\n")
    return kept if kept.strip() else ""


def _zone(entry: Mapping[str, Any]) -> str | None:
    place = entry.get("location")
    named = entry.get("timeZone") or (place.get("timeZoneName") if isinstance(place, dict) else None)
    return named if isinstance(named, str) else None


def _is_wordless(entry: Any) -> bool:
    """Whether an entry is there for its pictures alone. Words in Day One's inner form alone are not."""
    text = entry.get("text", "") if isinstance(entry, dict) else None
    if isinstance(text, str) and _LINK.search(text):
        return not _words(entry)
    return isinstance(entry, dict) and text in (None, "") and not entry.get("richText")


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
