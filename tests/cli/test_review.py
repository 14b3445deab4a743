"""The review at a terminal: each finding in its sentence, answered once, remembered, and nothing written until then."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from tests.conftest import PASSPHRASE, Answer, Home
from tests.terminal import CTRL_C, Terminal, at_terminal

from selfcare.journal import envelope as envelopes
from selfcare.journal.records import put

PHONE = "07700 900123"
CHOICE, YES_OR_NO = "number > ", "[y/N] "


def keep(home: Home, text: str, **parts: str) -> str:
    """A record that is shared, kept without the cost of a process; its handle."""
    with home.open() as journal:
        return put(journal, envelopes.new("note", {"text": text}, share="share", **parts)).handle  # type: ignore[arg-type]


@contextmanager
def review(home: Home, *words: str) -> Iterator[Terminal]:
    """A summary for a file, at a terminal."""
    source = {"SELFCARE_PASSPHRASE": PASSPHRASE}
    with at_terminal(home, "supervision", "summary", "--to", "page.md", *words, environment=source) as terminal:
        yield terminal


def page(home: Home) -> str:
    return (home.path / "page.md").read_text("utf-8")


def again(home: Home) -> Answer:
    """The same page without anyone to ask: what was answered holds."""
    return home.run("supervision", "summary", "--to", "page.md", "--force")


def test_a_finding_is_shown_in_its_sentence_with_what_may_be_done(home: Home) -> None:
    handle = keep(home, f"A calm day. I rang {PHONE} [bold]twice[/] \x1b[31mnow\x1b[0m! Then home.")
    with review(home) as terminal:
        terminal.asked(CHOICE)
        assert f"1 to decide. A reflection to explore, item 1 ({handle})" in terminal.seen
        assert f"\n  I rang «{PHONE}» [bold]twice[/] \\x1b[31mnow\\x1b[0m!\n" in terminal.seen
        assert "phone, likely: has the form of a telephone number." in terminal.seen
        assert "A calm day" not in terminal.seen
        terminal.presses("5\r")
        assert terminal.ends() == 130
    assert "Stopped. Nothing was written." in terminal.seen
    assert not (home.path / "page.md").exists()


def test_a_name_becomes_a_pseudonym_wherever_it_stands_in_its_record(home: Home) -> None:
    keep(home, "Saw Rosalind at home.\n\nRosalind's mum was there.")
    with review(home) as terminal:
        terminal.types("1", at=CHOICE)
        terminal.types("Rosalind")
        terminal.types("")
        terminal.types("n", at=YES_OR_NO)
        assert terminal.ends() == 0
    assert "A pseudonym is no first name" in terminal.seen
    assert "Decided at the review: 1 replaced." in terminal.seen
    assert "Saw Larch at home." in page(home)
    assert "Larch's mum" in page(home)
    assert "Larch" not in home.run("people", "list").out


def test_a_name_that_was_put_away_is_offered_its_pseudonym_first(home: Home) -> None:
    keep(home, "zubrow rang again")
    home.run("people", "add", "Zubrow", "--as", "Walnut")
    with review(home) as terminal:
        terminal.asked(CHOICE)
        assert "name, likely: a name that you put away." in terminal.seen
        assert "Replace it by Walnut" in terminal.seen
        terminal.presses("1\r")
        assert terminal.ends() == 0
    assert "Walnut rang again" in page(home)


def test_a_pseudonym_can_be_put_in_from_then_on(home: Home) -> None:
    keep(home, "Saw Rosalind at home.")
    home.run("people", "add", "Osmund", "--as", "Pewter")
    with review(home) as terminal:
        terminal.types("r", at=CHOICE)
        terminal.types("pewter")
        terminal.types("y", at=YES_OR_NO)
        assert terminal.ends() == 0
    assert "You use: Pewter." in terminal.seen
    assert "Saw Pewter at home." in page(home)
    home.run("reflect", "--answer", "what=Rosalind rang me")
    assert home.records()[0]["fields"]["answers"]["what"] == "Pewter rang me"


def test_a_name_that_is_put_away_at_its_question_is_settled_with_its_title(home: Home) -> None:
    keep(home, f"Mr Baptiste fell. I rang {PHONE}.")
    with review(home) as terminal:
        assert "2 to decide." in terminal.types("1", at=CHOICE)
        terminal.types("")
        terminal.types("y", at=YES_OR_NO)
        shown = terminal.types("1", at=CHOICE)
        assert "1 to decide." in shown
        assert "phone, likely" in shown
        assert terminal.ends() == 0
    assert "- Larch fell. I rang [phone 1].\n" in page(home)


def test_general_words_take_the_place_of_a_title_too_where_the_name_was_put_away(home: Home) -> None:
    keep(home, "Met Mrs Okafor at work")
    home.run("people", "add", "Okafor")
    with review(home) as terminal:
        assert "Met «Mrs Okafor» at work" in terminal.types("2", at=CHOICE)
        terminal.types("1")
        terminal.types("")
        assert terminal.ends() == 0
    assert "- Met a relative at work\n" in page(home)


def test_back_leads_to_the_question_before_inside_a_finding(home: Home) -> None:
    keep(home, "Saw Rosalind at home.")
    with review(home) as terminal:
        terminal.types("1", at=CHOICE)
        terminal.types("walnut")
        terminal.types("<", at=YES_OR_NO)
        assert "Enter is Larch" in terminal.types("<")
        terminal.types("2", at=CHOICE)
        terminal.types("k")
        assert "Saw k at home." in terminal.types("<")
        assert "1  a relative" in terminal.types("<")
        terminal.types("3", at=CHOICE)
        terminal.types("<")
        terminal.types("1", at=CHOICE)
        terminal.types("pewter")
        terminal.types("n", at=YES_OR_NO)
        assert terminal.ends() == 0
    assert "There is no question before this one." not in terminal.seen
    assert "Saw Pewter at home." in page(home)


@pytest.mark.parametrize("typed", ["1", "Oak 7"])
def test_what_is_no_pseudonym_is_asked_for_again_before_anything_else(home: Home, typed: str) -> None:
    keep(home, "Saw Rosalind at home.")
    with review(home) as terminal:
        terminal.types("1", at=CHOICE)
        terminal.types(typed)
        terminal.types("walnut")
        terminal.types("n", at=YES_OR_NO)
        assert terminal.ends() == 0
    assert "A pseudonym is one word or two, each of three letters or more." in " ".join(terminal.seen.split())
    assert "Saw Walnut at home." in page(home)


def test_a_number_that_there_is_not_is_no_general_word(home: Home) -> None:
    keep(home, "Saw Rosalind at home.")
    with review(home) as terminal:
        terminal.types("2", at=CHOICE)
        terminal.types("99")
        terminal.types("1")
        assert "A number from 1 to" in terminal.seen
        terminal.types("")
        assert terminal.ends() == 0
    assert "99" not in page(home)


def test_general_words_are_looked_through_before_they_are_taken(home: Home) -> None:
    keep(home, "Saw Rosalind at Oak House.")
    with review(home) as terminal:
        terminal.types("2", at=CHOICE)
        terminal.types("")  # goes back
        terminal.types("g", at=CHOICE)
        terminal.types("her sister Sarah")
        terminal.types("2")
        assert "\n  Saw a colleague at Oak House.\n" in terminal.types("")
        terminal.types("general", at=CHOICE)
        terminal.types("a big house")
        assert "\n  Saw a colleague at a big house.\n" in terminal.types("the house by the sea")
        terminal.types("")
        assert terminal.ends() == 0
    assert "That could identify somebody too. Other words?" in terminal.seen
    assert "Saw a colleague at the house by the sea." in page(home)


def test_what_is_kept_needs_a_reason_and_is_counted_on_the_page(home: Home) -> None:
    keep(home, f"Our own desk is on {PHONE}.")
    with review(home) as terminal:
        terminal.types("3", at=CHOICE)
        terminal.types("  ")
        terminal.types("k", at=CHOICE)
        terminal.types("It is our own desk")
        assert terminal.ends() == 0
    assert "Decided at the review: 1 kept." in terminal.seen
    assert PHONE in page(home)
    assert "1 detail that the check asks about: kept by the practitioner." in page(home)
    assert "It is our own desk" not in page(home)


def test_a_record_can_be_left_out_and_comes_back_when_it_is_shared_anew(home: Home) -> None:
    handle = keep(home, f"Rang {PHONE} and sam@example.org")
    keep(home, "A calm week")
    with review(home) as terminal:
        terminal.types("4", at=CHOICE)
        assert terminal.ends() == 0
    assert f"Left out at the review: {handle}." in terminal.seen
    assert f"`selfcare share {handle} LEVEL` brings it back." in terminal.seen
    assert "Rang" not in page(home)
    assert "A calm week" in page(home)
    assert "Left out: 1 record at the check for identifiers." in page(home)
    told = home.run("supervision", "summary", "--json")
    assert told.object["left_out"]["review"] == 1
    home.run("share", handle, "share")
    assert again(home).code == 22


def test_answers_are_remembered_until_the_record_changes(home: Home) -> None:
    handle = keep(home, f"Rang {PHONE}")
    with review(home) as terminal:
        terminal.types("1", at=CHOICE)
        assert terminal.ends() == 0
    assert "- Rang [phone 1]\n" in page(home)
    assert again(home).code == 0
    assert "- Rang [phone 1]\n" in page(home)
    home.run("edit", handle, "--tag", "lates")
    assert again(home).code == 22


def test_ctrl_c_keeps_the_answers_so_far_and_writes_nothing(home: Home) -> None:
    keep(home, f"Rang {PHONE}. Then sam@example.org")
    with review(home) as terminal:
        terminal.types("1", at=CHOICE)
        terminal.asked(CHOICE)
        terminal.presses(CTRL_C)
        assert terminal.ends() == 130
    assert "Your answers are kept" in terminal.seen
    assert not (home.path / "page.md").exists()
    assert home.run("supervision", "shared").out == ""
    told = again(home)
    assert (told.code, "phone" in told.err, "email" in told.err) == (22, False, True)


def test_a_slip_of_the_finger_is_asked_again(home: Home) -> None:
    keep(home, f"Rang {PHONE}")
    with review(home) as terminal:
        terminal.types("x", at=CHOICE)
        terminal.types("9", at=CHOICE)
        terminal.types("", at=CHOICE)
        terminal.types("replace", at=CHOICE)
        assert terminal.ends() == 0
    assert "A number, or the first letter: r, g, k, l, s." in terminal.seen
    assert "Enter alone decides nothing here." in terminal.seen


@pytest.mark.parametrize("words", [("--replace-all",), ("--json",)])
def test_nothing_is_asked_where_a_script_says_what_to_do(home: Home, words: tuple[str, ...]) -> None:
    keep(home, f"Rang {PHONE}")
    with review(home, *words) as terminal:
        assert terminal.ends() == (0 if words == ("--replace-all",) else 22)
    assert "to decide" not in terminal.seen


def test_what_was_answered_shows_on_the_persons_own_screen(home: Home) -> None:
    keep(home, f"Rang {PHONE}. Then sam@example.org")
    with review(home) as terminal:
        terminal.types("1", at=CHOICE)
        terminal.types("s", at=CHOICE)
        assert terminal.ends() == 130
    with at_terminal(home, "supervision", "summary", environment={"SELFCARE_PASSPHRASE": PASSPHRASE}) as terminal:
        assert terminal.ends() == 0
    assert "Rang [phone 1]. Then sam@example.org" in terminal.seen
    assert "  email: A reflection to explore, item 1" in terminal.seen


def test_without_a_terminal_kinds_and_places_are_named_and_the_record_to_change(home: Home) -> None:
    handle = keep(home, f"Rang {PHONE}")
    told = home.run("supervision", "summary", "--to", "page.md")
    assert told.code == 22
    assert told.err == (
        "Nothing was written. This could identify a person: phone "
        f"(A reflection to explore, item 1, {handle}).\n"
        f"`selfcare edit {handle}` changes a record; --replace-all puts a placeholder for each.\n"
    )
    assert not Path(home.path / "page.md").exists()


def test_without_a_terminal_every_place_is_named_with_its_record(home: Home) -> None:
    handles = [keep(home, f"Rang 07700 900{number}") for number in range(100, 112)]
    told = home.run("supervision", "summary", "--to", "page.md")
    assert told.code == 22
    assert [handle for handle in handles if f", {handle})" not in told.err] == []
    assert "more" not in told.err
    assert len(told.err.splitlines()) == 2


def test_a_preparation_is_left_out_as_a_whole_and_the_choice_says_so(home: Home) -> None:
    home.run("supervision", "prepare", "--ask", f"ring {PHONE}", "--learning", "CBT")
    keep(home, "A calm week")
    with review(home) as terminal:
        terminal.asked(CHOICE)
        assert "4  Leave out all that you prepared" in terminal.seen
        assert "this record" not in terminal.seen
        terminal.presses("leave\r")
        assert terminal.ends() == 0
    assert "CBT" not in page(home)
    assert "A calm week" in page(home)


# --- another window ---------------------------------------------------------------------------------------------------


def test_what_another_window_erased_while_its_question_stood_is_not_in_the_page(home: Home) -> None:
    handle = keep(home, f"Rang {PHONE}")
    keep(home, "A calm week")
    with review(home) as terminal:
        terminal.asked(CHOICE)
        home.run("remove", handle)
        assert home.run("bin", "empty", "--yes").code == 0
        terminal.presses("1\r")
        assert terminal.ends() == 0
    assert "That record was erased meanwhile, in another window." in terminal.seen
    assert "Rang" not in page(home)
    assert "A calm week" in page(home)


def test_what_another_window_made_private_is_in_no_cpd_record(home: Home) -> None:
    def piece(title: str) -> str:
        handle: str = home.run("cpd", "add", title, "--json").object["record"]["handle"]
        return handle

    asked, private = piece(f"Rang {PHONE}"), piece("Quernmore")
    with at_terminal(home, "cpd", "export", "page.md", environment={"SELFCARE_PASSPHRASE": PASSPHRASE}) as terminal:
        terminal.asked(CHOICE)
        assert home.run("share", private, "private").code == 0
        terminal.presses("1\r")
        assert terminal.ends() == 0
    assert "Rang [phone 1]" in page(home)
    assert "Quernmore" not in page(home)
    assert "Kept back, and not in it: 1." in terminal.seen
    (log,) = home.run("supervision", "shared", "--json").object["shared"]
    assert log["records"] == [asked]


def test_what_another_window_changed_in_a_cpd_record_is_asked_about_again(home: Home) -> None:
    handle = home.run("cpd", "add", f"Rang {PHONE}", "--json").object["record"]["handle"]
    with at_terminal(home, "cpd", "export", "page.md", environment={"SELFCARE_PASSPHRASE": PASSPHRASE}) as terminal:
        terminal.asked(CHOICE)
        assert home.run("edit", handle, "--set", f"title=Wrote to sam@example.org, then {PHONE}").code == 0
        terminal.presses("3\r")
        terminal.types("It is our own desk")
        terminal.until("Wrote to «sam@example.org»")
        terminal.types("1", at=CHOICE)
        terminal.types("1", at=CHOICE)
        assert terminal.ends() == 0
    assert "Wrote to [email 1], then [phone 1]" in page(home)
