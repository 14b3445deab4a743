"""One sentence, typed through every writing command, is nowhere to be read: no file, no error, in no encoding."""

import pytest
from tests.conftest import PASSPHRASE, Answer, Home
from tests.terminal import PASSPHRASE_PROMPT, at_terminal

RARE = "Quernmore"
CANARY = f"the heron stood quite still at {RARE}"
CARD = f'[[cards]]\nid = "own-card"\nname = "C"\nabout = "A"\nlines = ["{CANARY}"]\nsource = "S"\n'


def hidden(home: Home, *answers: Answer) -> None:
    """No byte of the canary in any file of the home, its temporary folder included, and none on stderr."""
    forms = [RARE.encode(coding) for coding in ("utf-8", "utf-16-le", "utf-16-be")]
    files = [path for path in home.path.parent.rglob("*") if path.is_file()]
    assert files
    for path in files:
        content = path.read_bytes()
        assert not any(form in content for form in forms), path
    for answer in answers:
        assert RARE not in answer.err


def done(answer: Answer) -> Answer:
    assert answer.code == 0, answer
    return answer


def brought(home: Home) -> Answer:
    """It comes from a file of another program's, which the person deletes afterwards."""
    file = home.path / "2026-01-02.md"
    file.write_text(CANARY)
    answer = done(home.run("import", "markdown", str(file)))
    file.unlink()
    return answer


def test_it_is_nowhere_after_every_writing_command(home: Home) -> None:
    handle = done(home.run("reflect", "--answer", f"what={CANARY}", "--tag", CANARY, "--json")).object["record"][
        "handle"
    ]
    planned = done(home.run("plan", "add", CANARY, "--verb", "grow", "--json")).object["record"]["handle"]
    agreed = done(home.run("supervision", "actions", "add", CANARY, "--json")).object["record"]["handle"]
    risk = done(home.run("supervision", "risks", "add", CANARY, "--json")).object["record"]["handle"]
    hidden(
        home,
        done(home.run("note", *CANARY.split())),
        done(home.run("good", "-", stdin=CANARY)),
        done(home.run("reflect", "--answer", "what=-", "--theme", CANARY, stdin=CANARY, passphrase=None)),
        done(home.run("trigger", "--situation", "-", "--before", "9", stdin=CANARY)),
        done(home.run("toolbox", "add", "A heron", "--how", "-", "--minutes", "5", stdin=CANARY)),
        done(home.run("guidance", "add", "-", stdin=CARD)),
        done(home.run("guidance", "add", "-", stdin=CARD.replace("own-", "own-sealed-"), passphrase=None)),
        done(home.run("checkin", "--rate", "energy=5", "--best", "-", "--change", CANARY, stdin=CANARY)),
        done(home.run("plan", "add", "-", "--verb", "maintain", "--if", CANARY, stdin=CANARY)),
        done(home.run("plan", "review", planned, "--worked", "-", "--then", CANARY, stdin=CANARY)),
        done(home.run("plan", "ics", "plan.ics")),
        done(home.run("supervision", "prepare", "--ask", CANARY, "--learning", "-", stdin=CANARY)),
        done(home.run("supervision", "log", "--missed", "-", stdin=CANARY)),
        done(home.run("supervision", "log", "--held", "today", "--with", "-", "--action", CANARY, stdin=CANARY)),
        done(home.run("supervision", "actions", "add", "-", stdin=CANARY)),
        done(home.run("supervision", "actions", "done", agreed, "--part", "--why", "-", stdin=CANARY)),
        done(home.run("supervision", "risks", "add", "-", "--about", CANARY, stdin=CANARY)),
        done(home.run("supervision", "risks", "close", risk, "--told", "-", "--recorded", CANARY, stdin=CANARY)),
        done(home.run("supervision", "risks", "list", "--all")),
        done(home.run("cpd", "add", "-", "--learned", CANARY, "--share", "private", stdin=CANARY)),
        done(home.run("cpd", "from", handle, "--title", "-", stdin=CANARY)),
        done(home.run("cpd", "reading", "add", "-", stdin=CANARY)),
        done(home.run("edit", handle, "--set", "what=-", stdin=f"{CANARY} again")),
        done(home.run("share", handle, "theme", "--theme", "-", stdin=CANARY)),
        done(home.run("export", "journal.archive")),
        done(home.run("import", "archive", "journal.archive")),
        brought(home),
        done(home.run("list")),
        done(home.run("search", *CANARY.split())),
        done(home.run("remove", handle)),
        done(home.run("bin", "restore", handle)),
        done(home.run("remove", handle)),
        done(home.run("bin", "empty", "--yes")),
        done(home.run("vault", "hold", "on", "--why", "-", stdin=CANARY)),
        done(home.run("vault", "hold")),
        done(home.run("vault", "hold", "off")),
        done(home.run("trigger", "--situation", "-", "--at", "2020-01-01", stdin=CANARY)),
        done(home.run("vault", "retention")),
        done(home.run("vault", "retention", "--bin", "trigger")),
        done(home.run("vault", "recovery", "new", "--recovery-to", "code.txt")),
        done(home.run("vault", "compact", "--yes")),
        done(home.run("vault", "compact", "--yes", "--new-key", "--recovery-to", "code-2.txt")),
        done(home.run("people", "add", "-", stdin=RARE)),
        done(home.run("people", "list")),
        done(home.run("note", CANARY)),
        done(home.run("search", RARE)),
        done(home.run("people", "sweep", "--yes")),
        done(home.run("vault", "backup")),
        done(home.run("vault", "backup", "made.backup")),
        done(home.run("vault", "restore", "made.backup", "--yes")),
        done(home.run("vault", "keys")),
        done(home.run("vault", "verify")),
        done(home.run("vault", "rescue", "rescued", "--recovery-to", "code-3.txt")),
    )


