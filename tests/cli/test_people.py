"""people: names are put away, each command says so by the pseudonym alone, and a sweep finds what was there before."""

import pytest
from tests.conftest import PASSPHRASE, Answer, Home
from tests.terminal import CTRL_C, CTRL_D, END, at_terminal

NAME = "Sarah Okafor"
UNLOCKED = {"SELFCARE_PASSPHRASE": PASSPHRASE}


def done(answer: Answer) -> Answer:
    assert answer.code == 0, answer
    return answer


def silent(*answers: Answer) -> None:
    """No name is said back."""
    for answer in answers:
        assert not any(word in (answer.out + answer.err).lower() for word in ("sarah", "okafor"))


@pytest.fixture
def known(home: Home) -> Home:
    """A home with one person in it."""
    done(home.run("people", "add", "-", stdin=f"{NAME}\n"))
    return home


def test_a_name_is_put_away_under_the_next_pseudonym(home: Home) -> None:
    first = done(home.run("people", "add", *NAME.split()))
    assert first.out == "From now on Larch takes the place of that name in what you write.\n"
    assert "people sweep" in first.err
    again = done(home.run("people", "add", "sarah", "okafor"))
    assert again.out == "That name is known already: Larch takes its place.\n"
    further = done(home.run("people", "add", "-", "--as", "larch", "--json", stdin="Sazza"))
    person = further.object["person"]
    assert (person["pseudonym"], person["names"]) == ("Larch", 2)
    silent(first, again, further)


def test_people_alone_lists_pseudonyms(home: Home) -> None:
    assert done(home.run("people")).err.startswith("Nobody yet.")
    done(home.run("people", "add", NAME))
    done(home.run("people", "add", "Will", "--as", "silver spruce"))
    listed, objects = done(home.run("people")), done(home.run("people", "list", "--json")).object
    assert [line.partition(":")[0] for line in listed.out.splitlines()] == ["Larch", "Silver Spruce"]
    assert objects["format"] == 1
    assert [set(each) for each in objects["people"]] == [{"pseudonym", "added", "names"}] * 2
    assert max(map(len, listed.out.splitlines())) <= 80
    silent(listed)


def test_what_is_written_has_the_pseudonym_and_it_is_said_once(known: Home) -> None:
    told = done(
        known.run("reflect", "--answer", "what=Sarah and OKAFOR", "--answer", "so_what=sarah", "--tag", "sarah")
    )
    assert told.err.count("Put in for names: Larch (4). --keep-names keeps them.") == 1
    silent(told)
    (record,) = known.records()
    assert record["fields"]["answers"] == {"what": "Larch and Larch", "so_what": "Larch"}
    assert record["tags"] == ["larch"]
    assert "Put in" not in done(known.run("list")).err


def test_an_edit_and_a_theme_are_guarded(known: Home) -> None:
    handle = done(known.run("reflect", "--answer", "what=quiet", "--json")).object["record"]["handle"]
    edited = done(known.run("edit", handle, "--set", "what=Okafor's visit"))
    shared = done(known.run("share", handle, "theme", "--theme", "Holding sarah's risk"))
    assert "Put in for names: Larch." in edited.err
    assert "Put in for names: Larch." in shared.err
    (record,) = known.records()
    assert (record["fields"]["answers"]["what"], record["theme"]) == ("Larch's visit", "Holding Larch's risk")
    silent(edited, shared, done(known.run("show", handle, "--history")))


def test_a_sealed_note_is_guarded_when_it_is_taken_in_and_that_is_said(known: Home) -> None:
    sealed = done(known.run("note", "Sarah rang", passphrase=None))
    listed = done(known.run("list"))
    assert "names" not in sealed.err
    assert "Put in for names: Larch." in listed.err
    assert "Larch rang" in listed.out
    silent(listed)


