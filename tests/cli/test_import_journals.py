"""`import jrnl|dayone|daylio|markdown`: all of it or nothing, each entry once, and what was not understood is said."""

from collections.abc import Mapping
from pathlib import Path

import pytest
from tests.conftest import PASSPHRASE, Home
from tests.exchange.test_dayone_exports import zipped
from tests.terminal import at_terminal

from selfcare.journal.envelope import Envelope
from selfcare.journal.session import Session
from selfcare.vault import backups

SAMPLES = Path(__file__).parents[1] / "exchange" / "samples"
PASSWORD = "an invented password"
NEW = {"jrnl-4.6.txt": 5, "dayone.json": 2, "daylio.csv": 3}
COUNTS = {
    "jrnl": {"new": 5, "known": 0, "skipped": 0, "not_understood": 0},
    "dayone": {"new": 2, "known": 0, "skipped": 1, "not_understood": 1},
    "daylio": {"new": 3, "known": 0, "skipped": 0, "not_understood": 1},
    "markdown": {"new": 1, "known": 0, "skipped": 0, "not_understood": 1},
}


@pytest.fixture
def files(home: Home) -> dict[str, str]:
    """A file or folder for each command, below the home that it runs in."""
    notes = home.path / "notes"
    (notes / ".program").mkdir(parents=True)
    (notes / "2026-01-02.md").write_text("---\ntags: [Visits]\n---\nIt went well.\n")
    (notes / "undated.md").write_text("Some day.\n")
    (notes / ".program" / "2026-01-03.md").write_text("Of the program.\n")
    (notes / "2026-01-04.txt").write_text("Of another kind.\n")
    samples = {"jrnl": "jrnl-4.6.txt", "dayone": "dayone.json", "daylio": "daylio.csv"}
    return {each: str(SAMPLES / name) for each, name in samples.items()} | {"markdown": "notes"}


