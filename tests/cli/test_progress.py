"""Progress is shown once work has taken a second, to a person at a terminal and to nobody else."""

import io
import itertools
import sys

import pytest

from selfcare.cli.console import Console
from selfcare.cli.progress import progress


class Screen(io.StringIO):
    """A terminal that remembers."""

    def isatty(self) -> bool:
        """Whether a person looks at it."""
        return True


def shown_by_work(
    monkeypatch: pytest.MonkeyPatch, *, seconds: float, plain: bool = False, as_json: bool = False
) -> str:
    """What four looks at a clock that goes on by `seconds` leave on the screen."""
    screen, clock = Screen(), itertools.count(0.0, seconds)
    monkeypatch.setattr(sys, "stdout", screen)
    monkeypatch.setattr(sys, "stderr", screen)
    with progress(Console(plain=plain, as_json=as_json), "Backing up", clock=lambda: next(clock)) as tell:
        for done in (0.0, 0.25, 0.5, 1.0):
            tell(done)
    return screen.getvalue()


@pytest.mark.parametrize("plain", [True, False])
def test_quick_work_shows_nothing(monkeypatch: pytest.MonkeyPatch, plain: bool) -> None:
    assert shown_by_work(monkeypatch, seconds=0.1, plain=plain) == ""


def test_longer_work_draws_a_bar_in_one_line_and_clears_it(monkeypatch: pytest.MonkeyPatch) -> None:
    shown = shown_by_work(monkeypatch, seconds=1.0)
    assert "Backing up [#####...............] 25%" in shown
    assert "\n" not in shown
    assert shown.split("\r")[-2].strip() == ""


def test_in_plain_it_is_a_line_at_the_start_and_one_at_the_end(monkeypatch: pytest.MonkeyPatch) -> None:
    shown = shown_by_work(monkeypatch, seconds=1.0, plain=True)
    assert shown == "Backing up: this takes a moment.\nBacking up: done.\n"


def test_a_script_is_told_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    assert shown_by_work(monkeypatch, seconds=1.0, as_json=True) == ""


def test_where_no_terminal_shows_it_nothing_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Screen, "isatty", lambda screen: False)
    assert shown_by_work(monkeypatch, seconds=1.0) == ""
