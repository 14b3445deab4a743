"""From a passphrase to an open journal, and writing without one.

The first passphrase source that is set is final: a command, a file, or the environment. Else the computer's keyring is
tried, where the person lets it, and then the person is asked.
"""

import getpass
import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from selfcare import when
from selfcare.cli import head_start, hint, idle, names, stopping, typed_ahead
from selfcare.cli.ask import TRIES, until_right, yes
from selfcare.cli.passphrase_source import FILE_VARIABLE, first_line_of, from_source, has_source
from selfcare.cli.run import Run
from selfcare.errors import Usage, WrongPassphrase
from selfcare.vault import database, kdf, keyfile
from selfcare.vault.beside import Beside
from selfcare.vault.diagnosis import read_keys
from selfcare.vault.system_keyring import NoAnswer
from selfcare.vault.vault import Vault

if TYPE_CHECKING:
    from selfcare.journal.journal import Journal

Opened = TypeVar("Opened")

EMPTY = "An empty passphrase would lock nothing."
CHOOSE = "Choose four or more words that you can remember."


def ask_passphrase(prompt: str) -> str:
    """Ask on the terminal, showing nothing."""
    idle.begin()
    try:
        with idle.interrupting():
            typed = getpass.getpass(prompt)
    except KeyboardInterrupt:
        sys.stderr.write("\n")  # what is said of stopping begins a line of its own
        raise
    typed_ahead.show()
    return typed


def new_passphrase(run: Run) -> str:
    """A passphrase to set: from the sources, else asked for twice. Raises `Usage` for an empty one."""
    given = from_source()
    if given is None:
        return _asked_twice(run, f"Set {FILE_VARIABLE} to a file whose first line is the passphrase.")
    return _given(run, given)


def passphrase_in(file: Path) -> str:
    """A passphrase to lock something with, from the first line of `file`. Raises `Failed`, and `Usage` for none."""
    return _not_empty(first_line_of(file))


def next_passphrase(run: Run, file: Path | None) -> str:
    """A passphrase in place of the one that the sources hold: from `file`, else asked for twice. Raises `Usage`."""
    return _asked_twice(run, "Use --new-passphrase-file FILE.") if file is None else _given(run, first_line_of(file))


def _given(run: Run, passphrase: str) -> str:
    """A new passphrase that was not typed: one that is easily guessed is taken, and doubted all the same."""
    _not_empty(passphrase)
    _doubted(run, passphrase)
    return passphrase


def _not_empty(passphrase: str) -> str:
    if not passphrase.strip():
        raise Usage(EMPTY, CHOOSE)
    return passphrase


def _asked_twice(run: Run, otherwise: str) -> str:
    """A new passphrase; one that is easily guessed is doubted once. `otherwise` is what to do without a terminal."""
    while True:
        given = asked_twice(run, "passphrase", otherwise)
        if not given.strip():
            run.console.say(f"{EMPTY} {CHOOSE}")
        elif not _doubted(run, given) or yes(run.console, "Keep it?", default=False):
            return given


def asked_twice(run: Run, secret: str, otherwise: str) -> str:
    """A `secret`, such as a passphrase, typed twice the same; or nothing.

    Raises `Usage` with `otherwise` where nobody can type.
    """
    if not run.console.interactive:
        raise Usage(f"There is no terminal to ask for a {secret}.", otherwise)
    while (first := ask_passphrase(f"New {secret} (typing is hidden): ")).strip():
        if first == ask_passphrase("The same again: "):
            break
        run.console.say("The two were not the same. Once more.")
    typed_ahead.hide()  # a lock takes a moment to make; the next question shows what is typed again
    return first


def _doubted(run: Run, passphrase: str) -> bool:
    """Whether a new passphrase is easily guessed; then that is said, and why."""
    from selfcare.vault.strength import doubt

    near_at_hand = [run.folder.name]
    with suppress(OSError, KeyError, ImportError):
        near_at_hand.append(getpass.getuser())
    why = doubt(passphrase, near_at_hand)
    if why:
        run.console.say_unless_json(f"That passphrase is easier to guess than it need be. {why}.")
        run.console.say_unless_json("Four or more words that have nothing to do with each other are much harder.")
    return bool(why)


