"""`demo`: an invented journal that shows everything and harms nobody."""

from datetime import datetime
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st
from tests.conftest import Home

from selfcare.guidance.demo import demo
from selfcare.identify.find import find
from selfcare.journal.form import validated
from selfcare.journal.kinds import KINDS


def test_the_demo_opens_with_its_public_passphrase_and_leaves_the_own_journal_alone(empty_home: Home) -> None:
    made = empty_home.run("demo", "six-months", passphrase=None)
    assert made.code == 0
    summary = Path(made.out.rstrip("\n").splitlines()[-1])
    assert (empty_home.path / summary).read_text().startswith("# Supervision summary")
    (told,) = (line for line in made.out.splitlines() if line.startswith('"'))
    listed = empty_home.run("--journal", "six-months", "list", "--json", passphrase=told[1:-1])
    assert len(listed.object["records"]) > 40
    assert not empty_home.folder.exists()
    assert not (empty_home.path / "config").exists()


def test_the_demo_sends_people_to_a_session_where_a_hint_needs_no_name_of_a_folder(empty_home: Home) -> None:
    assert "Look around: selfcare --journal life open\n" in empty_home.run("demo", "life", passphrase=None).out


def test_the_demo_never_writes_into_a_folder_that_holds_something(empty_home: Home) -> None:
    (empty_home.path / "photos").mkdir()
    (empty_home.path / "photos" / "one.jpg").write_bytes(b"kept")
    refused = empty_home.run("demo", "photos")
    assert refused.code == 2
    assert [each.name for each in (empty_home.path / "photos").iterdir()] == ["one.jpg"]


@given(st.datetimes(min_value=datetime(2020, 1, 1), max_value=datetime(2090, 1, 1)))
def test_on_any_day_the_invented_life_is_past_and_of_the_right_form(now: datetime) -> None:
    life = demo(now)
    assert all(record.at < now for record in life.records)
    for record in life.records:
        validated(KINDS[record.kind], record.fields)


def test_the_invented_life_names_nobody() -> None:
    now = datetime(2026, 11, 21, 12)
    for record in demo(now).records:
        assert find(f"{record.theme} {record.fields.get('text', '')}", today=now.date()) == ()


def test_the_demo_has_cpd_to_list_and_export_and_its_summary_stays_short(empty_home: Home) -> None:
    made = empty_home.run("demo", "life", "--json", passphrase=None).object
    look = ("--journal", "life", "cpd")
    assert len(empty_home.run(*look, "list", "--json", passphrase=made["passphrase"]).object["records"]) >= 3
    reading = empty_home.run(*look, "reading", "list", "--json", passphrase=made["passphrase"]).object["reading"]
    assert any(each["done"] for each in reading)
    export = empty_home.run(*look, "export", str(empty_home.path / "cpd.md"), passphrase=made["passphrase"])
    assert export.code == 0, export.err
    assert "self-harm" in (empty_home.path / "cpd.md").read_text()
    assert "self-harm" not in Path(empty_home.path / made["summary"]).read_text()
