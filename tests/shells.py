"""What Tab offers in real shells. Each is one process, asked about many lines, in which no `selfcare` can be found."""

import os
import shutil
import subprocess
import time
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import Any

import pytest

pexpect = pytest.importorskip("pexpect", reason="pseudo-terminals are of Unix alone")

END = "--end--"
PATIENCE_SECONDS = 60
CTRL_U = "\x15"

BASH = """
PS1='$ '
bind 'set enable-bracketed-paste off'
. ./script
_probe() { _selfcare "$@"; printf '%s\\n' "${COMPREPLY[@]}" --end-- >> ./offered; }
complete -F _probe selfcare
echo ready >> ./offered
"""
ZSH = """
autoload -Uz compinit && compinit -u -d ./dump
unsetopt auto_list auto_menu
zstyle ':completion:*' completer _complete
bindkey -e
compadd() {
    local -a hits
    if [[ ${@[1,(i)(-|--)]} != *-(O|A|D)\\ * ]]; then
        builtin compadd -O hits "$@"
        print -rl -- $hits >> ./offered
    fi
    builtin compadd "$@"
}
. ./script
_probe() { _selfcare "$@"; local found=$?; print -r -- --end-- >> ./offered; return found }
compdef _probe selfcare
print ready >> ./offered
"""
POWERSHELL = """
. ./script.ps1
Get-Content ./lines | ForEach-Object { (TabExpansion2 $_ $_.Length).CompletionMatches.CompletionText; '--end--' }
"""


def offered(shell: str, script: str, lines: Iterable[str], folder: Path) -> dict[str, set[str]]:
    """What `shell`, started in `folder`, offers at the end of each line. Of `--option=value` it is the value."""
    (folder / "script").write_text(script)
    environment = {"PATH": os.defpath, "HOME": str(folder), "TERM": "dumb", "LANG": "C.UTF-8", "ZDOTDIR": str(folder)}
    found = _ASKED[shell](list(lines), folder, environment)
    return {line: {_without_option(word) for word in words if word} for line, words in found.items()}


def program_of(shell: str) -> str | None:
    """Where the shell is, if it is here."""
    return shutil.which("pwsh" if shell == "powershell" else shell)


def _path(name: str) -> str:
    return shutil.which(name) or name


def _without_option(word: str) -> str:
    option, equals, value = word.strip().partition("=")
    return value if equals and value and option.startswith("--") else word.strip()


def _bash(lines: list[str], folder: Path, environment: Mapping[str, str]) -> dict[str, list[str]]:
    (folder / "start").write_text(BASH)
    return _typed(["bash", "--noprofile", "--rcfile", "./start", "-i"], lines, folder, environment)


def _zsh(lines: list[str], folder: Path, environment: Mapping[str, str]) -> dict[str, list[str]]:
    (folder / ".zshrc").write_text(ZSH)
    return _typed(["zsh", "-d", "-i"], lines, folder, environment)


def _typed(command: list[str], lines: list[str], folder: Path, environment: Mapping[str, str]) -> dict[str, list[str]]:
    """Type each line and Tab in a terminal, and read what the shell was given to offer."""
    answers = folder / "offered"
    found = {}
    with pexpect.spawn(_path(command[0]), command[1:], cwd=folder, env=environment, encoding="utf-8") as terminal:
        _awaited(answers, "ready", terminal)
        for line in lines:
            answers.write_text("")
            terminal.send(f"{line}\t")
            found[line] = _awaited(answers, END, terminal)
            terminal.send(CTRL_U)
    return found


def _awaited(answers: Path, end: str, terminal: Any) -> list[str]:
    latest = time.monotonic() + PATIENCE_SECONDS
    while time.monotonic() < latest:
        if answers.exists() and answers.read_text().endswith(f"{end}\n"):
            return answers.read_text().splitlines()[:-1]
        terminal.expect([pexpect.TIMEOUT, r".+"], timeout=0.02)
    raise AssertionError(f"The shell does not answer: {terminal.before}")


def _fish(lines: list[str], folder: Path, environment: Mapping[str, str]) -> dict[str, list[str]]:
    asked = "source ./script; for line in $argv; complete -C $line; echo --end--; end"
    return _printed(["fish", "--no-config", "-c", asked, *lines], lines, folder, environment)


def _powershell(lines: list[str], folder: Path, environment: Mapping[str, str]) -> dict[str, list[str]]:
    (folder / "script").rename(folder / "script.ps1")
    (folder / "lines").write_text("".join(f"{line}\n" for line in lines))
    return _printed(["pwsh", "-NoProfile", "-Command", POWERSHELL], lines, folder, environment)


def _printed(
    command: list[str], lines: list[str], folder: Path, environment: Mapping[str, str]
) -> dict[str, list[str]]:
    done = subprocess.run(
        [_path(command[0]), *command[1:]],
        cwd=folder,
        env=environment,
        capture_output=True,
        text=True,
        check=True,
        timeout=PATIENCE_SECONDS,
    )
    assert not done.stderr
    blocks = done.stdout.split(f"{END}\n")[:-1]
    words = ([word.partition("\t")[0] for word in block.splitlines()] for block in blocks)
    return dict(zip(lines, words, strict=True))


_ASKED: Mapping[str, Callable[[list[str], Path, Mapping[str, str]], dict[str, list[str]]]] = {
    "bash": _bash,
    "zsh": _zsh,
    "fish": _fish,
    "powershell": _powershell,
}
