"""To say no to what would destroy or overwrite is an answer like any other: nothing is done, and nothing is wrong."""

from tests.conftest import PASSPHRASE, Home
from tests.terminal import CTRL_C, at_terminal

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


def test_a_number_never_means_yes_where_something_would_be_lost(home: Home) -> None:
    home.run("note", "kept in the bin")
    home.run("remove", home.records()[0]["handle"])
    with at_terminal(home, "bin", "empty", environment=KNOWN) as terminal:
        terminal.types("1", at="[y/N] ")
        terminal.types("", at="[y/N] ")
        assert terminal.ends() == 0
    assert "Nothing was erased." in terminal.seen


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


def test_to_stop_at_the_question_is_a_no_as_well(home: Home) -> None:
    home.run("note", "kept in the bin")
    (note,) = home.records()
    home.run("remove", note["handle"])
    with at_terminal(home, "bin", "empty", environment=KNOWN) as terminal:
        terminal.asked("[y/N] ")
        terminal.presses(CTRL_C)
        assert terminal.ends() == 130
    assert "Nothing was erased." in terminal.seen
    assert len(home.run("bin", "list", "--json").object["records"]) == 1


def test_to_stop_before_a_new_key_is_made_changes_nothing_and_voids_the_new_code(home: Home) -> None:
    with at_terminal(home, "vault", "passphrase", "--known", environment=KNOWN) as terminal:
        terminal.whispers("seven doors and a kettle", at="typing is hidden): ")
        terminal.whispers("seven doors and a kettle", at="again: ")
        terminal.asked("from your paper: ")
        terminal.presses(CTRL_C)
        assert terminal.ends() == 130
    assert "Nothing was changed." in terminal.seen
    assert "The code above is void" in terminal.seen
    assert home.run("list").code == 0
