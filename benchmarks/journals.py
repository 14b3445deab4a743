"""Two journals behind one interface: selfcare, and jrnl with its encryption on, each in a home of its own."""

import json
import os
import subprocess
import sys
from abc import ABC, abstractmethod
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

JRNL = Path(__file__).parent.parent / ".bench" / "jrnl" / "bin" / "jrnl"
"""jrnl in its own environment; `make reliability` and `make bench` put it there."""
PASSPHRASE = "benchmarks are no secret"
JRNL_SETTINGS = """
version: v4.6
colors: {{body: none, date: none, tags: none, title: none}}
default_hour: 9
default_minute: 0
editor: '{editor}'
encrypt: true
highlight: false
indent_character: '|'
journals: {{default: {{journal: '{file}'}}}}
linewrap: 79
tagsymbols: '@'
template: false
timeformat: '%Y-%m-%d %H:%M'
"""
_FRAME = str.maketrans("", "", "┏┓┗┛━┃")


@dataclass(frozen=True)
class Ended:
    """How a run of a program ended: its exit code, what it answered, and what it said."""

    code: int
    out: str
    said: str


class Program(ABC):
    """A journal that is kept by one program in `home`."""

    name: str
    listing: tuple[str, ...]
    """The words that show all entries."""
    start_with: list[str]
    """What starts the program; the words of a command follow."""
    file: Path
    """Where the entries are."""

    def __init__(self, home: Path) -> None:
        self.home = home
        self.home.mkdir(parents=True, exist_ok=True)

    @abstractmethod
    def environment(self, passphrase: str) -> dict[str, str]:
        """What the program is given."""

    @abstractmethod
    def make(self) -> None:
        """Make an empty journal."""

    @abstractmethod
    def adding(self, text: str, at: str = "") -> list[str]:
        """The words that add an entry; `at` is a day and a time."""

    @abstractmethod
    def entries(self) -> list[tuple[str, str]]:
        """The day and the text of each entry. Raises `ValueError` where the journal does not open."""

    def start(self, *words: str, passphrase: str = PASSPHRASE, under: tuple[str, ...] = ()) -> "subprocess.Popen[str]":
        """Run it without a terminal; `under` another program. What it asks for is the passphrase."""
        process = subprocess.Popen(
            [*under, *self.start_with, *words],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            env={"PATH": os.environ["PATH"], "HOME": str(self.home), **self.environment(passphrase)},
            cwd=self.home,
            text=True,
            start_new_session=True,
        )
        assert process.stdin
        with suppress(BrokenPipeError):  # a program that asks for nothing may have ended by now
            process.stdin.write(f"{passphrase}\n" * 3)
            process.stdin.close()
        process.stdin = None
        return process

    def run(self, *words: str, passphrase: str = PASSPHRASE, under: tuple[str, ...] = ()) -> Ended:
        """The same, to its end."""
        return ended(self.start(*words, passphrase=passphrase, under=under))

    def add(self, text: str, at: str = "") -> Ended:
        """Add an entry."""
        return self.run(*self.adding(text, at))


def ended(process: "subprocess.Popen[str]") -> Ended:
    """Wait for the end of a run."""
    out, err = process.communicate(timeout=900)
    return Ended(process.returncode, out, err)


class Selfcare(Program):
    """This program; an entry is a reflection, which unlocks the journal, as jrnl does."""

    name = "selfcare"
    listing = ("list",)

    def __init__(self, home: Path) -> None:
        super().__init__(home)
        self.file = home / "journal" / "journal.db"
        self.start_with = [sys.executable, "-m", "selfcare"]
        self.code = home / "code.txt"

    def environment(self, passphrase: str) -> dict[str, str]:
        """The folder and the passphrase."""
        return {"SELFCARE_JOURNAL": str(self.file.parent), "SELFCARE_PASSPHRASE": passphrase}

    def make(self) -> None:
        """Make an empty journal; its recovery code is in a file."""
        made = self.run(
            "init", "--nation", "england", "--role", "nurse", "--no-nights", "--recovery-to", str(self.code)
        )
        assert made.code == 0, made

    def adding(self, text: str, at: str = "") -> list[str]:
        """A reflection with one answer."""
        return ["reflect", "--answer", f"what={text}", *(["--at", at] if at else [])]

    def entries(self) -> list[tuple[str, str]]:
        """The day that each is filed under, and its answer."""
        return [(each["day"], each["fields"]["answers"]["what"]) for each in self._records()]

    def ids(self) -> list[str]:
        """The id of each."""
        return [each["id"] for each in self._records()]

    def _records(self) -> list[dict[str, Any]]:
        listed = self.run("list", "--kind", "reflection", "--json")
        if listed.code != 0:
            raise ValueError(listed.said)
        records: list[dict[str, Any]] = json.loads(listed.out)["records"]
        return records


class Jrnl(Program):
    """jrnl, which takes its password from standard input here."""

    name = "jrnl"
    listing = ("--format", "json")

    def __init__(self, home: Path, editor: str = "true") -> None:
        super().__init__(home)
        self.file = home / "journal.txt"
        settings = home / "jrnl.yaml"
        settings.write_text(JRNL_SETTINGS.format(editor=editor, file=self.file))
        self.start_with = [str(JRNL), "--config-file", str(settings)]

    def environment(self, passphrase: str) -> dict[str, str]:  # noqa: ARG002 (it is asked for, on standard input)
        """No keyring: it would keep the password."""
        return {"PYTHON_KEYRING_BACKEND": "keyring.backends.null.Keyring", "PYTHONWARNINGS": "ignore"}

    def make(self) -> None:
        """Make a journal, which jrnl does with the first entry."""
        made = self.add("The first entry.")
        assert made.code == 0, made

    def adding(self, text: str, at: str = "") -> list[str]:
        """An entry; jrnl reads its moment from the words before a colon."""
        return [f"{at}: {text}" if at else text]

    def entries(self) -> list[tuple[str, str]]:
        """The date and the text of each but the first."""
        listed = self.run("--format", "json")
        try:
            found = json.loads(listed.out)["entries"]
        except ValueError:
            raise ValueError(listed.said) from None
        every = [(each["date"], f"{each['title']}\n{each['body']}".strip()) for each in found]
        return [each for each in every if each[1] != "The first entry."]


def message(ended: Ended) -> str:
    """What a program said last that is no prompt, in one line."""
    lines = [line.translate(_FRAME).strip() for line in ended.said.splitlines()]
    told = [line for line in lines if line and line != "Error" and not line.startswith(("Password:", "Warning:"))]
    return told[0] if told else "nothing"
