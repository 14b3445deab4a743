"""What was made for others is logged: when, for which role, in which form and from which records."""

import pytest
from tests.conftest import Home

from selfcare.journal import envelope as envelopes
from selfcare.journal.records import put


def shared_note(home: Home) -> str:
    with home.open() as journal:
        return put(journal, envelopes.new("note", {"text": "A calm week"}, share="share")).handle


def test_a_file_and_a_pipe_are_logged_with_role_form_and_records(home: Home) -> None:
    handle = shared_note(home)
    assert home.run("supervision", "summary", "--to", "page.md", "--for", "practice educator").code == 0
    assert home.run("supervision", "summary", "--profile", "line").code == 0
    pipe, file = home.run("supervision", "shared", "--json").object["shared"]
    assert (pipe["role"], pipe["what"], pipe["form"]) == ("supervisor", "summary line", "text")
    assert (file["role"], file["what"], file["form"]) == ("practice educator", "summary 4x4x4", "md")
    assert pipe["records"] == file["records"] == [handle]
    assert pipe["at"].endswith("Z")
    assert pipe["at"] >= file["at"]
    lines = home.run("supervision", "shared").out.splitlines()
    assert lines[0].endswith(f", for your supervisor: summary line (plain text), 1 record: {handle}")
    assert lines[1].endswith(f", for your practice educator: summary 4x4x4 (Markdown), 1 record: {handle}")


def test_what_was_refused_or_could_not_be_written_is_not_logged(home: Home) -> None:
    with home.open() as journal:
        put(journal, envelopes.new("note", {"text": "ring 07700 900123"}, share="share"))
    assert home.run("supervision", "summary", "--to", "page.md").code == 22
    assert home.run("supervision", "summary", "--replace-all", "--to", "no-such-folder/page.md").code == 1
    empty = home.run("supervision", "shared")
    assert (empty.code, empty.out) == (0, "")
    assert "Nothing was made for others yet." in empty.err
    assert home.run("supervision", "shared", "--json").object == {"format": 1, "shared": []}


@pytest.mark.parametrize("role", ["Sarah", "my manager Dave", "Dr Patel", "", "sam@example.org"])
def test_a_name_is_no_role(home: Home, role: str) -> None:
    refused = home.run("supervision", "summary", "--to", "page.md", "--for", role, passphrase=None)
    assert refused.code == 2
    assert refused.err.startswith("--for takes a role, and this may be a name.")
    assert not (home.path / "page.md").exists()
