"""What to type next: with the real folder in it, and whole on one line of the screen, so that it can be copied."""

import io
import shlex
import sys
from pathlib import Path

import pytest
from tests.conftest import Answer, Home

from selfcare.cli.console import Console
from selfcare.cli.files import typed


def followed(home: Home, answer: Answer, lead: str) -> Answer:
    """What comes of the command after `lead`, typed as it stands there."""
    (line,) = [each for each in answer.out.splitlines() if each.startswith(lead)]
    name, *words = shlex.split(line.removeprefix(lead))
    assert name == "selfcare"
    return home.run(*words)


@pytest.mark.parametrize("folder", ["old", "a folder", "it's"])
def test_a_backup_put_back_elsewhere_says_how_to_use_it(home: Home, folder: str) -> None:
    home.run("note", "from the backup")
    home.run("vault", "backup", "made.backup")
    restored = home.run("vault", "restore", "made.backup", "--into", folder)
    assert "from the backup" in followed(home, restored, "To look into it: ").out
    assert f"recovery use --journal {typed(home.path / folder)}\n" in restored.out
    assert followed(home, restored, "To use it from now on: ").code == 0
    del home.environment["SELFCARE_JOURNAL"]
    assert "from the backup" in home.run("list").out


def test_a_rescued_journal_and_a_new_one_say_it_in_the_same_way(home: Home) -> None:
    home.run("note", "saved")
    home.records()
    rescued = home.run("vault", "rescue", "new", "--recovery-to", "code")
    assert "saved" in followed(home, rescued, "To look into it: ").out
    made = home.run("init", "--journal", str(home.path / "third"), "--recovery-to", "third-code")
    assert f"selfcare settings set journal {home.path / 'third'}\n" in made.out


def test_a_command_to_type_is_never_broken_over_two_lines(monkeypatch: pytest.MonkeyPatch) -> None:
    class Screen(io.StringIO):
        def isatty(self) -> bool:
            return True

    screen = Screen()
    monkeypatch.setattr(sys, "stdout", screen)
    lead = "Write a new key file, for the one in the folder is not there, with your code"
    path = Path("/home/kim/" + "long" * 25)
    Console(plain=True, as_json=False).show(
        f"{lead}: selfcare vault recovery use, or look: selfcare --journal {path} list"
    )
    lines = screen.getvalue().splitlines()
    assert "selfcare vault recovery use, or look:" in lines
    assert f"selfcare --journal {path} list" in lines
    assert " ".join(lines) == f"{lead}: selfcare vault recovery use, or look: selfcare --journal {path} list"


def test_a_path_reads_back_from_the_command_as_it_was() -> None:
    for path in (Path("/tmp/a b"), Path("/tmp/$HOME"), Path("/tmp/plain-1.2")):
        assert shlex.split(typed(path)) == [str(path)]
