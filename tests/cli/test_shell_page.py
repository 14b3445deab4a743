"""docs/how-to/shell.md: its line for each shell is typed there as it stands, and Tab then knows selfcare."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from tests.shells import program_of

from selfcare.cli.shell_scripts import SHELLS, script_for

PAGE = Path(__file__).parents[2] / "docs" / "how-to" / "shell.md"
KNOWS = {
    "bash": ["bash", "-i", "-c", "complete -p selfcare"],
    "zsh": ["zsh", "-d", "-i", "-c", "print selfcare: $_comps[selfcare]"],
    "fish": ["fish", "-c", "complete -C 'selfcare refl'"],
}
SAYS = {"bash": "complete -F _selfcare selfcare", "zsh": "selfcare: _selfcare", "fish": "reflect\t"}


def line_for(shell: str) -> str:
    (line,) = re.findall(rf"^```{shell}\n(.*selfcare completion .*)\n```", PAGE.read_text("utf-8"), re.MULTILINE)
    return str(line)


@pytest.mark.parametrize("shell", SHELLS)
def test_a_script_begins_with_the_line_that_the_page_has(shell: str) -> None:
    assert f"\n#     {line_for(shell)}\n" in "\n".join(script_for(shell).splitlines()[:6])


@pytest.mark.parametrize(
    "shell",
    [
        pytest.param(each, marks=pytest.mark.skipif(not program_of(each), reason=f"{each} is not on this machine"))
        for each in KNOWS
    ],
)
def test_the_line_for_a_shell_makes_tab_know_selfcare(shell: str, tmp_path: Path) -> None:
    here = tmp_path / "bin" / "selfcare"
    here.parent.mkdir()
    here.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m selfcare "$@"\n')
    here.chmod(0o755)
    environment = {"HOME": str(tmp_path), "PATH": f"{here.parent}:{os.defpath}", "TERM": "dumb", "LANG": "C.UTF-8"}
    subprocess.run([shutil.which(shell) or shell, "-c", line_for(shell)], env=environment, check=True)
    here.write_text(f'#!/bin/sh\ntouch "{tmp_path}/started"\n')
    asked = subprocess.run(
        KNOWS[shell], env=environment, check=True, capture_output=True, text=True, stdin=subprocess.DEVNULL
    )
    assert SAYS[shell] in asked.stdout
    assert not (tmp_path / "started").exists()  # Tab starts no program
