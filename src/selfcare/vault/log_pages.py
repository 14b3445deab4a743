"""The pages in a write-ahead log: which of them are in force, and what of the log is damaged.

https://sqlite.org/fileformat2.html#the_write_ahead_log. SQLite drops all that comes after a damaged frame; here each
page that its own checksum proves whole counts, for those behind the damage are as whole as they were. What a frame says
of itself is believed as far as SQLite's checksum of it, or the other frames, bear it out.
"""

import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import BinaryIO

from selfcare.vault.pages import PAGE_SIZE, is_whole

LOG_HEAD, FRAME_HEAD = 32, 24
FRAME = FRAME_HEAD + PAGE_SIZE
SUM_SIZE = 8
BIG_ENDIAN = b"\x37\x7f\x06\x83"
"""What the log of a computer begins with whose numbers have their highest byte first."""


@dataclass(frozen=True, slots=True)
class LogPages:
    """What a log holds of a database: `places` of the newest whole copy of each page, by its number.

    `total` is how many pages the database has with them, `lost` how many frames are damaged that no later one replaces.
    """

    places: dict[int, int]
    total: int
    lost: int


@dataclass(frozen=True, slots=True)
class _Frame:
    """One page as it was written into the log.

    `place` is where its page begins, `size` how many pages the database has after it if it ends a transaction (else 0).
    `whole` is the page by its own checksum; `sound` is the frame by SQLite's, which goes on from the frame before it.
    """

    place: int
    number: int
    size: int
    salts: bytes
    whole: bool
    sound: bool
    unwritten: bool


def pages_in(log: BinaryIO, mac_key: bytes, in_file: int) -> LogPages:
    """What `log` holds of a database whose file has `in_file` pages. What was never committed is not in force."""
    head = log.read(LOG_HEAD) if log.seek(0) == 0 else b""
    every = list(_frames(log, head, mac_key))
    salts = _salts(head, every)
    frames = _of_this_log(every, salts)
    committed: dict[int, int] = {}
    waiting: dict[int, int] = {}
    total = None
    for frame in frames:
        if frame.whole:
            waiting[frame.number] = frame.place
        if frame.size and (frame.whole or frame.salts == salts):
            committed |= waiting
            waiting.clear()
            total = frame.size if frame.sound and frame.size <= in_file + len(frames) else None
    known = max(in_file, *committed) if committed else in_file
    return LogPages(committed, total or known, _lost(frames, committed))


def _frames(log: BinaryIO, head: bytes, mac_key: bytes) -> Iterator[_Frame]:
    before = head[-SUM_SIZE:]
    order = "big" if head.startswith(BIG_ENDIAN) else "little"
    for place in range(LOG_HEAD, log.seek(0, os.SEEK_END) - FRAME + 1, FRAME):
        log.seek(place)
        raw = log.read(FRAME)
        head, page = raw[:FRAME_HEAD], raw[FRAME_HEAD:]
        number, size = int.from_bytes(head[:4], "big"), int.from_bytes(head[4:8], "big")
        whole = is_whole(page, number, mac_key)
        sound = _sum(head[:8] + page, before, order) == head[-SUM_SIZE:]
        yield _Frame(place + FRAME_HEAD, number, size, head[8:16], whole, sound, unwritten=not raw.strip(b"\0"))
        before = head[-SUM_SIZE:]


def _sum(content: bytes, before: bytes, order: str) -> bytes:
    """SQLite's checksum of `content`, going on from `before` (8 bytes each)."""
    import struct

    one, two = struct.unpack(">2I", before)
    words = struct.unpack(f"{'>' if order == 'big' else '<'}{len(content) // 4}I", content)
    for first, second in zip(words[::2], words[1::2], strict=True):
        one = one + first + two & 0xFFFFFFFF
        two = two + second + one & 0xFFFFFFFF
    return struct.pack(">2I", one, two)


# --- which frames are in force ---------------------------------------------------------------------------------------


def _salts(head: bytes, frames: Sequence[_Frame]) -> bytes:
    """The salts (8 bytes) of all frames since the log was begun anew: the log's own, if they are whole.

    Else those of the first two whole frames that agree: frames from before that come after, however many they are.
    """
    order = "big" if head.startswith(BIG_ENDIAN) else "little"
    if len(head) == LOG_HEAD and _sum(head[:-SUM_SIZE], bytes(SUM_SIZE), order) == head[-SUM_SIZE:]:
        return head[16:24]
    whole = [frame.salts for frame in frames if frame.whole]
    return next((one for one, other in pairwise(whole) if one == other), whole[0] if whole else b"")


def _of_this_log(frames: Sequence[_Frame], salts: bytes) -> Sequence[_Frame]:
    """The frames since the log was begun anew: whole ones behind the last of them are left from before.

    One with other salts is damaged there, or it goes on soundly from the one before.
    """
    end = 0
    for at, frame in enumerate(frames):
        if frame.salts == salts or (frame.sound and end == at):
            end = at + 1
    while end < len(frames) and not (frames[end].whole or frames[end].unwritten):
        end += 1
    return frames[:end]


def _lost(frames: Sequence[_Frame], committed: dict[int, int]) -> int:
    """How many are damaged, and replaced by no later copy."""
    return sum(not frame.whole and committed.get(frame.number, 0) < frame.place for frame in frames)
