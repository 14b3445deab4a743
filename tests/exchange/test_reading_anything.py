"""Any bytes at all: notes that can be kept, or `InvalidFile` (or a wrong password), and nothing else."""

import hashlib
import io
import json
import zipfile
from collections.abc import Callable, Iterator
from datetime import datetime
from functools import lru_cache
from pathlib import Path
from unittest import mock

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.exchange.test_daylio_backups import ACTIVITIES, MOODS, backup, entry, packed

from selfcare.errors import InvalidFile, WrongPassphrase
from selfcare.exchange import daylio, daylio_csv, dayone, jrnl, jrnl_lock, markdown
from selfcare.exchange.entries import Found
from selfcare.exchange.notes import notes_of
from selfcare.journal import bringing_in

SAMPLES = Path(__file__).parent / "samples"


def sample(name: str) -> bytes:
    return (SAMPLES / name).read_bytes()


def _zip() -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("Journal.json", sample("dayone.json"))
        archive.writestr("photos/1.jpeg", b"\xff\xd8")
    return made.getvalue()


def _unlocked(content: bytes) -> Found:
    return jrnl.read(jrnl_lock.unlock(content, "an invented password"))


READERS: dict[str, tuple[Callable[[bytes], Found], bytes]] = {
    "jrnl": (jrnl.read, sample("jrnl-4.6.txt")),
    "jrnl 1": (jrnl.read, sample("jrnl-1.9.txt")),
    "jrnl, locked 3": (_unlocked, sample("jrnl-4.6-encrypted.txt")),
    "jrnl, locked 2": (_unlocked, sample("jrnl-4.2-encrypted.txt")),
    "jrnl, locked 1": (_unlocked, sample("jrnl-1.9-encrypted.txt")),
    "dayone": (lambda content: dayone.read(io.BytesIO(content)), sample("dayone.json")),
    "dayone zip": (lambda content: dayone.read(io.BytesIO(content)), _zip()),
    "daylio": (daylio_csv.read, sample("daylio.csv")),
    "daylio backup": (lambda content: daylio.read(io.BytesIO(content)), backup(entry(note="<b>One</b>", tags=[3]))),
    "daylio, unpacked": (
        lambda content: daylio.read(io.BytesIO(packed(content))),
        json.dumps({"dayEntries": [entry()], "customMoods": MOODS, "tags": ACTIVITIES}).encode(),
    ),
    "markdown": (
        lambda content: markdown.read([("2026-01-02.md", content)]),
        b"---\ntitle: A visit\ndate: 2026-01-02 10:30 +0100\ntags: [a, b]\n---\n# 2026-01-02 10:00\nWords.\n",
    ),
}


@pytest.fixture(scope="module", autouse=True)
def each_key_made_once() -> Iterator[None]:
    """A password is slow to try by design; the same one with the same salt gives the same key."""
    with mock.patch.object(hashlib, "pbkdf2_hmac", lru_cache(hashlib.pbkdf2_hmac)):
        yield


def keeps_or_refuses(read: Callable[[bytes], Found], content: bytes) -> None:
    try:
        made = notes_of(read(content), "Europe/London")
    except (InvalidFile, WrongPassphrase):
        return
    bringing_in.check(made.records)


@pytest.mark.fuzz
@pytest.mark.parametrize("name", READERS)
@given(content=st.binary(max_size=300) | st.text(max_size=300).map(lambda text: text.encode("utf-8", "replace")))
def test_any_bytes_are_read_or_refused(name: str, content: bytes) -> None:
    keeps_or_refuses(READERS[name][0], content)


@pytest.mark.fuzz
@pytest.mark.parametrize("name", READERS)
@given(data=st.data())
def test_a_sample_with_something_else_in_it_is_read_or_refused(name: str, data: st.DataObject) -> None:
    read, content = READERS[name]
    start = data.draw(st.integers(0, len(content)))
    end = data.draw(st.integers(start, min(start + 20, len(content))))
    put_in = data.draw(
        st.binary(max_size=8) | st.sampled_from([b"9999", b"-", b"\n", b'"', b"\0", b"[", b"T24:00", b"e9"])
    )
    keeps_or_refuses(read, content[:start] + put_in + content[end:])


@given(
    st.lists(
        st.tuples(
            st.datetimes(min_value=datetime(1970, 1, 2), max_value=datetime(2200, 12, 30)),
            st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0\r"), min_size=1).filter(str.strip),
        ),
        max_size=5,
    )
)
def test_text_goes_through_jrnls_form_and_back_byte_for_byte(entries: list[tuple[datetime, str]]) -> None:
    """But for the empty lines at its end, a star, and lines that begin entries in jrnl too."""
    form = jrnl.OWN_FORMS[0]
    kept = [
        (at.replace(second=0, microsecond=0), text)
        for at, text in entries
        if not text.endswith("\n") and not text.partition("\n")[0].endswith(" *") and "\n[" not in text
    ]
    written = "\n".join(f"[{at.strftime(form)}] {text}\n" for at, text in kept)
    assert [(each.at, each.text) for each in jrnl.read(written.encode()).entries] == kept
