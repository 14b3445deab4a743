"""The key file: its grammar, its locks, and its two copies."""

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.vault.vault_vectors import Vector, vectors

from selfcare.errors import Failed, NewerFormat, Usage
from selfcare.vault import keyfile
from selfcare.vault.kdf import CHEAP_FOR_TESTS, DEAREST, STANDARD, Cost, stretch
from selfcare.vault.keyfile import KeyFile, NotKeyFile, Pending, Slot

# Three of these together cost no more than a reader pays.
COSTS = st.builds(Cost, m=st.integers(8192, 1024 * 1024), t=st.integers(1, 3), p=st.integers(1, 16))


def slots(payload: int) -> st.SearchStrategy[tuple[Slot, ...]]:
    one = st.builds(
        Slot,
        type=st.sampled_from([keyfile.PASSPHRASE, keyfile.KEYRING]),
        cost=COSTS,
        salt=st.binary(min_size=16, max_size=16),
        nonce=st.binary(min_size=12, max_size=12),
        wrapped=st.binary(min_size=payload + 16, max_size=payload + 16),
    )
    return st.lists(one, min_size=1, max_size=3).map(tuple)


PUBLICS = st.binary(min_size=32, max_size=32)
KEY_FILES = st.builds(
    KeyFile,
    journal=st.binary(min_size=16, max_size=16),
    inbox_public=PUBLICS,
    slots=slots(20),
    pending=st.none() | st.builds(Pending, inbox_public=PUBLICS, slots=slots(40), final=slots(20)),
)


@pytest.mark.parametrize("vector", vectors("keyfile"))
def test_every_vector_is_read_as_its_head_says(vector: Vector) -> None:
    expect = vector.head["expect"]
    if expect == "damaged":
        with pytest.raises(NotKeyFile):
            keyfile.parse(vector.body)
        return
    if expect == "newer-format":
        with pytest.raises(NewerFormat):
            keyfile.parse(vector.body)
        return
    keys = keyfile.parse(vector.body)
    root = keyfile.unwrap_first(keys.slots, vector.head["passphrase"], keys.journal, slot_type=keyfile.PASSPHRASE)
    assert root == (vector.raw("root") if expect == "opens" else None)


def test_a_pending_vector_gives_both_roots_to_the_new_passphrase() -> None:
    text = (Path(__file__).parent.parent / "vectors" / "keyfile" / "pending.txt").read_bytes()
    keys = keyfile.parse(text.split(b"\n\n", 1)[1])
    assert keys.pending is not None
    new, old = bytes(range(100, 120)), bytes(range(20))
    assert keyfile.unwrap(keys.pending.slots[0], "new words", keys.journal) == new + old
    assert keyfile.unwrap(keys.finished().slots[0], "new words", keys.journal) == new
    assert keyfile.unwrap_first(keys.slots, "new words", keys.journal, slot_type=keyfile.PASSPHRASE) is None


@given(KEY_FILES)
def test_what_was_written_reads_back_the_same(keys: KeyFile) -> None:
    assert keyfile.parse(keyfile.dump(keys)) == keys


@pytest.mark.fuzz
@given(KEY_FILES, st.data())
def test_any_change_of_one_byte_is_noticed(keys: KeyFile, data: st.DataObject) -> None:
    raw = bytearray(keyfile.dump(keys))
    place = data.draw(st.integers(0, len(raw) - 1))
    raw[place] ^= data.draw(st.integers(1, 255))
    with pytest.raises(NotKeyFile):
        keyfile.parse(bytes(raw))


@pytest.mark.fuzz
@given(st.binary(max_size=200))
def test_any_bytes_are_refused_and_never_crash(raw: bytes) -> None:
    with pytest.raises(NotKeyFile):
        keyfile.parse(raw)


def test_a_slot_opens_for_its_passphrase_its_journal_and_its_cost_alone() -> None:
    journal, root = bytes(16), bytes(range(20))
    slot = keyfile.wrap(root, "tea", journal, CHEAP_FOR_TESTS)
    assert keyfile.unwrap(slot, "tea", journal) == root
    assert keyfile.unwrap(slot, "Tea", journal) is None
    assert keyfile.unwrap(slot, "tea", bytes(15) + b"\1") is None
    dearer = Slot(slot.type, Cost(8192, 2, 1), slot.salt, slot.nonce, slot.wrapped)
    assert keyfile.unwrap(dearer, "tea", journal) is None


