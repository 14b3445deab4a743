"""How long a session waits: a line that changes begins the time anew, and the sleep of a computer counts."""

import time
from itertools import pairwise

import pytest

from selfcare.cli import idle


class Clock:
    """Two clocks that a test moves by hand."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.awake = self.wall = 1_000.0
        monkeypatch.setattr(time, "monotonic", lambda: self.awake)
        monkeypatch.setattr(time, "time", lambda: self.wall)

    def passes(self, seconds: float) -> None:
        """Both go on."""
        self.awake += seconds
        self.wall += seconds


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    return Clock(monkeypatch)


def test_ten_minutes_without_a_change_are_quiet(clock: Clock) -> None:
    watch = idle.Watch(600)
    clock.passes(599)
    assert not watch.look("")
    clock.passes(1)
    assert watch.look("")


def test_a_change_of_the_line_begins_the_time_anew(clock: Clock) -> None:
    watch = idle.Watch(600)
    for before, after in pairwise(["", "I", "I can", "I"]):
        clock.passes(598)
        assert not watch.look(before)
        clock.passes(1)
        assert not watch.look(after)
    clock.passes(598)
    assert not watch.look("I")
    clock.passes(2)
    assert watch.look("I")


def test_so_does_the_next_question(clock: Clock) -> None:
    watch = idle.Watch(600)
    clock.passes(599)
    watch.begin()
    clock.passes(599)
    assert not watch.look("")


def test_the_time_that_the_computer_slept_counts(clock: Clock) -> None:
    watch = idle.Watch(600)
    clock.wall += 8 * 3600
    assert watch.look("half a")


def test_a_clock_that_is_set_back_keeps_nothing_open(clock: Clock) -> None:
    watch = idle.Watch(600)
    clock.wall -= 3600
    clock.passes(600)
    assert watch.look("")


def test_after_it_rang_no_further_question_is_asked(clock: Clock) -> None:
    with idle.watching(600) as watch:
        clock.passes(600)
        watch.look("")
        with pytest.raises(idle.Quiet):
            idle.begin()
    idle.begin()


def test_outside_a_session_nothing_is_watched() -> None:
    idle.begin()
    with idle.interrupting():
        pass
    assert idle.can_interrupt()
