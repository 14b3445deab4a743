"""--recovery-sheet: a page to print, beside the code or in its place, as safe from crashes as the code's own file."""

import re
import stat
from io import BytesIO
from pathlib import Path
from typing import NoReturn

import pypdf
import pytest
from tests.cli.test_init import answer_groups
from tests.conftest import PASSPHRASE, Home
from tests.terminal import at_terminal

from selfcare.errors import Failed
from selfcare.vault.recovery import code_from, root_from

NEW = "six quiet herons by the weir"
GROUP = re.compile(r"\b([1-9]):?\s+([0-9A-Z]{4})\b")


def code_on(file: Path) -> str:
    content = file.read_bytes()
    is_pdf = content.startswith(b"%PDF")
    words = pypdf.PdfReader(BytesIO(content)).pages[0].extract_text() if is_pdf else content.decode()
    return "-".join(group for _, group in sorted(GROUP.findall(words)))


def opens(home: Home, code: str) -> bool:
    return home.run("vault", "recovery", "check", "-", stdin=code).code == 0


@pytest.mark.parametrize("ending", [".txt", ".pdf", ".PDF"])
def test_a_sheet_alone_is_place_enough_for_the_code(empty_home: Home, ending: str) -> None:
    sheet = empty_home.path / f"sheet{ending}"
    made = empty_home.run("init", "--recovery-sheet", str(sheet))
    assert made.code == 0, made.err
    assert "Print it, then delete it" in made.err
    assert stat.S_IMODE(sheet.stat().st_mode) == 0o600
    assert opens(empty_home, code_on(sheet))
    assert str(empty_home.folder) in made.out


def test_the_code_alone_stays_on_the_first_line_of_its_own_file(empty_home: Home) -> None:
    code, sheet = empty_home.path / "code", empty_home.path / "sheet.txt"
    assert empty_home.run("init", "--recovery-to", str(code), "--recovery-sheet", str(sheet), "--json").code == 0
    assert code.read_text().splitlines()[0] == code_on(sheet)
    assert sorted(each.name for each in empty_home.path.glob("*.new")) == []


@pytest.mark.parametrize(
    ("words", "exit_code"),
    [
        (["--recovery-sheet", "journal/sheet.pdf"], 2),
        (["--recovery-sheet", "sheet.docx"], 2),
        (["--recovery-sheet", "sheet"], 2),
        (["--recovery-sheet", "nowhere/sheet.pdf"], 1),
        (["--recovery-sheet", "taken.txt"], 2),
        (["--recovery-to", "same.txt", "--recovery-sheet", "./same.txt"], 2),
        (["--recovery-to", "code", "--recovery-sheet", "taken.txt"], 2),
    ],
    ids=["in-journal", "word", "no-ending", "no-folder", "taken", "same-file", "code-well-placed"],
)
def test_a_wrong_place_is_refused_before_anything_is_made(empty_home: Home, words: list[str], exit_code: int) -> None:
    (empty_home.path / "taken.txt").write_text("a shopping list")
    answer = empty_home.run("init", *words)
    assert (answer.code, len(answer.err.splitlines())) == (exit_code, 2), answer.err
    assert not empty_home.folder.exists()
    assert [each.name for each in empty_home.path.iterdir() if each.is_file()] == ["taken.txt"]
    assert (empty_home.path / "taken.txt").read_text() == "a shopping list"


def test_without_the_extra_a_pdf_is_refused_and_text_still_works(
    empty_home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("selfcare.render.extras.find_spec", lambda _: None)
    refused = empty_home.run("init", "--recovery-sheet", str(empty_home.path / "sheet.pdf"))
    assert refused.code == 1
    assert "the extra `pdf`" in refused.err
    assert "Text needs nothing: --recovery-sheet sheet.txt" in refused.err
    assert not empty_home.folder.exists()
    assert empty_home.run("init", "--recovery-sheet", str(empty_home.path / "sheet.txt")).code == 0


def test_a_new_code_takes_the_place_of_the_old_sheet_only_when_it_counts(
    empty_home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    sheet, passphrase = empty_home.path / "sheet.txt", empty_home.path / "new"
    passphrase.write_text(f"{NEW}\n")
    empty_home.run("init", "--recovery-sheet", str(sheet))
    old = code_on(sheet)
    words = ["vault", "passphrase", "--known", "--new-passphrase-file", str(passphrase)]
    words += ["--recovery-sheet", str(sheet), "--force"]

    def full(*_: object) -> NoReturn:
        raise Failed("The disk is full.", "Free some space.")

    with monkeypatch.context() as patch:
        patch.setattr("selfcare.vault.vault.Vault.rekey", full)
        stopped = empty_home.run(*words)
    assert (stopped.code, code_on(sheet)) == (1, old)
    assert "The code just made is void" in stopped.err
    assert not list(empty_home.path.glob("*.new"))

    assert empty_home.run(*words).code == 0
    assert code_on(sheet) != old
    assert (opens(empty_home, code_on(sheet)), opens(empty_home, old)) == (True, False)


def test_a_sheet_is_printed_for_a_code_that_was_only_on_paper(empty_home: Home) -> None:
    """However it is typed, the page has it in its own letters."""
    first, second = empty_home.path / "first.txt", empty_home.path / "second.txt"
    empty_home.run("init", "--recovery-sheet", str(first))
    code = code_on(first)
    typed = code.lower().replace("-", " ").replace("0", "o")
    words = ["vault", "recovery", "use", "-", "--recovery-sheet", str(second)]
    used = empty_home.run(*words, stdin=typed, passphrase=NEW)
    assert used.code == 0, used.err
    assert code_on(second) == code == code_from(root_from(code))
    assert empty_home.run("list", passphrase=NEW).code == 0


def test_the_sheet_as_text_is_taken_where_a_file_with_the_code_is(empty_home: Home) -> None:
    sheet, paper = empty_home.path / "sheet.txt", empty_home.path / "sheet.pdf"
    empty_home.run("init", "--recovery-sheet", str(sheet))
    check = ("vault", "recovery", "check", "--code-file")
    assert empty_home.run(*check, str(sheet)).code == 0
    paper.write_bytes(b"%PDF-1.7\n")
    refused = empty_home.run(*check, str(paper))
    assert (refused.code, refused.err.splitlines()[0]) == (2, "A code is not read out of a PDF.")
    sheet.write_text(sheet.read_text().replace("9:  ", "9:  U"))
    assert empty_home.run(*check, str(sheet)).code == 12


def test_at_a_terminal_the_code_is_shown_and_asked_back_all_the_same(empty_home: Home) -> None:
    sheet = empty_home.path / "sheet.txt"
    words = ("init", "--nation=wales", "--role=nurse", "--no-nights", "--recovery-sheet", str(sheet))
    with at_terminal(empty_home, *words) as terminal:
        terminal.whispers(PASSPHRASE, at="typing is hidden): ")
        terminal.whispers(PASSPHRASE, at="again: ")
        code = answer_groups(terminal)
        terminal.types("", at="Who: ")
        assert terminal.ends() == 0
    assert code_on(sheet) == code
