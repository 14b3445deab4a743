"""A session keeps its journal to itself: whatever is typed in it, nobody can put another in its place meanwhile."""

import sys

import pytest
from tests.conftest import PASSPHRASE, Home
from tests.terminal import CTRL_D, Terminal, at_terminal

from selfcare.errors import Busy
from selfcare.vault import database, recovery

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="there an open file cannot be moved at all")

LINES = (
    "vault status",
    "vault backup",
    "vault backups",
    "vault verify",
    "vault recovery check --code-file code",
    "vault recovery check --code-file wrong",
    "vault recovery use --code-file code",
    "vault restore made.backup --yes",
    "vault restore made.backup --into elsewhere --yes",
    "vault rescue new --recovery-to rescued",
    "vault keys",
    "vault hold on",
    "vault hold off",
    "vault retention",
    "vault retention set note 3",
    "vault keyring off",
    "vault passphrase --not-known --new-passphrase-file same",
    "vault compact --yes",
    "vault compact --new-key --yes --recovery-to compacted",
    "vault recovery new --recovery-to again",
    "vault recovery check --code-file again",
)
"""Every command of the vault, the ones that change the lock last."""


def is_kept(home: Home) -> bool:
    """Whether nobody can have the database's file alone."""
    try:
        with database.unopened(home.folder / database.NAME):
            return False
    except Busy:
        return True


def after(person: Terminal, line: str) -> str:
    """Type a line; what the screen showed until the session asks for the next."""
    person.child.send(f"{line}\r")
    return person.asked("selfcare> ")


@pytest.fixture
def furnished(empty_home: Home) -> Home:
    """A home with a journal, its code, a wrong code, a backup and the passphrase in files."""
    home = empty_home
    assert home.run("init", "--role", "nurse", "--recovery-to", "code").code == 0
    (home.path / "wrong").write_text(recovery.code_from(recovery.new_root()))
    (home.path / "same").write_text(PASSPHRASE)
    assert home.run("vault", "backup", "made.backup").code == 0
    return home


def test_no_command_of_the_vault_lets_go_of_the_journal(furnished: Home) -> None:
    with at_terminal(furnished, "open", environment={"SELFCARE_PASSPHRASE": PASSPHRASE}) as person:
        person.asked("selfcare> ")
        let_go = [line for line in LINES if (after(person, line), not is_kept(furnished))[1]]
        assert let_go == []
        assert furnished.process("vault", "restore", "made.backup", "--yes").code == Busy.exit_code
        after(person, "note typed since")
        person.presses(CTRL_D)
        assert person.ends() == 0
    assert any("typed since" in str(each["fields"]) for each in furnished.records())


def test_the_code_is_checked_in_a_session_too(furnished: Home) -> None:
    with at_terminal(furnished, "open", environment={"SELFCARE_PASSPHRASE": PASSPHRASE}) as person:
        person.asked("selfcare> ")
        assert "This code opens your journal" in after(person, "vault recovery check --code-file code")
        assert "not one that opens this journal" in after(person, "vault recovery check --code-file wrong")
        assert "open in this session" in after(person, "vault recovery use --code-file code")


def test_every_command_of_the_vault_is_among_them() -> None:
    from typer.main import get_command

    from selfcare.cli.vault import vault

    names = {" ".join(words) for words in leaves(get_command(vault))}
    typed = {line.removeprefix("vault ") for line in LINES}
    assert {name for name in names if not any(f"{each} ".startswith(f"{name} ") for each in typed)} <= {"keyring on"}


def leaves(command: object, words: tuple[str, ...] = ()) -> list[tuple[str, ...]]:
    found: dict[str, object] = getattr(command, "commands", {})
    return [leaf for name, each in found.items() for leaf in leaves(each, (*words, name))] or [words]