def test_it_is_nowhere_after_a_form_at_a_terminal_was_killed(home: Home) -> None:
    with at_terminal(home, "reflect") as terminal:
        terminal.whispers(PASSPHRASE, at=PASSPHRASE_PROMPT)
        terminal.types(CANARY)
        terminal.types(CANARY)
        terminal.asked()
        terminal.presses(CANARY)
        terminal.until(CANARY)
        hidden(home)
        terminal.killed()
    hidden(home)


def test_it_is_nowhere_while_a_line_is_typed_for_a_note(home: Home) -> None:
    with at_terminal(home, "note") as terminal:
        terminal.asked()
        terminal.presses(CANARY)
        terminal.until(CANARY)
        hidden(home)
        terminal.killed()
    hidden(home)


ERRORS: list[tuple[list[str], str | bytes | None, int]] = [
    (["reflect", "--answer", CANARY], None, 2),
    (["reflect", "--answer", f"{CANARY}=x"], None, 2),
    (["reflect", CANARY, "--answer", "what=x"], None, 2),
    (["reflect", "quick", "x", CANARY], None, 2),
    (["reflect", "--answer", "what=x", f"--{CANARY}"], None, 2),
    (["reflect", "--answer", "what=x", "--share", CANARY], None, 2),
    (["reflect", "--answer", "what=x", "--topic", CANARY], None, 2),
    (["reflect", "--answer", "what=x", "--at", CANARY], None, 2),
    (["reflect", "again", CANARY], None, 2),
    (["note", "x", "--at", CANARY], None, 2),
    (["note", "-"], f"{CANARY}\0", 2),
    (["note", "-"], CANARY.encode() + b"\xff", 2),
    (["note", "-"], CANARY * 40_000, 1),
    (["trigger", "--before", CANARY], None, 2),
    (["trigger", "--kind", CANARY, "--situation", "x"], None, 2),
    (["trigger", "--situation", CANARY, "--before", "11"], None, 2),
    (["toolbox", "used", CANARY, "--helped", "5"], None, 2),
    (["checkin", "--rate", CANARY], None, 2),
    (["checkin", "--rate", f"energy={CANARY}"], None, 2),
    (["checkin", "--week", CANARY], None, 2),
    (["plan", "add", "x", "--verb", CANARY], None, 2),
    (["plan", "add", CANARY, "--verb", "maintain", "--review", CANARY], None, 2),
    (["plan", "done", CANARY], None, 2),
    (["plan", "review", CANARY, "--done"], None, 2),
    (["plan", "review", "--worked", CANARY, "--review", CANARY], None, 2),
    (["trends", CANARY], None, 2),
    (["guidance", "show", CANARY], None, 2),
    (["guidance", "list", CANARY], None, 2),
    (["supervision", "log", "--held", CANARY], None, 2),
    (["supervision", "prepare", *(4 * ("--priority", CANARY))], None, 2),
    (["cpd", "add", CANARY, "--date", CANARY], None, 2),
    (["cpd", "add", CANARY, "--standard", CANARY], None, 2),
    (["cpd", "from", CANARY], None, 2),
    (["cpd", "list", "--regulator", CANARY], None, 2),
    (["cpd", "reading", "done", CANARY], None, 2),
    (["supervision", "actions", "add", "x", "--owner", CANARY], None, 2),
    (["supervision", "actions", "done", CANARY], None, 2),
    (["supervision", "risks", "add", "x", "--want", CANARY], None, 2),
    (["supervision", "risks", "close", CANARY, "--told", "x", "--recorded", "y"], None, 2),
    (["supervision", "risks", "close", "abcde", "--told", CANARY], None, 2),
    (["supervision", "summary", "--for", CANARY], None, 2),
    (["show", CANARY], None, 2),
    (["show", "abcde", CANARY], None, 2),
    (["edit", "abcde", "--set", CANARY], None, 2),
    (["share", "abcde", CANARY], None, 2),
    (["list", "-n", CANARY], None, 2),
    (["list", "--kind", CANARY], None, 2),
    (["list", "--since", CANARY], None, 2),
    (["bin", CANARY], None, 2),
    (["settings", "set", CANARY, "x"], None, 2),
    (["settings", "set", "day_starts_at", CANARY], None, 2),
    (["people", "add", CANARY], None, 2),
    (["people", "add", "-", "--as", f"{RARE} 2"], "x", 2),
    (["people", "remove", CANARY, "--yes"], None, 2),
    (["vault", "retention", "set", CANARY, "3"], None, 2),
    (["vault", "retention", "set", "trigger", CANARY], None, 2),
    (["vault", "retention", "--bin", CANARY], None, 2),
    (["vault", "hold", "on", "--why", "-"], f"{CANARY}\0", 2),
    (["vault", "recovery", "check", CANARY], None, 2),
    (["vault", "recovery", "check", "-"], CANARY, 12),
    ([CANARY], None, 2),
]


