"""The sweep: a name that was written before it was guarded is nowhere afterwards, on no page of the file."""

from pathlib import Path

import pytest
from tests.conftest import Home
from tests.journal.making import begun, note
from tests.journal.test_erasure import clear_bytes, fill, folder, found_in, opened

from selfcare.journal import envelope as envelopes
from selfcare.journal import shared_log
from selfcare.journal.bin import remove
from selfcare.journal.drafts import keep_draft, latest_draft
from selfcare.journal.finding import Filter, find, search
from selfcare.journal.people import add
from selfcare.journal.records import history, latest_version, put
from selfcare.journal.sweeping import Swept, named_ids, preview, sweep
from selfcare.journal.verify import problems

__all__ = ["folder"]
NAMES = ("QZFIRSTNAME", "VKLASTNAME")
BOTH = " ".join(NAMES)


def test_no_page_of_the_file_holds_the_name_afterwards(folder: Path) -> None:
    with opened(folder) as journal:
        fill(journal, 30)
        record = put(journal, note(f"{BOTH} before", theme=f"for {NAMES[0]}", tags=(NAMES[1],)))
        record = put(journal, envelopes.changed(record, fields={"text": f"now {BOTH} " * 200}))
        binned = put(journal, note(f"old {BOTH}"))
        remove(journal, binned.handle)
        keep_draft(journal, begun(note(f"half {BOTH}"), text=f"half {BOTH}"))
        put(journal, envelopes.new("guidance", {"section": "cards", "entry": {
            "id": "own-card", "name": NAMES[0], "about": BOTH, "lines": [f"as {NAMES[1]} says"], "source": BOTH,
        }}))  # fmt: skip
        journal.set_setting("allowed_words", f"{NAMES[0]},Aldi")
        with journal.writing() as session:
            shared_log.add(session, role=NAMES[0], what=f"summary own-{NAMES[1]}", form="md", versions=())
            version = latest_version(session, record.id) or ""
            answer = {"version_id": version, "digest": "d", "kind": "person_name", "answer": "keep"}
            session.insert("review_answers", {**answer, "words": BOTH, "answered_at": "now"})
        fill(journal, 30, start=30)
    assert found_in(clear_bytes(folder), NAMES) == {*NAMES, *(each.lower() for each in NAMES)}
    with opened(folder) as journal:
        add(journal, BOTH)
        sweep(journal)
        log = folder / "journal.db-wal"
        assert not log.exists() or log.stat().st_size == 0
        assert problems(journal) == []
        assert preview(journal) == []
    assert found_in(clear_bytes(folder), NAMES) == set()


def test_the_preview_says_where_and_changes_nothing(home: Home) -> None:
    with home.open() as journal:
        first, second = put(journal, note("Sarah rang")), put(journal, note("Sarah and Tomasz"))
        put(journal, envelopes.changed(first, fields={"text": "Sarah Okafor rang"}))
        remove(journal, second.handle)
        keep_draft(journal, begun(note("half Okafor"), text="half Okafor"))
        assert preview(journal) == []
        add(journal, "Sarah Okafor")
        add(journal, "Tomasz")
        expected = [
            Swept("Larch", (first.handle,), (second.handle,), versions=3, drafts=1, others=0),
            Swept("Slate", (), (second.handle,), versions=1, drafts=0, others=0),
        ]
        assert preview(journal) == expected
        with journal.reading() as session:
            assert search(session, ["sarah"], Filter())
        assert sweep(journal) == expected
        assert sweep(journal) == []


def test_a_sweep_makes_no_version_and_the_record_stays_what_it_was(home: Home) -> None:
    with home.open() as journal:
        kept = put(journal, note("Sarah rang", tags=("sarah",), theme="Sarah", share="share"))
        put(journal, envelopes.changed(kept, fields={"text": "Sarah rang twice"}))
        keep_draft(journal, begun(note("half Sarah"), text="half Sarah"))
        add(journal, "Sarah")
        sweep(journal)
        with journal.reading() as session:
            (swept,) = find(session, Filter())
            assert [each.fields["text"] for each in history(session, kept.id)] == ["Larch rang", "Larch rang twice"]
            assert session.value("SELECT count(*) FROM versions") == 2
            assert search(session, ["larch"], Filter()) == [swept]
            assert search(session, ["sarah"], Filter()) == []
        assert (swept.handle, swept.changed_at, swept.share) == (kept.handle, swept.changed_at, "share")
        assert (swept.tags, swept.theme) == (("larch",), "Larch")
        draft = latest_draft(journal, "note")
        assert draft is not None
        assert draft.answers == {"text": "half Larch"}


def test_names_that_were_kept_on_purpose_are_swept_too(home: Home) -> None:
    with home.open() as journal:
        add(journal, "Sarah")
        journal.names.keep = True
        put(journal, note("Sarah"))
        assert [each.pseudonym for each in sweep(journal)] == ["Larch"]


def test_a_sweep_is_all_or_nothing(home: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    with home.open() as journal:
        for _ in range(3):
            put(journal, note("Sarah"))
        add(journal, "Sarah")
        monkeypatch.setattr("selfcare.journal.sweeping.rebuild_index", lambda _: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            sweep(journal)
        with journal.reading() as session:
            assert [each.fields["text"] for each in find(session, Filter())] == ["Sarah"] * 3


def test_an_id_of_own_guidance_with_a_name_in_it_is_told(home: Home) -> None:
    entry = {"id": "own-sarah", "name": "C", "about": "A", "lines": ["B"], "source": "S"}
    with home.open() as journal:
        kept = put(journal, envelopes.new("guidance", {"section": "cards", "entry": entry}))
        assert named_ids(journal) == ()
        add(journal, "Sarah")
        assert named_ids(journal) == (kept.handle,)