@contextmanager
def unlocked(run: Run) -> Iterator["Journal"]:
    """The open journal, for commands that read or change what is there. Sealed notes are taken in first."""
    with opened(run, unlock(run)) as journal:
        yield journal


def unlock(run: Run) -> Vault:
    """The vault by keyring or passphrase, or the one that a session has open. Raises `WrongPassphrase` after three."""
    read_keys(run.folder)
    if run.open_journal is not None:
        return run.open_journal.vault
    return by_keyring(run) or _by_passphrase(run)[0]


def by_keyring(run: Run) -> Vault | None:
    """The vault by this computer's keyring, where the person lets it; a passphrase source that is set comes first."""
    try:
        return None if has_source() else Vault.open_by_keyring(run.folder)
    except NoAnswer:
        run.console.remark("The keyring does not answer, so it is your passphrase that is needed.")
        return None


@contextmanager
def unlocked_by(run: Run) -> Iterator[tuple["Journal", str | None]]:
    """The open journal, and the passphrase that opened it; none inside a session, which does not keep it.

    The keyring is not tried: it is the passphrase that is wanted.
    """
    read_keys(run.folder)
    session = run.open_journal
    vault, passphrase = (session.vault, None) if session is not None else _by_passphrase(run)
    with opened(run, vault) as journal:
        yield journal, passphrase


def _by_passphrase(run: Run) -> tuple[Vault, str]:
    """The vault, and the passphrase that opened it; the heavy libraries are loaded meanwhile."""
    warm = _warm_up()

    def opened(passphrase: str) -> Vault:
        warm.join()
        return Vault.open(run.folder, passphrase)

    return with_passphrase(run, opened)


def with_passphrase(run: Run, opened: Callable[[str], Opened]) -> tuple[Opened, str]:
    """What the passphrase opens, and the passphrase: from the sources, else asked for three times.

    Raises what `opened` raises; `WrongPassphrase` only for the last of three.
    """
    given = from_source()
    if given is not None:
        return opened(given), given
    if not run.console.interactive:
        raise Usage(
            "This command needs your passphrase, and there is no terminal to ask on.",
            f"Set {FILE_VARIABLE} to a file whose first line is the passphrase.",
        )
    return until_right(run.console, lambda: ask_passphrase("Passphrase: "), opened)


def unlock_again(run: Run) -> Vault | None:
    """The vault after a session was locked; none where the person ends it, or where nobody would be asked."""

    def ask() -> str:
        typed = ask_passphrase("Passphrase (Enter ends): ")
        if not typed:
            raise EOFError
        return typed

    if has_source():
        return None
    try:
        return until_right(run.console, ask, lambda typed: Vault.open(run.folder, typed))[0]
    except (KeyboardInterrupt, EOFError):
        return None


@contextmanager
def proven(run: Run) -> Iterator[tuple["Journal", str]]:
    """The open journal and its passphrase, for what changes the lock: whoever knows it may, and no other.

    So neither an open session nor the keyring is enough. Raises `WrongPassphrase`, `Interrupted`.
    """
    with unlocked_by(run) as (journal, passphrase):
        with stopping.told("Stopped. Nothing was changed.", "The lock is as it was."):
            known = passphrase or passphrase_again(run)
        yield journal, known


def passphrase_again(run: Run) -> str:
    """The journal's passphrase, asked for and proven though the journal is open. Raises `WrongPassphrase`."""
    given = from_source()
    if given is None:
        given = ask_passphrase("Your passphrase as it is now: ")
    keys, _ = read_keys(run.folder)
    if keyfile.unwrap_first(keys.slots, given, keys.journal, slot_type=keyfile.PASSPHRASE) is None:
        raise WrongPassphrase("That passphrase does not open this journal.", "Nothing was changed.")
    return given


