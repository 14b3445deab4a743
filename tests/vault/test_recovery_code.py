"""The recovery code: copied by hand, read with patience, never put right silently."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.vault.vault_vectors import Vector, vectors

from selfcare.errors import WrongCode
from selfcare.vault import recovery

ROOTS = st.binary(min_size=20, max_size=20)


@pytest.mark.parametrize("vector", vectors("code"))
def test_every_vector_is_read_as_its_head_says(vector: Vector) -> None:
    code = vector.body.decode()
    if vector.head["expect"] == "root":
        assert recovery.root_from(code) == vector.raw("root")
        return
    with pytest.raises(WrongCode, match=re.escape(vector.head["says"])) as caught:
        recovery.root_from(code)
    assert caught.value.exit_code == 12


@given(ROOTS)
def test_a_code_gives_its_root_back(root: bytes) -> None:
    code = recovery.code_from(root)
    assert re.fullmatch(r"([0-9A-HJKMNP-TV-Z]{4}-){8}[0-9A-HJKMNP-TV-Z]{4}", code)
    assert recovery.root_from(code) == root


@given(ROOTS, st.integers(0, 35), st.integers(1, 31))
def test_one_wrong_symbol_is_named_by_its_group_and_not_put_right(root: bytes, place: int, by: int) -> None:
    symbols = list(recovery.code_from(root).replace("-", ""))
    symbols[place] = recovery.SYMBOLS[(recovery.SYMBOLS.index(symbols[place]) + by) % 32]
    with pytest.raises(WrongCode, match=rf"group {place // 4 + 1}\b"):
        recovery.root_from("".join(symbols))


@given(ROOTS, st.integers(0, 34))
def test_two_swapped_neighbours_are_named_by_their_group(root: bytes, place: int) -> None:
    symbols = list(recovery.code_from(root).replace("-", ""))
    if symbols[place] == symbols[place + 1]:
        return
    symbols[place], symbols[place + 1] = symbols[place + 1], symbols[place]
    with pytest.raises(WrongCode, match=rf"group {place // 4 + 1}\b"):
        recovery.root_from("".join(symbols))


@pytest.mark.fuzz
@given(st.text(max_size=60))
def test_any_text_is_refused_without_being_repeated(text: str) -> None:
    with pytest.raises(WrongCode) as caught:
        recovery.root_from(text)
    assert len(text) < 8 or text not in caught.value.message + caught.value.hint


def test_new_roots_differ_and_have_twenty_bytes() -> None:
    roots = {recovery.new_root() for _ in range(50)}
    assert len(roots) == 50
    assert {len(root) for root in roots} == {20}
