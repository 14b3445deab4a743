"""Pages of the documents as a person follows them: their blocks, and their commands typed at a terminal."""

import re
import shlex
from collections.abc import Iterator, Mapping
from datetime import datetime, timedelta
from pathlib import Path

from tests.conftest import NOW, PASSPHRASE, Home
from tests.terminal import CTRL_C, ENTER, at_terminal, program_at

ROOT = Path(__file__).parents[1]
README = ROOT / "README.md"
PAGES = (README, *sorted((ROOT / "docs").rglob("*.md")))

_SECRET = re.compile(r"(?:New passphrase|The same again|Passphrase).*:$")
_PROMPT = re.compile(
    r"((?:[\w,-]+ )*>|.*\[y/N\]|(?:Who|Number|Recovery code|Name to put away|Pseudonym, or Enter for \w+):)"
    r"(?: (?P<typed>.*))?$"
)


def named(page: Path) -> str:
    """How a page is called in what a test tells."""
    return str(page.relative_to(ROOT))


def blocks(page: Path, kind: str = "") -> list[str]:
    """The fenced blocks of a page, those of one kind or all."""
    return re.findall(rf"^```{kind}\w*\n(.*?)^```", page.read_text("utf-8"), re.MULTILINE | re.DOTALL)


def prose(page: Path) -> str:
    """The sentences of a page. What is typed counts as one short word; headings, tables and references do not count."""
    text = page.read_text("utf-8").partition("\n## References\n")[0]
    text = re.sub(r"^```.*?^```|<!--.*?-->", "", text, flags=re.MULTILINE | re.DOTALL)
    text = re.sub(r"^[#|].*$", "", text, flags=re.MULTILINE)
    return re.sub(r"`[^`]*`", "it", re.sub(r"\[([^\]]*)\]\([^)]*\)", r"\1", text))


def transcripts(page: Path) -> Iterator[tuple[str, str]]:
    """Each command of the program that a page shows with its answer, and the screen below it."""
    for block in blocks(page, "console"):
        for part in re.split(r"^\$ selfcare ", block.replace("\\\n", ""), flags=re.MULTILINE)[1:]:
            command, _, screen = part.partition("\n")
            yield command, screen


def walk_at_terminal(page: Path, home: Home, stands_for: Mapping[str, str]) -> None:
    """Each command at a terminal, a minute after the one before. `stands_for` has what is there for words of the page.

    What stands behind a prompt is typed; after "..." it is left with Ctrl-C. Handles are random, so each that is kept
    stands for the one on the page from then on.
    """
    here = dict(stands_for)
    for minute, (command, screen) in enumerate(transcripts(page)):
        now = NOW + timedelta(minutes=minute)
        seen = _typed_at_terminal(home, _replaced(command, here), _replaced(screen, here), now)
        here |= zip(_kept_as(screen), _kept_as(seen), strict=True)
        shown = _replaced(screen, here)
        begun = shown.endswith("...\n") and seen.startswith(shown.removesuffix("...\n"))
        assert shown == seen or begun, f"{command}\n{seen}"


def _replaced(text: str, stands_for: Mapping[str, str]) -> str:
    for shown, real in stands_for.items():
        text = text.replace(shown, real)
    return text


def _kept_as(screen: str) -> list[str]:
    return re.findall(r"Kept as (\w{5}),", screen)


def _typed_at_terminal(home: Home, command: str, screen: str, now: datetime) -> str:
    """The screen when a person types what stands behind the prompts of `screen`; no line ends in a space."""
    with at_terminal(home, "--plain", *shlex.split(command), program=program_at(now)) as terminal:
        for line in screen.splitlines():
            if _SECRET.match(line):
                terminal.whispers(PASSPHRASE, at=line)
            elif prompt := _PROMPT.match(line):
                terminal.until(prompt[1])
                terminal.presses((prompt["typed"] or "") + ENTER)
        if screen.endswith("...\n"):
            terminal.until("> ")
            terminal.presses(CTRL_C)
        assert terminal.ends() in (0, 130)
        return "".join(f"{line.rstrip()}\n" for line in terminal.seen.splitlines())
