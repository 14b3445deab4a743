"""Handing over a recovery code: shown once on the terminal and asked back, or written to a file of its own."""

import secrets
from pathlib import Path

from selfcare import places
from selfcare.cli import ask
from selfcare.cli.run import Run
from selfcare.errors import Failed, Usage

ASKED_BACK = 2

_FILE_WORDS = """
This is the recovery code of your selfcare journal. With it, anyone who has the
journal's database can open it. Print this page, keep it away from the computer,
then delete this file. If the passphrase is ever lost:

  selfcare vault recovery use --code-file FILE
"""


def check_place(run: Run, file: Path | None, *, force: bool) -> None:
    """Refuse, before anything is made, a place where the code may not go."""
    if file is None:
        if not run.console.interactive:
            raise Usage(
                "The recovery code needs a place to go, and there is no terminal to show it on.",
                "Add --recovery-to FILE, outside the journal's folder.",
            )
        return
    if file.resolve().is_relative_to(run.folder.resolve()):
        raise Usage("The recovery code may not lie in the journal's folder.", "Choose a file somewhere else.")
    if file.exists() and not force:
        raise Failed(f"{file} is already there.", "Choose another file, or add --force to overwrite it.")
    if not file.resolve().parent.is_dir():
        raise Failed(f"There is no folder {file.resolve().parent}.", "Make it first, or choose another place.")


def hand_over(run: Run, code: str, file: Path | None) -> None:
    """Give the person their code, and go on only when they have it."""
    if file is None:
        _show_and_ask_back(run, code)
        return
    places.write_whole(file, f"{code}\n{_FILE_WORDS}".encode())
    run.console.say("The recovery code is in this file. Print it, then delete it:")
    run.console.say(str(file))


def _show_and_ask_back(run: Run, code: str) -> None:
    say = run.console.say
    groups = code.split("-")
    say("\nYour recovery code opens the journal when the passphrase is lost. It is shown")
    say("only now. Write it on paper and keep it away from this computer.\n")
    for start in range(0, len(groups), 3):
        say("    " + "   ".join(f"{n + 1}: {groups[n]}" for n in range(start, min(start + 3, len(groups)))))
    for number in sorted(secrets.SystemRandom().sample(range(len(groups)), ASKED_BACK)):
        while not _same(ask.line(run.console, f"\nType group {number + 1} from your paper: "), groups[number]):
            say("That is not what stands above. Look at your paper again.")


def _same(typed: str, group: str) -> bool:
    folded = typed.strip().upper().replace("O", "0").replace("I", "1").replace("L", "1")
    return folded == group.upper()
