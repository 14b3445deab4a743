"""Consoles that know few characters: whatever a record holds is shown there, and nothing of it is lost."""

import codecs
import io
import json
import subprocess
import sys
from unittest import mock

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.conftest import PASSPHRASE, Home

from selfcare.cli.console import Console
from selfcare.render.visible import encodable
from selfcare.reports.document import Document, Item, Section

ODD = "😀 عربي ╭─╮ e\u0301 \u202e \x9b \u2028 \ufeff ’ €"
ENCODINGS = ("cp1252", "ascii", "cp437", "latin-1", "utf-8")
ANY = st.text(st.characters())


class Legacy:
    """A stream that cannot be told what to do with a character it lacks: it raises."""

    def __init__(self, encoding: str, *, terminal: bool) -> None:
        self.encoding = encoding
        self.closed = False
        self.raw = io.BytesIO()
        self._terminal = terminal

    def write(self, text: str) -> int:
        """Write, strictly."""
        return self.raw.write(codecs.encode(text, self.encoding, "strict"))

    def flush(self) -> None:
        """Nothing waits."""

    def isatty(self) -> bool:
        """Whether a person looks at it."""
        return self._terminal


@pytest.mark.parametrize("encoding", ["cp1252", "ascii"])
def test_a_process_on_an_old_console_shows_any_record(home: Home, encoding: str) -> None:
    home.run("note", "-", stdin=ODD)
    old = {"PYTHONUTF8": "0", "PYTHONIOENCODING": encoding}
    handle = home.records()[0]["handle"]

    def shown(*words: str) -> bytes:
        return answer_bytes(home, *words, environment=old)

    for words in (("list",), ("show", handle), ("search", "عربي"), ("edit", handle, "--tag", "old"), ()):
        assert b"Traceback" not in shown(*words)
    whole = shown("show", handle).decode(encoding)
    assert "\\N{GRINNING FACE}" in whole
    assert "\\u202e" in whole
    found = json.loads(shown("show", handle, "--json").decode(encoding))
    assert found["records"][0]["fields"]["text"] == ODD


def answer_bytes(home: Home, *words: str, environment: dict[str, str]) -> bytes:
    """All that a process wrote, after it ended well."""
    done = subprocess.run(
        [sys.executable, "-m", "selfcare", *words],
        env={**home.environment, **environment, "SELFCARE_PASSPHRASE": PASSPHRASE},
        cwd=home.path,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        check=False,
        timeout=120,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout + (done.stderr if "--json" not in words else b"")


def test_a_file_holds_what_the_console_could_not_show(home: Home) -> None:
    home.run("good", "-", stdin="A song 😀 عربي")
    handle = home.records()[0]["handle"]
    home.run("share", handle, "share")
    old = {"PYTHONUTF8": "0", "PYTHONIOENCODING": "cp1252"}
    answer_bytes(home, "supervision", "summary", "--to", "page.txt", "--replace-all", environment=old)
    assert "A song 😀 عربي" in (home.path / "page.txt").read_text("utf-8")
    piped = answer_bytes(home, "supervision", "summary", "--format", "html", "--replace-all", environment=old)
    assert "A song 😀 عربي".encode() in piped


@given(ANY, st.sampled_from(ENCODINGS), st.booleans(), st.booleans())
def test_no_text_stops_a_stream_that_knows_few_characters(
    text: str, encoding: str, terminal: bool, plain: bool
) -> None:
    out = Legacy(encoding, terminal=terminal)
    with (
        mock.patch.object(sys, "stdout", out),
        mock.patch.object(sys, "stderr", Legacy(encoding, terminal=terminal)),
        mock.patch.dict("os.environ", {"TERM": "xterm-256color"}),
    ):
        console = Console(plain=plain, as_json=False)
        console.show(text)
        console.say(text)
        console.show_entry(text)
        console.show_document(Document(text, (text,), (Section(text, (Item(text, ((text, text),)),)),)))
    out.raw.getvalue().decode(encoding)


@given(st.text(st.characters(codec="utf-8")), st.sampled_from(ENCODINGS), st.booleans())
def test_json_says_the_same_on_every_stream(text: str, encoding: str, terminal: bool) -> None:
    out = Legacy(encoding, terminal=terminal)
    with mock.patch.object(sys, "stdout", out):
        Console(plain=True, as_json=True).show_object({"text": text})
    written = out.raw.getvalue().decode(encoding)
    assert json.loads(written)["text"] == text
    assert not {each for each in written if each < " " or "\x7f" <= each <= "\x9f"} - {"\n"}


@given(ANY)
def test_what_an_encoding_knows_stays_as_it_is(text: str) -> None:
    known = text.encode("cp1252", "ignore").decode("cp1252")
    assert encodable(known, "cp1252") == known
    assert encodable(text, "ascii").isascii()
