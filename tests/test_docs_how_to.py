"""Each page of docs/how-to, followed to the letter.

A page that names moments shows what is answered without a terminal, one that has none is typed at one. Blocks of
`sh` are run by a shell, blocks of TOML are what the page has a person save as `mine.toml`.
"""

import re
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from tests.conftest import PASSPHRASE, Home
from tests.exchange.test_daylio_backups import backup, entry
from tests.pages import ROOT, blocks, named, transcripts, walk_at_terminal
from tests.replay import replayed

SAMPLES = ROOT / "tests" / "exchange" / "samples"
FOLDER = ROOT / "docs" / "how-to"
FOLLOWED_ELSEWHERE = {"install.md", "shell.md"}
"""Pages about the program's place on a computer; their own tests follow them."""
BRING, LOST, SCRIPTS = (FOLDER / f"{name}.md" for name in ("bring-your-journal", "lost-passphrase", "scripts"))
AT_MOMENTS = [
    page for page in sorted(FOLDER.glob("*.md")) if re.search(r"^<!-- \d{4}-", page.read_text("utf-8"), re.MULTILINE)
]
CODE = "4T9S-J2HV-6QRM-C81E-ZW3K-5N7D-XPB0-G4YF-A62H"
"""The recovery code of the pages. It is nobody's: its checksum is wrong."""
ON_ANOTHER_COMPUTER = re.compile(r"(?=^<!-- [\d: -]+ on another computer -->)", re.MULTILINE)


@pytest.fixture
def begun(empty_home: Home) -> Home:
    """A home with a journal whose recovery code is in `code.txt`."""
    answer = empty_home.run(
        "init", "--nation", "england", "--role", "social-worker", "--no-nights", "--recovery-to", "code.txt"
    )
    assert answer.code == 0
    return empty_home


def test_every_page_is_followed() -> None:
    followed = {page.name for page in (*AT_MOMENTS, BRING, LOST, SCRIPTS)} | FOLLOWED_ELSEWHERE
    assert {page.name for page in FOLDER.iterdir()} <= followed


@pytest.mark.parametrize("page", AT_MOMENTS, ids=named)
def test_the_page_shows_what_a_person_sees(page: Path, begun: Home) -> None:
    text = page.read_text("utf-8")
    for own in blocks(page, "toml"):
        (begun.path / "mine.toml").write_text(own)
    for number, part in enumerate(ON_ANOTHER_COMPUTER.split(text)):
        if number:
            _change_computers(begun)
        assert replayed(part, begun, must_work=True) == part


def _change_computers(home: Home) -> None:
    """What lies in the home folder itself comes along, as on a stick."""
    shutil.rmtree(home.folder)
    shutil.rmtree(home.path / "config", ignore_errors=True)


def test_a_lost_passphrase_is_found_as_the_page_says(begun: Home) -> None:
    code = (begun.path / "code.txt").read_text().splitlines()[0]
    walk_at_terminal(LOST, begun, {CODE: code})


def test_what_the_page_brings_in_comes_in(begun: Home) -> None:
    for sample, name in (("jrnl-4.6.txt", "journal.txt"), ("daylio.csv", "daylio_export.csv")):
        shutil.copy(SAMPLES / sample, begun.path / name)
    with zipfile.ZipFile(begun.path / "Export.zip", "w") as export:
        export.write(SAMPLES / "dayone.json", "Journal.json")
    (begun.path / "backup.daylio").write_bytes(backup(entry()))
    (begun.path / "notes").mkdir()
    (begun.path / "notes" / "2026-01-02 A long visit.md").write_text("It ran over.\n")
    commands = "".join(f"selfcare {command}\n" for command, _ in transcripts(BRING))
    in_a_shell(f"export SELFCARE_PASSPHRASE='{PASSPHRASE}'\n{commands}", begun)
    assert len(begun.records()) > 4


def test_the_scripts_run(home: Home) -> None:
    shown = in_a_shell("\n".join(blocks(SCRIPTS, "sh")), home)
    assert "\nexit code 2\nwhole\n" in shown
    assert '{"id": 1, "hits": [{"start": 5, "end": 17, "kind": "phone", "hard": true}]}' in shown
    (program,) = blocks(SCRIPTS, "python")
    (home.path / "program.py").write_text(program)
    in_a_shell(f"SELFCARE_PASSPHRASE_FILE=passphrase.txt {sys.executable} program.py", home)


def in_a_shell(script: str, home: Home) -> str:
    """What a script says, run as a person would, with `selfcare` on the path; it stops at the first failure."""
    programs = home.path / ".local" / "bin"
    programs.mkdir(parents=True, exist_ok=True)
    program = programs / "selfcare"
    program.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m selfcare "$@"\n')
    program.chmod(0o755)
    path = f"{programs}:{home.environment['PATH']}"
    done = subprocess.run(
        ["sh", "-eu"],
        input=script,
        env={**home.environment, "PATH": path},
        cwd=home.path,
        capture_output=True,
        text=True,
        check=False,
        timeout=300,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout
