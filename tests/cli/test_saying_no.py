"""To say no to what would destroy or overwrite is an answer like any other: nothing is done, and nothing is wrong."""

from tests.conftest import PASSPHRASE, Home
from tests.terminal import at_terminal

KNOWN = {"SELFCARE_PASSPHRASE": PASSPHRASE}


def test_a_bin_that_is_not_to_be_emptied_stays_as_it_is(home: Home) -> None:
    home.run("note", "kept in the bin")
    (note,) = home.records()
    home.run("remove", note["handle"])
    with at_terminal(home, "bin", "empty", environment=KNOWN) as terminal:
        terminal.types("n", at="[y/N] ")
        assert terminal.ends() == 0
    assert "Nothing was erased." in terminal.seen
    assert [each["id"] for each in home.run("bin", "list", "--json").object["records"]] == [note["id"]]


def test_a_file_that_is_not_to_be_overwritten_stays_as_it_is(home: Home) -> None:
    """A page, and a recovery code on the way to a journal: one way of asking."""
    taken = home.path / "taken.md"
    taken.write_text("a shopping list")
    second = ("--journal", str(home.path / "second"))
    for words in (("supervision", "summary", "--to", "taken.md"), ("init", "--recovery-to", "taken.md", *second)):
        with at_terminal(home, *words, environment=KNOWN) as terminal:
            terminal.types("n", at="[y/N] ")
            assert terminal.ends() == 0
        assert "Nothing was written." in terminal.seen
        assert taken.read_text() == "a shopping list"
    assert not (home.path / "second").exists()
