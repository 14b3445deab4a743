"""`note` and `good`: seconds, no passphrase, nothing heavy."""

import subprocess
import sys

import pytest
from tests.conftest import Home


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
