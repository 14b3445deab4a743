"""Handing over a recovery code: shown once on the terminal and asked back, or in a file of its own; and on a sheet."""

import os
import secrets
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from selfcare import places, when
from selfcare.cli import ask, stopping
from selfcare.cli.files import refuse_place
from selfcare.cli.run import Run
from selfcare.errors import Failed, Interrupted, SelfcareError, Usage
from selfcare.render import recovery_sheet

ASKED_BACK = 2

_FILE_WORDS = """
This is the recovery code of your selfcare journal. With it, anyone who has the
journal's database can open it. Print this page, keep it away from the computer,
then delete this file. If the passphrase is ever lost:

  selfcare vault recovery use
"""


def check_place(run: Run, file: Path | None, sheet: Path | None = None, *, force: bool) -> None:
    """Refuse, before anything is made, a place where the code may not go: in a file of its own, or on a `sheet`."""
    if file is None and sheet is None and not run.console.interactive:
        raise Usage(
            "The recovery code needs a place to go, and there is no terminal to show it on.",
            "Add --recovery-to FILE, outside the journal's folder.",
        )
    if sheet is not None:
        recovery_sheet.check_ending(sheet)
    if file and sheet and file.resolve() == sheet.resolve():
        raise Usage("The code and the sheet need a file each.", "Give --recovery-sheet another name.")
    for each in filter(None, (file, sheet)):
        _check_file(run, each, force=force)


def _check_file(run: Run, file: Path, *, force: bool) -> None:
    if file.is_dir():
        raise Failed(f"{file} is a folder.", "Name a file in it for the code.")
    if (waiting := _waiting(file)).exists():
        raise Usage(
            f"{waiting} holds the code of an earlier try.",
            "`selfcare vault recovery check` tells whether it is the one that counts. Then move it away.",
        )
    refuse_place(run, file, "The recovery code", force=force)


@contextmanager
def handed_over(
    run: Run,
    code: str,
    file: Path | None,
    sheet: Path | None = None,
    *,
    is_void: Callable[[], bool],
    undone: str,
    in_place_of_one: bool = False,
) -> Iterator[None]:
    """Give the person their code, then do what makes it count. An older code in a file stays until that is done.

    Without a `file` it is shown, where there is a terminal; a `sheet` is a page for paper beside either. Until the code
    counts, what is written lies beside its place, on disk: whatever cuts this short, no code that counts is lost. Where
    what is done inside fails, `is_void` says whether the new code opens nothing and never will. `undone` is what
    someone is told who stops before it is done. `in_place_of_one`: they have a code on paper, which this one replaces.
    """
    pages = _pages(run, code, file, sheet)
    if file is None and run.console.interactive:
        with stopping.told(f"Stopped. {undone}", "The code above is void: strike it out on your paper."):
            _show_and_ask_back(run, code, in_place_of_one=in_place_of_one)
    try:
        for page in pages:
            places.write_whole(_waiting(page.file), page.content)
        yield
    except SelfcareError as error:
        raise type(error)(error.message, f"{error.hint} {_fate(pages, void=is_void())}") from None
    except KeyboardInterrupt:
        raise Interrupted("Stopped.", _fate(pages, void=is_void())) from None
    for page in pages:
        _put_in_place(run, page)


def write_sheet(run: Run, code: str, sheet: Path) -> None:
    """A page for paper, for a code that counts already."""
    page = _sheet(run, code, sheet)
    places.write_whole(page.file, page.content)
    _say_where(run, page.noun, page.file)


@dataclass(frozen=True)
class _Page:
    """A file with the code: what it is called, where it goes, and all that stands in it."""

    noun: str
    file: Path
    content: bytes = field(repr=False)


def _pages(run: Run, code: str, file: Path | None, sheet: Path | None) -> tuple[_Page, ...]:
    found = [_Page("recovery code", file, f"{code}\n{_FILE_WORDS}".encode())] if file else []
    return (*found, *([_sheet(run, code, sheet)] if sheet else []))


def _sheet(run: Run, code: str, file: Path) -> _Page:
    made = recovery_sheet.rendered(recovery_sheet.Sheet(code, run.folder, when.today()), file)
    if made.notice:
        run.console.say_unless_json(made.notice)
    return _Page("recovery sheet", file, made.content)


def _waiting(file: Path) -> Path:
    """Where a code for `file` is until it counts; a link is followed."""
    target = Path(os.path.realpath(file))
    return target.with_name(f"{target.name}.new")


def _fate(pages: Sequence[_Page], *, void: bool) -> str:
    """What became of a code that was given before something failed."""
    if not void:
        return "Keep the new code as well as the old: `selfcare vault recovery check` tells which one counts."
    for page in pages:
        _waiting(page.file).unlink(missing_ok=True)
    return "The code just made is void; any older one stands."


def _put_in_place(run: Run, page: _Page) -> None:
    file = page.file
    try:
        _waiting(file).replace(os.path.realpath(file))
    except OSError:
        file = _waiting(file)
    _say_where(run, page.noun, file)


def _say_where(run: Run, noun: str, file: Path) -> None:
    run.console.say_unless_json(f"The {noun} is in this file. Print it, then delete it:")
    run.console.say_unless_json(str(file))


def _show_and_ask_back(run: Run, code: str, *, in_place_of_one: bool) -> None:
    say = run.console.say
    groups = code.split("-")
    if in_place_of_one:
        say("\nThis recovery code is NEW. Once you are done here, the one on your paper is void.")
    say("\nYour recovery code opens the journal when the passphrase is lost. It is shown")
    say("only now. Write it on paper and keep it away from this computer.\n")
    rows = _rows(groups)
    for row in rows:
        say(row)
    for number in sorted(secrets.SystemRandom().sample(range(len(groups)), ASKED_BACK)):
        prompt = f"\nType group {number + 1} from your paper: "
        while not _same(ask.line(run.console, prompt, again=("", *rows)), groups[number]):
            say("That is not what stands above. Look at your paper again.")
    say("Right. The code still stands on this screen: clear it, or close the window, when you are done here.")


def _rows(groups: Sequence[str]) -> list[str]:
    """The groups of a code, numbered, three to a line."""
    numbered = [f"{number}: {group}" for number, group in enumerate(groups, start=1)]
    return ["    " + "   ".join(numbered[start : start + 3]) for start in range(0, len(numbered), 3)]


def _same(typed: str, group: str) -> bool:
    folded = typed.strip().upper().replace("O", "0").replace("I", "1").replace("L", "1")
    return folded == group.upper()