@pytest.mark.parametrize(("words", "stdin", "code"), ERRORS, ids=range(len(ERRORS)))
def test_no_error_repeats_what_was_typed(home: Home, words: list[str], stdin: str | bytes | None, code: int) -> None:
    answer = home.run(*words, stdin=stdin)
    assert (answer.code, answer.out) == (code, ""), answer
    assert len(answer.err.splitlines()) == 2, answer.err
    hidden(home, answer)


@pytest.mark.parametrize("field", ["review", "verb"])
def test_an_edit_that_is_refused_does_not_repeat_it(home: Home, field: str) -> None:
    planned = done(home.run("plan", "add", "swim", "--verb", "grow", "--review", "+4w", "--json")).object["record"]
    refused = home.run("edit", planned["handle"], "--set", f"{field}={CANARY}")
    assert (refused.code, refused.out) == (2, "")
    hidden(home, refused)


def test_a_wrong_passphrase_is_not_repeated_and_what_was_written_is_sealed(home: Home) -> None:
    wrong = home.run("reflect", "--answer", f"what={CANARY}", passphrase=CANARY)
    assert wrong.code == 12
    hidden(home, wrong)


def test_an_error_as_json_does_not_repeat_it_either(home: Home) -> None:
    hidden(home, home.run("reflect", "quick", "x", CANARY, "--json"), home.run("trigger", "--before", CANARY, "--json"))
