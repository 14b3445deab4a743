"""`note` and `good`: seconds, no passphrase, nothing heavy."""

import subprocess
import sys

import pytest
from tests.conftest import Home
from tests.terminal import at_terminal


@pytest.mark.parametrize("kind", ["note", "good"])
def test_a_line_is_sealed_without_a_passphrase_and_taken_in_at_the_next_unlock(home: Home, kind: str) -> None:
    written = home.run(kind, "a", "long", "night", "--json", passphrase=None)
    assert written.code == 0
    assert written.object["sealed"] is True
    listed = home.run("list", "--json").object["records"]
    assert [(each["id"], each["kind"], each["fields"]) for each in listed] == [
        (written.object["id"], kind, {"text": "a long night"})
    ]


def test_a_passphrase_source_does_not_make_a_note_unlock(home: Home) -> None:
    assert home.run("note", "words", passphrase="certainly wrong").code == 0


def test_words_with_a_leading_dash_are_text(home: Home) -> None:
    home.run("note", "-felt", "low", "--plain")
    assert home.run("list", "--json").object["records"][0]["fields"]["text"] == "-felt low"


@pytest.mark.parametrize("command", [["--version"], ["--help"], ["help-now"], ["note", "words"]])
def test_quick_commands_load_neither_sqlalchemy_nor_pydantic(home: Home, command: list[str]) -> None:
    script = (
        "import sys\n"
        f"sys.argv = ['selfcare', *{command!r}]\n"
        "from selfcare.__main__ import main\n"
        "try:\n    main()\nexcept SystemExit as stop:\n    assert not stop.code, stop.code\n"
        "heavy = {'sqlalchemy', 'sqlmodel', 'pydantic', 'jinja2', 'sqlcipher3'} & set(sys.modules)\n"
        "assert not heavy, heavy\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", script], env=home.environment, capture_output=True, check=False, timeout=60
    )
    assert done.returncode == 0, done.stderr.decode()


@pytest.mark.parametrize("kind", ["note", "good"])
def test_where_nothing_can_be_sealed_that_is_said_before_the_line_is_typed(home: Home, kind: str) -> None:
    for name in ("journal.keys", "journal.keys.bak"):
        (home.folder / name).unlink()
    with at_terminal(home, kind) as terminal:
        assert terminal.ends() == 13
    assert "journal.keys, is missing" in terminal.seen
    assert "?" not in terminal.seen


def test_a_note_is_sealed_though_the_database_is_missing_and_comes_in_with_the_backup(home: Home) -> None:
    assert home.run("vault", "backup", "made.backup").code == 0
    (home.folder / "journal.db").unlink()
    sealed = home.run("note", "still", "kept", "--json", passphrase=None)
    assert (sealed.code, sealed.object["sealed"], sealed.err) == (0, True, "")
    told = home.run("good", "also kept", passphrase=None)
    assert told.code == 0
    assert "journal.db, is missing from its folder. A note is sealed all the same, and waits for it." in told.err
    assert "selfcare vault backups" in told.err
    assert home.run("vault", "restore", "made.backup", "--yes").code == 0
    assert {each["fields"]["text"] for each in home.records()} == {"still kept", "also kept"}