def test_the_standard_cost_is_64_mib_three_passes_four_lanes() -> None:
    assert (STANDARD.m, STANDARD.t, STANDARD.p) == (65536, 3, 4)


def with_slots(number: int, cost: Cost) -> KeyFile:
    slot = Slot(keyfile.PASSPHRASE, cost, bytes(16), bytes(12), bytes(36))
    return KeyFile(bytes(16), bytes(32), (slot,) * number)


@pytest.mark.parametrize(("number", "cost"), [(8, CHEAP_FOR_TESTS), (8, STANDARD), (1, DEAREST)])
def test_up_to_eight_slots_that_cost_no_more_together_than_the_dearest_one_are_read(number: int, cost: Cost) -> None:
    keys = with_slots(number, cost)
    assert keyfile.parse(keyfile.dump(keys)) == keys


@pytest.mark.parametrize(("number", "cost"), [(9, CHEAP_FOR_TESTS), (2000, CHEAP_FOR_TESTS), (2, DEAREST)])
@pytest.mark.parametrize("place", ["slots", "pending"])
def test_a_key_file_whose_slots_would_keep_an_unlock_busy_is_refused(number: int, cost: Cost, place: str) -> None:
    many, one = with_slots(number, cost), with_slots(1, CHEAP_FOR_TESTS)
    if place == "pending":
        wrapped = bytes(56)
        both = tuple(replace(slot, wrapped=wrapped) for slot in many.slots)
        many = replace(one, pending=Pending(bytes(32), both, one.slots))
    assert len(keyfile.dump(many)) < keyfile.LARGEST
    with pytest.raises(NotKeyFile):
        keyfile.parse(keyfile.dump(many))


@pytest.mark.parametrize(
    "cost", [Cost(8191, 1, 1), Cost(1024 * 1024 + 1, 1, 1), Cost(8192, 0, 1), Cost(8192, 11, 1), Cost(8192, 1, 17)]
)
def test_a_cost_beyond_the_caps_is_refused_before_it_is_paid(cost: Cost) -> None:
    with pytest.raises(ValueError, match="caps"):
        stretch("tea", bytes(16), cost)


def test_a_passphrase_that_is_not_text_is_refused_plainly() -> None:
    with pytest.raises(Usage):
        stretch("tea \udcff", bytes(16), CHEAP_FOR_TESTS)


def sample() -> KeyFile:
    return KeyFile(bytes(16), bytes(32), (keyfile.wrap(bytes(20), "tea", bytes(16), CHEAP_FOR_TESTS),))


def test_both_copies_have_the_same_content_and_are_private(tmp_path: Path) -> None:
    assert keyfile.store(tmp_path, sample()) == ()
    main, copy = tmp_path / keyfile.NAME, tmp_path / keyfile.COPY_NAME
    assert main.read_bytes() == copy.read_bytes()
    assert main.stat().st_mode & 0o777 == copy.stat().st_mode & 0o777 == 0o600
    assert sorted(path.name for path in tmp_path.iterdir()) == [keyfile.NAME, keyfile.COPY_NAME]


def test_a_copy_that_cannot_be_written_is_a_notice_for_the_change_is_done(tmp_path: Path) -> None:
    (tmp_path / keyfile.COPY_NAME).mkdir()
    notices = keyfile.store(tmp_path, sample())
    assert len(notices) == 1
    assert keyfile.COPY_NAME in notices[0]
    assert keyfile.parse((tmp_path / keyfile.NAME).read_bytes())


def test_a_key_file_that_cannot_be_replaced_stays_with_its_copy(tmp_path: Path) -> None:
    (tmp_path / keyfile.NAME).mkdir()
    with pytest.raises(Failed):
        keyfile.store(tmp_path, sample())
    assert not (tmp_path / keyfile.COPY_NAME).exists()
