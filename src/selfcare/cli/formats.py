"""The formats in which a page is handed over: which one is meant, what locks it, and its bytes."""

import sys
from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from selfcare.cli.run import Run
from selfcare.errors import Usage

if TYPE_CHECKING:
    from selfcare.redaction.outgoing import Outgoing, Shareable

ENDINGS = {
    "text": ".txt",
    "md": ".md",
    "html": ".html",
    "pdf": ".pdf",
    "docx": ".docx",
    "json": ".json",
    "csv": ".csv",
}
NAMES = {
    "text": "plain text",
    "md": "Markdown",
    "html": "HTML",
    "pdf": "PDF",
    "docx": "Word",
    "json": "JSON",
    "csv": "a table, CSV",
}
"""What each is called where people read it."""
BINARY = ("pdf", "docx")
"""Each needs the extra of its own name, and no screen can show it."""
AGE = ".age"
READ_IT = "No check finds everything: read it before you hand it on."


@dataclass(frozen=True)
class Lock:
    """What locks a file that is handed over: a password on a PDF, or the public key of its one reader."""

    password: str | None = None
    recipient: str | None = None

    @property
    def is_set(self) -> bool:
        """Whether there is anything to open it with."""
        return self.password is not None or self.recipient is not None


OPEN = Lock()
"""Nothing."""


def format_of(file: Path | None, wanted: str | None, allowed: Collection[str]) -> str:
    """The format that was asked for, or that the file's ending means; text without either.

    Raises `Usage` for one that is not `allowed`, and `Failed` where what makes it is not installed.
    """
    if wanted is None:
        wanted = _meant(file) if file else "text"
        said = "The file's ending does not say which format it should have."
    else:
        said = "There is no such format."
    if wanted not in allowed:
        raise Usage(said, f"There is {', '.join(f'{each} ({ENDINGS[each]})' for each in allowed)}.")
    if wanted in BINARY:
        from selfcare.render.extras import need

        need(wanted)
    return wanted


def _meant(file: Path) -> str:
    ending = Path(file.name.removesuffix(AGE)).suffix.lower()
    return next((each for each, its_own in ENDINGS.items() if its_own == ending), "")


def lock_of(here: Run, form: str, *, password: bool, password_file: Path | None, recipient: str | None) -> Lock:
    """What the person wants the file locked with. Raises `Usage` where that cannot be, before anything is made."""
    if recipient is not None:
        from selfcare.render.recipient import check

        check(recipient)
    if not password and password_file is None:
        return Lock(recipient=recipient)
    if form != "pdf":
        raise Usage("Only a PDF takes a password.", "Name a file that ends in .pdf, or use --to-recipient.")
    return Lock(_password(here, password_file), recipient)


def _password(here: Run, file: Path | None) -> str:
    from selfcare.cli.passphrase_source import first_line_of
    from selfcare.cli.unlock import asked_twice

    if file is not None:
        return first_line_of(file)
    return asked_twice(here, "PDF password", "Use --password-file FILE.")


def named_for(file: Path, lock: Lock) -> Path:
    """The name of the file as it will be written: what only its reader's program opens says so."""
    if lock.recipient is None or file.suffix.lower() == AGE:
        return file
    return file.with_name(file.name + AGE)


def made(here: Run, outgoing: "Shareable", form: str, lock: Lock = OPEN) -> bytes:
    """The page's bytes. What could not be drawn as it is, is said."""
    content = _rendered(here, outgoing, form, lock.password)
    return locked(content, lock)


def locked(content: bytes, lock: Lock) -> bytes:
    """`content` for the one reader, where there is one."""
    if lock.recipient is None:
        return content
    from selfcare.render.recipient import encrypted_for

    return encrypted_for(content, lock.recipient)


def _rendered(here: Run, outgoing: "Shareable", form: str, password: str | None) -> bytes:
    if form == "pdf":
        from selfcare.render.pdf import pdf

        page = pdf(outgoing, password)
        if page.notice:
            here.console.say_unless_json(page.notice)
        return page.content
    if form == "docx":
        from selfcare.render.docx import docx

        return docx(outgoing)
    if form == "csv":
        from selfcare.render.csv_table import csv_table

        return csv_table(outgoing)
    return as_text(outgoing, form).encode()


def as_text(outgoing: "Outgoing", form: str) -> str:
    """The page in a format that is text."""
    if form == "html":
        from selfcare.render.html import html

        return html(outgoing)
    if form == "md":
        from selfcare.render.markdown import markdown

        return markdown(outgoing)
    from selfcare.render.plain_text import plain_text

    return plain_text(outgoing)


def who_can_read(lock: Lock = OPEN) -> str:
    """A plain word on who can read the file."""
    if lock.recipient is not None:
        return "Only the owner of that key can open this file; you cannot open it again yourself."
    if lock.password is not None:
        return "Anyone who has this file and its password can read it: tell the password by another road."
    return "Anyone who has this file can read it."


def to_pipe(here: Run, content: bytes, form: str, lock: Lock) -> None:
    """Hand the page to the program that reads our output."""
    if form != "text" or lock.is_set:  # a page says of itself that it is UTF-8, whatever the terminal's encoding
        sys.stdout.flush()
        sys.stdout.buffer.write(content)
    else:
        here.console.show(content.decode().removesuffix("\n"))
