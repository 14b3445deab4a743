"""The recovery sheet: one page for paper, with a recovery code and how to use it. No report: it holds no record."""

import json
import re
import textwrap
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from selfcare.errors import Usage
from selfcare.render import extras
from selfcare.render.pdf import PdfFile, typeset
from selfcare.render.visible import visible

TITLE = "Recovery code"
LEAD = "It opens one selfcare journal when its passphrase is forgotten, or its key file (journal.keys) is lost."
LETTERS = (
    "Digits and capital letters. 0 is always zero and 1 is always one, as no code has the letters I, L, O or U. "
    "Look twice at 2 and Z, 5 and S, 6 and G, 8 and B. Small letters, spaces and hyphens make no difference."
)
ENDINGS = (".txt", ".pdf")
WIDTH = 76
BESIDE = 3
"""Groups in a row."""
_GROUP = re.compile(r"[1-9]: +([0-9A-Z]{4})\b")


@dataclass(frozen=True)
class Part:
    """One part of the page: its heading, then points, or `steps` where their order counts."""

    heading: str
    points: tuple[str, ...]
    steps: bool = False


PARTS = (
    Part(
        "When the passphrase is forgotten, or the key file is lost",
        (
            "Go to the computer that has the journal. On a new one, bring a backup back first: "
            "selfcare vault restore FILE. Press Enter where it asks for the passphrase, and it asks for the code.",
            "Type: selfcare vault recovery use",
            "Type the nine groups when you are asked for the code. If one has a slip, you are told which.",
            "Choose a new passphrase. Everything is there again, and this code stays the same.",
        ),
        steps=True,
    ),
    Part(
        "Two things to know",
        (
            "To try this page, at any time: selfcare vault recovery check. It changes nothing.",
            "If no journal is found, type --journal and the folder above after the word selfcare.",
        ),
    ),
    Part(
        "Keep it safe",
        (
            "Keep it at home with your own papers, apart from the computer: not in its bag, and not as a photo.",
            "Whoever has this page and the journal's files can read all of it, without your passphrase. "
            "No manager, employer or IT desk should have it, and nobody else whom you would not let read.",
            "Delete the file that this page was printed from.",
            "If the passphrase and this page are both lost, nobody can open the journal.",
        ),
    ),
    Part(
        "When it is void",
        (
            "A new code makes this one void for the journal. Print the new one.",
            "An old code still opens backups and copies from before it was void. "
            "Tear this page up once you need none of them.",
        ),
    ),
)


@dataclass(frozen=True)
class Sheet:
    """What differs from page to page: the code, the journal's folder, and the day it was made."""

    code: str = field(repr=False)
    folder: Path
    day: date

    @property
    def groups(self) -> tuple[str, ...]:
        """The code in its groups of four."""
        return tuple(self.code.split("-"))

    @property
    def facts(self) -> tuple[tuple[str, str], ...]:
        """Which journal it is for, and since when."""
        return ("Journal", visible(str(self.folder))), ("Date", f"{self.day.day} {self.day:%B %Y}")


def check_ending(file: Path) -> None:
    """Raises `Usage` where the name of `file` ends in no form of the sheet, `Failed` where its extra is missing."""
    if file.suffix.lower() not in ENDINGS:
        raise Usage("A recovery sheet is text or a PDF.", f"Let the file's name end in {' or '.join(ENDINGS)}.")
    if file.suffix.lower() == ".pdf":
        extras.need("pdf", f"Text needs nothing: --recovery-sheet {file.stem}.txt")


def rendered(sheet: Sheet, file: Path) -> PdfFile:
    """The bytes of the sheet in the form that the name of `file` ends in, with what its maker should know."""
    return pdf(sheet) if file.suffix.lower() == ".pdf" else PdfFile(text(sheet).encode())


def text(sheet: Sheet) -> str:
    """The sheet as plain text, less than 80 columns wide."""
    return "\n".join(_lines(sheet)) + "\n"


def code_on(text: str) -> str:
    """The code on a sheet that `text` made, as its groups stand there."""
    return "-".join(_GROUP.findall(text))


def _lines(sheet: Sheet) -> Iterator[str]:
    yield from (TITLE, "=" * len(TITLE), "", *_wrapped(LEAD), "")
    yield from (f"{label + ':':<9}{words}" for label, words in sheet.facts)
    numbered = [f"{number}:  {group}" for number, group in enumerate(sheet.groups, start=1)]
    for start in range(0, len(numbered), BESIDE):
        yield from ("", "      " + "       ".join(numbered[start : start + BESIDE]))
    yield from ("", *_wrapped(LETTERS))
    for part in PARTS:
        yield from ("", f"{part.heading}:")
        for number, point in enumerate(part.points, start=1):
            yield from _wrapped(point, f"{number}. " if part.steps else "-  ")


def _wrapped(words: str, mark: str = "") -> list[str]:
    indent = " " * len(mark)
    return textwrap.wrap(words, WIDTH, initial_indent=mark, subsequent_indent=indent, break_on_hyphens=False)


def pdf(sheet: Sheet) -> PdfFile:
    """The sheet on one page of A4, tagged for screen readers."""
    page = {
        "title": TITLE,
        "lead": LEAD,
        "facts": sheet.facts,
        "groups": sheet.groups,
        "letters": LETTERS,
        "parts": [{"heading": each.heading, "points": each.points, "steps": each.steps} for each in PARTS],
    }
    return typeset(json.dumps(page, ensure_ascii=False), "recovery_sheet.typ")