def test_names_are_kept_for_one_command(known: Home) -> None:
    told = done(known.run("reflect", "--answer", f"what={NAME}", "--keep-names"))
    assert "Put in" not in told.err
    assert known.records()[0]["fields"]["answers"]["what"] == NAME
    done(known.run("reflect", "--answer", f"what={NAME}"))
    assert known.records()[0]["fields"]["answers"]["what"] == "Larch"


def test_a_sealed_note_cannot_keep_names_and_says_how(known: Home) -> None:
    told = done(known.run("note", "Sarah rang", "--keep-names", passphrase=None))
    assert "selfcare open" in told.err
    done(known.run("list", "--keep-names"))
    assert known.records()[0]["fields"]["text"] == "Larch rang"


def test_a_search_for_the_name_finds_the_pseudonym(known: Home) -> None:
    done(known.run("reflect", "--answer", "what=Sarah rang", "--tag", "sarah"))
    found = done(known.run("search", "okafor"))
    assert "Larch rang" in found.out
    assert "Searched for Larch." in found.err
    tagged = done(known.run("list", "--tag", "sarah", "--kind", "reflection"))
    assert "Larch rang" in tagged.out
    silent(found, tagged)
    assert done(known.run("search", "okafor", "--keep-names")).out == ""


def test_an_own_tool_is_named_by_the_pseudonym_in_its_id_too(known: Home) -> None:
    made = done(known.run("toolbox", "add", "A walk with Sarah", "--json")).object["record"]["fields"]["entry"]
    assert (made["id"], made["name"]) == ("own-a-walk-with-larch", "A walk with Larch")


def test_a_check_of_a_record_knows_the_pseudonyms(home: Home) -> None:
    handle = done(home.run("reflect", "--answer", "what=Sat with Zwartreuse today", "--json")).object["record"][
        "handle"
    ]
    assert done(home.run("people", "check", "--id", handle, "--json")).object["hits"]
    done(home.run("people", "add", NAME, "--as", "Zwartreuse"))
    assert done(home.run("people", "check", "--id", handle, "--json")).object["hits"] == []


def test_hint_check_and_gate_agree_about_pseudonyms_that_nobody_has_yet(home: Home) -> None:
    kept = done(home.run("note", "I saw Bulrush again", "--json"))
    handle = home.records()[0]["handle"]
    assert kept.object["sealed"]
    assert done(home.run("edit", handle, "--set", "text=I saw Bulrush again today")).err == ""
    assert done(home.run("people", "check", "--id", handle, "--json")).object["hits"] == []
    assert done(home.run("people", "check", "I saw Bulrush again", "--json")).object["hits"] == []
    assert done(home.run("share", handle, "share")).err == ""
    assert done(home.run("supervision", "summary")).err == ""


def test_a_name_never_gets_into_the_log_of_what_was_shared(home: Home) -> None:
    done(home.run("people", "add", "Zebedee"))
    told = done(home.run("supervision", "summary", "--to", "page.md", "--for", "zebedee"))
    assert "Put in for names: Larch." in told.err
    assert done(home.run("supervision", "shared", "--json")).object["shared"][0]["role"] == "Larch"


def test_a_setting_tells_the_pseudonym(known: Home) -> None:
    assert (
        done(known.run("settings", "set", "allowed_words", "Aldi,Okafor")).out == "allowed_words is now Aldi,Larch.\n"
    )


def test_removing_asks_and_needs_yes_without_a_terminal(known: Home) -> None:
    assert known.run("people", "remove", "larch").code == 2
    assert known.run("people", "remove", "Okafor", "--yes").code == 2
    removed = done(known.run("people", "remove", "larch", "--yes"))
    assert removed.out.startswith("Nobody is looked for as Larch any more.")
    assert done(known.run("people", "--json")).object["people"] == []


