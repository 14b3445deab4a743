"""Rows out of the pages of a database, one page at a time and without its tables' names.

https://sqlite.org/fileformat2.html#b_tree_pages. Nothing that a page says is trusted further than it reaches: a page
that contradicts itself gives the rows that it does hold.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field

from selfcare.vault.clear_pages import USABLE, ClearPages

Value = int | float | str | bytes | None

INDEX_NODE, INDEX_LEAF, TABLE_LEAF = 0x02, 0x0A, 0x0D
FILE_HEAD = 100
"""The first page begins with so many bytes of its own."""


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a table, or one entry of an index (then it has no `rowid`).

    Where a part of it is lost it is not `whole`, and `values` has those that come before what is lost.
    """

    page: int
    rowid: int | None
    values: tuple[Value, ...] = field(repr=False)
    whole: bool = True


def rows_of(pages: ClearPages) -> Iterator[Row]:
    """Every row and entry on the pages that are whole, page by page.

    What was deleted is not among them: `secure_delete` leaves zeros in its place, and no page points to it.
    """
    for number in pages:
        page = pages.get(number)
        if page is not None:
            yield from _rows_on(pages, number, page)


def _rows_on(pages: ClearPages, number: int, page: bytes) -> Iterator[Row]:
    start = FILE_HEAD if number == 1 else 0
    kind = page[start]
    if kind not in (INDEX_NODE, INDEX_LEAF, TABLE_LEAF):
        return
    count = int.from_bytes(page[start + 3 : start + 5], "big")
    first = start + (12 if kind == INDEX_NODE else 8)
    for at in range(first, min(first + 2 * count, USABLE - 1), 2):
        place = int.from_bytes(page[at : at + 2], "big")
        try:
            yield _row_at(pages, number, page, place, kind)
        except (IndexError, ValueError):
            continue


def _row_at(pages: ClearPages, number: int, page: bytes, place: int, kind: int) -> Row:
    if kind == INDEX_NODE:
        place += 4  # the page below
    size, place = _varint(page, place)
    rowid = None
    if kind == TABLE_LEAF:
        rowid, place = _varint(page, place)
    record = _payload(pages, page, place, size, is_table=kind == TABLE_LEAF)
    values, whole = _values(record, size)
    return Row(number, _signed(rowid) if rowid is not None else None, values, whole)


def _payload(pages: ClearPages, page: bytes, place: int, size: int, *, is_table: bool) -> bytes:
    """The record's bytes, as many as can be had: what a page cannot hold goes on in a chain of others."""
    here = _size_here(size, is_table=is_table)
    found = [page[place : place + here]]
    left, following = size - here, page[place + here : place + here + 4]
    seen = set[int]()
    while left > 0:
        number = int.from_bytes(following, "big")
        more = pages.get(number)
        if more is None or number in seen:
            break
        seen.add(number)
        found.append(more[4 : 4 + left])
        left, following = left - (USABLE - 4), more[:4]
    return b"".join(found)


def _size_here(size: int, *, is_table: bool) -> int:
    """How many bytes of a record of `size` lie on its own page."""
    most = USABLE - 35 if is_table else (USABLE - 12) * 64 // 255 - 23
    if size <= most:
        return size
    least = (USABLE - 12) * 32 // 255 - 23
    even = least + (size - least) % (USABLE - 4)
    return even if even <= most else least


def _values(record: bytes, size: int) -> tuple[tuple[Value, ...], bool]:
    """The values of a record that has `size` bytes when it is whole, and whether all of them are there."""
    head_size, at = _varint(record, 0)
    values: list[Value] = []
    place = head_size
    while at < head_size:
        kind, at = _varint(record, at)
        length = _length(kind)
        if place + length > len(record):
            return tuple(values), False
        values.append(_value(kind, record[place : place + length]))
        place += length
    return tuple(values), len(record) == size


def _length(kind: int) -> int:
    if kind >= 12:
        return (kind - 12) // 2
    return (0, 1, 2, 3, 4, 6, 8, 8, 0, 0, 0, 0)[kind]


def _value(kind: int, raw: bytes) -> Value:
    if kind == 0:
        return None
    if kind in (8, 9):
        return kind - 8
    if kind == 7:
        import struct

        number: float = struct.unpack(">d", raw)[0]
        return number
    if kind < 12:
        return int.from_bytes(raw, "big", signed=True)
    return raw.decode() if kind % 2 else raw


def _varint(raw: bytes, at: int) -> tuple[int, int]:
    """A number of one to nine bytes, and where it ends. Raises `IndexError` where the bytes do."""
    value = 0
    for place in range(at, at + 8):
        value = value << 7 | raw[place] & 0x7F
        if raw[place] < 0x80:
            return value, place + 1
    return value << 8 | raw[at + 8], at + 9


def _signed(number: int) -> int:
    return number - (1 << 64) if number >= 1 << 63 else number