def content(folder: Path) -> dict[str, bytes]:
    return {str(path): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


@pytest.mark.parametrize("form", COUNTS)
def test_a_dry_run_changes_nothing_an_import_brings_all_and_another_nothing_more(
    home: Home, files: dict[str, str], form: str
) -> None:
    before = content(home.path)
    tried = home.run("import", form, files[form], "--dry-run", "--json")
    assert tried.object["imported"] == COUNTS[form], tried
    assert tried.object["dry_run"] is True
    assert content(home.path) == before
    assert home.run("import", form, files[form], "--json").object["imported"] == COUNTS[form]
    assert len(home.records()) == COUNTS[form]["new"]
    assert all((each["kind"], each["share"]) == ("note", "private") for each in home.records())
    assert len(backups.found(home.folder)) == 1
    again = home.run("import", form, files[form], "--json").object["imported"]
    assert again == COUNTS[form] | {"new": 0, "known": COUNTS[form]["new"]}
    assert len(home.records()) == COUNTS[form]["new"]
    assert home.run("vault", "verify").code == 0


def test_words_dates_zones_and_tags_are_kept(home: Home, files: dict[str, str]) -> None:
    for form, file in files.items():
        assert home.run("import", form, file).code == 0
    kept = {each["fields"]["text"]: each for each in home.records()}
    flight = kept["Could not sleep after the flight."]
    assert (flight["happened_at"], flight["zone"], flight["day"]) == (
        "2026-02-01T03:15:00.000Z",
        "Asia/Taipei",
        "2026-02-01",
    )
    laugh = kept["Could not stop laughing"]
    assert laugh["day"] == "2026-02-27"  # a quarter past midnight is still the day before
    assert laugh["tags"] == ["rad"]
    handover = kept["Handover ran late. It was @busy, and I stayed calm. @team\nA second line.\n\nAfter a gap."]
    assert (handover["tags"], handover["zone"]) == (["busy", "team"], "Europe/London")
    assert kept["It went well."]["happened_at"] == "2026-01-02T12:00:00.000Z"


def test_what_was_settled_or_left_out_is_said_by_its_place(home: Home, files: dict[str, str]) -> None:
    jrnl = home.run("import", "jrnl", files["jrnl"], "--zone", "Europe/London").out
    assert jrnl.startswith("New records: 5.\n")
    assert "The clocks showed this time twice; it was taken as the first: line 1.\n" in jrnl
    assert "The clocks skipped this time; it was moved forward: line 16.\n" in jrnl
    dayone = home.run("import", "dayone", files["dayone"]).out
    assert "Not understood, and left out: entry 4.\n" in dayone
    assert "Pictures, sound and other files stay where they are: 2.\n" in dayone
    markdown = home.run("import", "markdown", "notes").out
    assert "Not understood, and left out: undated.md.\n" in markdown
    assert "A day without a time was taken as its noon: 2026-01-02.md.\n" in markdown


def test_a_zone_that_is_named_is_where_the_times_were_lived(home: Home, files: dict[str, str]) -> None:
    home.run("import", "daylio", files["daylio"], "--zone", "Asia/Taipei")
    kept = {each["fields"]["text"]: each for each in home.records()}
    assert kept["Could not stop laughing"]["happened_at"] == "2026-02-27T16:15:00.000Z"
    assert kept["Could not stop laughing"]["zone"] == "Asia/Taipei"
    again = home.run("import", "daylio", files["daylio"], "--zone", "Europe/London", "--json").object
    assert again["imported"]["new"] == 0
    refused = home.run("import", "daylio", files["daylio"], "--zone", "Mars/Olympus")
    assert refused.code == 2


def test_what_was_erased_here_does_not_come_back(home: Home, files: dict[str, str]) -> None:
    home.run("import", "markdown", files["markdown"])
    (note,) = home.records()
    home.run("remove", note["handle"])
    assert home.run("import", "markdown", files["markdown"], "--json").object["imported"]["new"] == 0
    home.run("bin", "empty", "--yes")
    assert home.run("import", "markdown", files["markdown"], "--json").object["imported"]["new"] == 0
    assert home.records() == []


def test_names_are_guarded_and_what_could_identify_somebody_is_said(home: Home) -> None:
    home.run("people", "add", "Quernmore", "--as", "Larch")
    file = home.path / "journal.txt"
    file.write_text("[2026-01-02 10:00] I met Quernmore. @quernmore rang 07700 900123.\n")
    answer = home.run("import", "jrnl", "journal.txt")
    (note,) = home.records()
    assert note["fields"]["text"] == "I met Larch. @Larch rang 07700 900123."
    assert note["tags"] == ["larch"]
    assert "could identify somebody" in answer.err
    assert "07700" not in answer.out + answer.err
    assert home.run("import", "jrnl", "journal.txt", "--json").object["imported"]["new"] == 0


def test_a_disk_that_is_full_half_way_lets_no_entry_in(home: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    from selfcare.journal import placing
    from selfcare.journal.records import add_words

    def fails_at_the_last(session: Session, batch: Mapping[int, Envelope]) -> None:
        if len(batch) == 1:
            raise OSError(28, "No space left on device")
        add_words(session, batch)

    monkeypatch.setattr(placing, "AT_ONCE", 2)
    monkeypatch.setattr(placing, "add_words", fails_at_the_last)
    assert home.run("import", "jrnl", str(SAMPLES / "jrnl-4.6.txt")).code == 1
    assert home.records() == []


@pytest.mark.parametrize("name", ["jrnl-4.6-encrypted.txt", "jrnl-4.2-encrypted.txt", "jrnl-1.9-encrypted.txt"])
def test_an_encrypted_jrnl_file_opens_with_its_password_from_a_file(home: Home, name: str) -> None:
    (home.path / "password").write_text(f"{PASSWORD}\n")
    (home.path / "wrong").write_text("another password\n")
    words = ("import", "jrnl", str(SAMPLES / name))
    assert home.run(*words).code == 2
    assert home.run(*words, "--passphrase-file", "wrong").code == 12
    assert home.records() == []
    assert home.run(*words, "--passphrase-file", "password").out.startswith("New records: 5.\n")


def test_jrnls_password_is_asked_for_first_and_once_more_if_it_is_wrong(home: Home) -> None:
    with at_terminal(home, "import", "jrnl", str(SAMPLES / "jrnl-4.6-encrypted.txt")) as terminal:
        terminal.whispers("a slip of the finger", at="Password of the jrnl file: ")
        terminal.whispers(PASSWORD, at="Password of the jrnl file: ")
        terminal.whispers(PASSPHRASE, at="Passphrase: ")
        assert terminal.ends() == 0
        assert "New records: 5." in terminal.seen
        assert PASSWORD not in terminal.seen


def test_a_form_of_dates_can_be_named(home: Home) -> None:
    words = ("import", "jrnl", str(SAMPLES / "jrnl-4.6-own-dates.txt"))
    refused = home.run(*words)
    assert refused.code == 20
    assert "--date-format" in refused.err
    assert home.run(*words, "--date-format", "no date").code == 2
    assert home.run(*words, "--date-format", "%d.%m.%Y %H:%M").out.startswith("New records: 5.\n")


def test_a_jrnl_journal_may_be_a_folder(home: Home) -> None:
    day = home.path / "journal" / "2026" / "01" / "02.txt"
    day.parent.mkdir(parents=True)
    day.write_text("[2026-01-02 10:00] One.\n\n[2026-01-02 11:00] Two.\n")
    (day.parent / "other.txt").write_text("Not of jrnl's.")
    assert home.run("import", "jrnl", "journal").out.startswith("New records: 2.\n")


def test_day_ones_zip_is_read_without_unpacking_it_to_disk(home: Home) -> None:
    file = home.path / "Export.zip"
    file.write_bytes(zipped({"Journal.json": (SAMPLES / "dayone.json").read_bytes(), "photos/1.jpeg": b"\xff"}))
    before = set(content(home.path.parent))
    assert home.run("import", "dayone", "Export.zip", "--dry-run").out.startswith("New records that would come in: 2.")
    assert set(content(home.path.parent)) == before


@pytest.mark.parametrize("form", COUNTS)
def test_a_wrong_file_is_refused_before_a_passphrase_is_needed(home: Home, form: str) -> None:
    (home.path / "rubbish").write_bytes(b"\xff\x00rubbish")
    (home.path / "empty").mkdir()
    refused = home.run("import", form, "nowhere", passphrase=None)
    assert (refused.code, "could not be read" in refused.err) == (1, True)
    assert home.run("import", form, "rubbish", passphrase=None).code == 20
    assert home.run("import", form, "empty", passphrase=None).code == (20 if form in ("jrnl", "markdown") else 1)


def test_more_than_can_be_read_is_refused(home: Home, monkeypatch: pytest.MonkeyPatch, files: dict[str, str]) -> None:
    from selfcare.exchange import daylio, dayone, entries, unzipping

    for each in (entries, dayone, daylio, unzipping):
        monkeypatch.setattr(each, "LARGEST", 40)
    (home.path / "notes" / "2026-01-05.md").write_text("Enough to be too much.\n")
    for form, file in files.items():
        assert home.run("import", form, file).code == 20
