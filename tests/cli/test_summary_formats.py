"""The summary in every format that a supervisor may want, through the command itself."""

import io
import json
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from pypdf import PdfReader
from pyrage import decrypt, x25519
from tests.conftest import PASSPHRASE, Home
from tests.terminal import at_terminal

from selfcare.render import extras

GOOD = "We found a way to laugh about it"


@pytest.fixture
def shared(home: Home) -> Home:
    """A journal with one good thing that goes to supervision."""
    assert home.run("reflect", "--answer", f"what={GOOD}", "--share", "share").code == 0
    return home


def words_of(file: Path) -> str:
    """What a reader of the file sees."""
    content = file.read_bytes()
    if file.suffix == ".pdf":
        return " ".join(page.extract_text() for page in PdfReader(io.BytesIO(content)).pages)
    if file.suffix == ".docx":
        return zipfile.ZipFile(io.BytesIO(content)).read("word/document.xml").decode()
    return content.decode()


@pytest.mark.parametrize("ending", ["txt", "md", "html", "pdf", "docx", "json"])
def test_the_ending_of_the_name_says_the_format(shared: Home, ending: str) -> None:
    answer = shared.run("supervision", "summary", "--to", f"page.{ending}")
    assert answer.code == 0
    assert "Anyone who has this file can read it" in answer.err
    file = shared.path / f"page.{ending}"
    assert file.stat().st_mode & 0o777 == 0o600
    assert GOOD.split()[-2] in words_of(file)


def test_a_pdf_with_a_password_opens_with_that_alone(shared: Home) -> None:
    (shared.path / "word").write_text("seven herons\nnot this\n")
    answer = shared.run("supervision", "summary", "--to", "page.pdf", "--password-file", "word")
    assert answer.code == 0
    assert "tell the password by another road" in answer.err
    reader = PdfReader(shared.path / "page.pdf")
    assert reader.is_encrypted
    assert not reader.decrypt("not this")
    assert reader.decrypt("seven herons")
    assert GOOD.split()[-2] in reader.pages[0].extract_text()


def test_the_password_is_asked_twice_on_a_terminal_and_never_shown(shared: Home) -> None:
    with at_terminal(shared, "supervision", "summary", "--to", "page.pdf", "--password") as terminal:
        terminal.whispers("seven herons", at="New PDF password (typing is hidden): ")
        terminal.whispers("seven herons", at="The same again: ")
        terminal.whispers(PASSPHRASE, at="Passphrase: ")
        assert terminal.ends() == 0
    assert "seven herons" not in terminal.seen
    assert PdfReader(shared.path / "page.pdf").decrypt("seven herons")


def test_only_its_recipient_opens_what_is_made_for_one(shared: Home) -> None:
    key = x25519.Identity.generate()
    answer = shared.run("supervision", "summary", "--to", "page.md", "--to-recipient", str(key.to_public()))
    assert answer.code == 0
    assert "Only the owner of that key can open" in answer.err
    assert not (shared.path / "page.md").exists()
    content = (shared.path / "page.md.age").read_bytes()
    assert GOOD.encode() not in content
    assert GOOD in decrypt(content, [key]).decode()


def test_a_pipe_gets_the_bytes_of_a_pdf(shared: Home) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "selfcare", "supervision", "summary", "--format", "pdf"],
        env={**shared.environment, "SELFCARE_PASSPHRASE": PASSPHRASE},
        stdout=subprocess.PIPE,
        check=True,
    )
    assert GOOD.split()[-2] in PdfReader(io.BytesIO(done.stdout)).pages[0].extract_text()


def test_a_missing_extra_is_said_before_anything_is_asked_and_markdown_works_all_the_same(
    shared: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(extras, "find_spec", lambda name: None if name == "typst" else sys)
    answer = shared.run("supervision", "summary", "--to", "page.pdf", passphrase=None)
    assert answer.code == 1
    assert "extra `pdf`" in answer.err
    assert "Markdown needs nothing: a file that ends in .md." in answer.err.replace("\n", " ")
    assert shared.run("supervision", "summary", "--to", "page.md").code == 0


def test_each_format_is_in_the_log_of_what_was_shared(shared: Home) -> None:
    for ending in ("html", "docx"):
        shared.run("supervision", "summary", "--to", f"page.{ending}", "--for", "practice educator")
    logged = json.loads(shared.run("supervision", "shared", "--json").out)["shared"]
    assert [(each["form"], each["role"]) for each in logged] == [
        ("docx", "practice educator"),
        ("html", "practice educator"),
    ]