@contextmanager
def opened(run: Run, vault: Vault, *, for_session: bool = False, going_on: Path | None = None) -> Iterator["Journal"]:
    """An unlocked vault as a journal: what was found on the way is said, and sealed notes are taken in.

    All but `going_on`, a form that is still being answered: whoever goes on with it removes the file.

    It is closed at the end, unless it is a session's, or this week's backup comes first. A session closes it at once.
    """
    from selfcare.cli import automatic_backups

    if run.open_journal is not None and run.open_journal.vault is vault:
        _take_in(run, run.open_journal)
        with names.guarded(run, run.open_journal):
            yield run.open_journal
        if automatic_backups.is_due(run.open_journal):
            automatic_backups.weekly(run, run.open_journal, ExitStack())
        return
    from selfcare.journal.journal import Journal

    with ExitStack() as closing:
        closing.callback(vault.close)
        for notice in vault.notices:
            run.console.remark(notice)
        journal = Journal(vault)
        _take_in(run, journal, going_on)
        with names.guarded(run, journal):
            yield journal
        if not for_session and automatic_backups.is_due(journal):
            automatic_backups.weekly(run, journal, closing.pop_all())


def _take_in(run: Run, journal: "Journal", going_on: Path | None = None) -> None:
    from selfcare.journal.takein import take_in

    result = take_in(journal, going_on)
    if result.kept:
        sealed = "1 sealed record is" if result.kept == 1 else f"{result.kept} sealed records are"
        run.console.say_unless_json(f"{sealed} now in your journal.")
        names.tell(run, journal)
        hint.say_of_taken_in(run, journal, result.records)
    if result.unreadable:
        unreadable = f"Sealed files that nothing here can read: {result.unreadable}."
        run.console.say_unless_json(f"{unreadable} They stay in the inbox.")


def _warm_up(*, for_writing: bool = False) -> Beside[None]:
    """Load the heavy libraries while the passphrase is typed and its key derived; `for_writing` those of the hint too.

    Wait for it before anything else may import them: two at once would see half of what is loaded. What cannot be
    loaded is met again by whoever needs it, and told.
    """

    def load() -> None:
        kdf.load_primitives()
        database.load_driver()
        when.local_zone()
        import selfcare.journal.finding
        import selfcare.journal.takein

        if for_writing:
            import selfcare.redaction.knowing  # noqa: F401

    return Beside(load)


def unlocked_or_none(
    run: Run,
    *,
    prompt: str = "Passphrase (Enter writes without it): ",
    otherwise: str = "You can write all the same: it is sealed, and waits for the right passphrase.",
    meanwhile: Callable[[], None] = lambda: None,
    for_writing: bool = False,
) -> Vault | WrongPassphrase | None:
    """An open vault, none where the person goes on without unlocking, or why it stayed locked.

    `prompt` says what Enter alone does, and `otherwise` what there is after too many wrong passphrases. `meanwhile` is
    done while the key of a typed passphrase is derived, where that takes longer than a blink. `for_writing` loads what
    a hint takes beforehand.
    """
    if run.open_journal is not None:
        return run.open_journal.vault
    has_slot = bool(read_keys(run.folder)[0].of_type(keyfile.KEYRING))
    if not (has_source() or run.console.interactive or has_slot):
        return None
    warm = _warm_up(for_writing=for_writing)

    def by_typed(passphrase: str) -> Vault | WrongPassphrase:
        warm.join()
        key = head_start.begin(run.folder, passphrase)
        if key is not None and not head_start.is_there_in_a_blink(key):
            meanwhile()
        return _attempt(lambda: Vault.open(run.folder, passphrase))

    if has_source() or has_slot:
        warm.join()
    found = _by_source(run) or by_keyring(run) or _asked_or_none(run, by_typed, prompt, otherwise)
    warm.join()
    return found


def _by_source(run: Run) -> Vault | WrongPassphrase | None:
    given = from_source()
    return None if given is None else _attempt(lambda: Vault.open(run.folder, given))


def _asked_or_none(
    run: Run, opened: Callable[[str], Vault | WrongPassphrase], prompt: str, otherwise: str
) -> Vault | WrongPassphrase | None:
    if not run.console.interactive:
        return None
    for _ in range(TRIES):
        typed = ask_passphrase(prompt)
        if not typed:
            return None
        result = opened(typed)
        if isinstance(result, Vault):
            return result
        run.console.say("That passphrase does not open this journal.")
    run.console.say(otherwise)
    return None


def _attempt(open_vault: Callable[[], Vault]) -> Vault | WrongPassphrase:
    try:
        return open_vault()
    except WrongPassphrase as error:
        return error
