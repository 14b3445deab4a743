"""A new key for everything: a backup first, the new code handed over, and what the old ones still open."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from selfcare.cli import automatic_backups, recovery_code, run
from selfcare.vault.backups import REKEY
from selfcare.vault.recovery import code_from, new_root

if TYPE_CHECKING:
    from selfcare.journal.journal import Journal

UNDONE = "Nothing was changed."


def nothing_first() -> None:
    """Nothing is to be done before the new key."""


def rekeyed(
    here: run.Run,
    journal: "Journal",
    passphrase: str,
    to: tuple[Path | None, Path | None],
    *,
    first: Callable[[], object] = nothing_first,
) -> None:
    """Encrypt everything anew under a new key that `passphrase` and a new code open; `first` is done just before.

    `to` are the files for the code and for a sheet; without the first it is shown and asked back. What was found on the
    way is said.
    """
    automatic_backups.before(here, journal, REKEY)
    root, vault = new_root(), journal.vault

    def is_void() -> bool:
        return not vault.may_open_with(root)

    before = vault.notices
    with recovery_code.handed_over(here, code_from(root), *to, is_void=is_void, undone=UNDONE, in_place_of_one=True):
        first()
        vault.rekey(root, passphrase)
    say_new_notices(here, journal, before)


def say_new_notices(here: run.Run, journal: "Journal", before: Sequence[str]) -> None:
    """Say what the vault found since its notices were those `before`."""
    for notice in journal.vault.notices[len(before) :]:
        here.console.remark(notice)


def show_old_copies(here: run.Run, old: Sequence[Path], with_what: str, when: str = "Then") -> None:
    """Name the copies that still open `with_what`: whoever has that, and them, can read them. `when` to delete them."""
    here.console.show(f"Copies of the journal made before now still open with {with_what}.")
    here.console.show("Make a new one for another disk: selfcare vault backup FILE")
    if old:
        here.console.show(f"{when} delete these yourself, once you are sure that you need none of them:")
    for each in old:
        here.console.show_path(each)