@pytest.mark.parametrize(
    ("words", "stdin"),
    [(["add"], None), (["add", "-"], ""), (["add", "x", "--as", "Sarah"], None), (["add", "Okafor Larch"], None)],
)
def test_what_cannot_be_added_is_two_lines_and_repeats_nothing(
    known: Home, words: list[str], stdin: str | None
) -> None:
    answer = known.run("people", *words, stdin=stdin)
    assert (answer.code, answer.out, len(answer.err.splitlines())) == (2, "", 2), answer
    silent(answer)


def test_a_sweep_shows_first_and_asks(home: Home) -> None:
    handle = done(home.run("reflect", "--answer", f"what={NAME} rang", "--json")).object["record"]["handle"]
    done(home.run("people", "add", NAME))
    shown = home.run("people", "sweep")
    assert shown.code == 2
    assert shown.out == f"Larch: 1 record ({handle})\n"
    assert home.records()[0]["fields"]["answers"]["what"] == f"{NAME} rang"
    swept = done(home.run("people", "sweep", "--yes"))
    assert swept.out.startswith(shown.out)
    assert home.records()[0]["fields"]["answers"]["what"] == "Larch rang"
    again = done(home.run("people", "sweep"))
    assert again.out == "No name that you guard stands in your journal.\n"
    silent(shown, swept, again)


def test_a_sweep_as_json(home: Home) -> None:
    done(home.run("reflect", "--answer", f"what={NAME} rang"))
    done(home.run("people", "add", NAME))
    shown = home.run("people", "sweep", "--json")
    assert (shown.code, shown.object["swept"], shown.object["people"][0]["pseudonym"]) == (2, False, "Larch")
    swept = done(home.run("people", "sweep", "--yes", "--json")).object
    assert (swept["swept"], swept["people"]) == (True, shown.object["people"])


def test_a_person_at_a_terminal_is_asked_for_the_name_and_the_pseudonym(home: Home) -> None:
    done(home.run("reflect", "--answer", f"what={NAME} rang"))
    with at_terminal(home, "people", "add", environment=UNLOCKED) as terminal:
        terminal.types("people list", at="Name to put away: ")
        terminal.types(NAME, at="Name to put away: ")
        terminal.types("Sarah", at="Enter for Larch: ")
        terminal.types("people sweep", at="Enter for Larch: ")
        assert "That is a command" in terminal.types("", at="Enter for Larch: ")
        terminal.until("From now on Larch")
        terminal.until("To undo this: selfcare people remove Larch")
    with at_terminal(home, "people", "sweep", environment=UNLOCKED) as terminal:
        assert "1 record" in terminal.types("y", at="[y/N] ")
        terminal.until("Put away.")
    assert home.records()[0]["fields"]["answers"]["what"] == "Larch rang"


def test_whoever_stops_adds_nobody(home: Home) -> None:
    with at_terminal(home, "people", "add", environment=UNLOCKED) as terminal:
        terminal.types(NAME, at="Name to put away: ")
        terminal.asked("Enter for Larch: ")
        terminal.child.send(CTRL_C)
        assert "Nobody was added." in terminal.until("as it was.")
        terminal.child.expect(END)
    assert done(home.run("people", "--json")).object["people"] == []


def test_inside_a_session_all_of_it_works(home: Home) -> None:
    with at_terminal(home, "open", environment=UNLOCKED) as terminal:
        terminal.types("note Sarah rang", at="selfcare> ")
        terminal.types(f"people add {NAME}", at="selfcare> ")
        terminal.until("From now on Larch")
        terminal.types("note met Okafor --keep-names", at="selfcare> ")
        terminal.types("note met Okafor", at="selfcare> ")
        terminal.until("Put in for names: Larch.")
        terminal.types("people sweep --yes", at="selfcare> ")
        terminal.until("2 records")
        terminal.types("people", at="selfcare> ")
        terminal.until("1 name")
        terminal.asked("selfcare> ")
        terminal.presses(CTRL_D)
        terminal.ends()
    assert [each["fields"]["text"] for each in home.records()] == ["met Larch", "met Larch", "Larch rang"]
