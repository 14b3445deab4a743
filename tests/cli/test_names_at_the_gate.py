"""A name that was put away after it was written, or kept on purpose, does not reach a page for others unseen."""

from pathlib import Path

import pytest
from tests.conftest import Answer, Home

from selfcare.cli import app


def done(home: Home, *words: str) -> Answer:
    told = home.run(*words)
    assert told.code == 0, told.err
    return told


SUMMARY = ("supervision", "summary", "--to")


@pytest.fixture
def old_name(home: Home) -> Home:
    """Written in lower case before it was put away, so that only the guard knows it for a name."""
    done(home, "reflect", "--answer", "what=zubrow rang again", "--share", "share", "--tag", "zubrow")
    done(home, "people", "add", "Zubrow", "--as", "Walnut")
    return home


def test_what_was_written_before_the_name_was_put_away_stops_the_page(old_name: Home, tmp_path: Path) -> None:
    told = old_name.run(*SUMMARY, str(tmp_path / "w.txt"))
    assert told.code == 22
    assert "name (" in told.err
    assert "zubrow" not in told.err.lower()
    assert not (tmp_path / "w.txt").exists()


def test_replace_all_puts_the_pseudonym_in(old_name: Home, tmp_path: Path) -> None:
    done(old_name, *SUMMARY, str(tmp_path / "w.txt"), "--replace-all")
    page = (tmp_path / "w.txt").read_text("utf-8")
    assert "zubrow" not in page.lower()
    assert "Walnut rang again" in page


def test_a_name_that_was_kept_is_found_too(home: Home, tmp_path: Path) -> None:
    done(home, "people", "add", "Zubrow", "--as", "Walnut")
    told = done(home, "reflect", "--keep-names", "--answer", "what=zubrow rang", "--share", "share")
    assert 'name ("What happened?")' in told.err
    assert home.run(*SUMMARY, str(tmp_path / "w.txt"), "--keep-names").code == 22


def test_the_cpd_record_is_gated_in_the_same_way(home: Home, tmp_path: Path) -> None:
    done(home, "cpd", "add", "what zubrow taught me", "--learned", "to ask", "--minutes", "30")
    done(home, "people", "add", "Zubrow", "--as", "Walnut")
    file = tmp_path / "cpd.csv"
    assert home.run("cpd", "export", str(file)).code == 22
    done(home, "cpd", "export", str(file), "--replace-all")
    assert "Walnut" in file.read_text("utf-8")
    assert "zubrow" not in file.read_text("utf-8").lower()


def test_a_record_that_is_checked_is_checked_for_them(old_name: Home) -> None:
    (record,) = done(old_name, "list", "--json").object["records"]
    told = done(old_name, "people", "check", "--id", record["id"])
    assert told.out.count("a name that you put away") == 2
    assert "zubrow" not in told.out.lower()


def test_a_search_finds_what_was_written_before_and_what_was_written_since(old_name: Home) -> None:
    done(old_name, "note", "zubrow wrote")
    done(old_name, "list")
    found = done(old_name, "search", "zubrow", "--json").object["records"]
    assert len(found) == 2
    told = done(old_name, "search", "zubrow")
    assert "Searched for Walnut." in told.err
    assert "Written before you put the name away: 1 record." in told.err
    assert "`selfcare people sweep` puts Walnut there." in told.err
    done(old_name, "people", "sweep", "--yes")
    told = done(old_name, "search", "zubrow")
    assert "before you put" not in told.err
    assert len(told.out.splitlines()) == len(found)


def test_a_list_by_tag_does_so_too(old_name: Home) -> None:
    told = done(old_name, "list", "--tag", "zubrow")
    assert "1 record." in told.err
    assert len(told.out.splitlines()) == 1


def test_a_text_is_checked_for_them_in_a_session_and_without_a_journal_it_cannot_be(
    old_name: Home, capsys: pytest.CaptureFixture[str]
) -> None:
    assert "Nothing found" in done(old_name, "people", "check", "zubrow rang").out
    with old_name.open() as journal:
        assert app.run(["people", "check", "zubrow rang"], journal) == 0
    assert "a name that you put away" in capsys.readouterr().out
