"""The recording of `make recording`: the real program on a small screen, drawn as one SVG."""

from pathlib import Path
from xml.etree import ElementTree

import pytest
from scripts.recording.film import Picture, film
from scripts.recording.screen import Screen

SVG = "{http://www.w3.org/2000/svg}"


def drawn(text: str, *, passing: bool) -> list[str]:
    """The lines of an SVG: those that are gone in the end, or those that stay."""
    lines = ElementTree.fromstring(text).iter(f"{SVG}text")
    return [each.text or "" for each in lines if (each.get("class") == "passing") is passing]


def test_a_screen_shows_what_a_terminal_would() -> None:
    screen = Screen(3, 10)
    screen.write("one\r\ntwo\r\n\x1b[31mthree\x1b[0m\x1b[?25l")
    assert screen.lines == ("one", "two", "three")
    screen.write("\x1b[2A\rOne\x1b[K\x1b[1B\x08\x08!")
    assert screen.lines == ("One", "t!o", "three")
    screen.write("\x1b[J")
    assert screen.lines == ("One", "t!", "")


def test_what_is_too_long_goes_on_below_and_what_is_too_much_moves_up() -> None:
    screen = Screen(2, 4)
    screen.write("abcdef\r\ngh")
    assert screen.lines == ("ef", "gh")


def test_a_code_that_comes_in_two_pieces_is_one() -> None:
    screen = Screen(1, 20)
    screen.write("> \x1b[")
    screen.write("?2004hhello")
    assert screen.before_the_cursor == "> hello"


def test_whoever_asks_for_less_motion_sees_the_last_picture() -> None:
    pictures = [Picture(0.0, ("$ <b>", ""), (0, 5)), Picture(1.0, ("$ <b>", "Kept & sealed"), (1, 13))]
    svg = film(pictures, 2, 20, title="A line")
    assert sorted(drawn(svg, passing=False)) == sorted(["$ <b>", "Kept & sealed", "▁"])
    assert drawn(svg, passing=True) == ["▁"]
    assert "<script" not in svg
    assert "://" not in svg.replace("http://www.w3.org/2000/svg", "")


def test_the_recording_is_a_reflection_that_was_typed_and_kept(tmp_path: Path) -> None:
    pytest.importorskip("pexpect", reason="pseudo-terminals are of Unix alone")
    from scripts.recording.__main__ import ANSWERS, PASSPHRASE, record

    svg = record(tmp_path)
    stays = drawn(svg, passing=False)
    assert stays[0] == "$ selfcare reflect quick"
    assert {f"> {words}" for words in ANSWERS} <= set(stays)
    assert any(line.startswith("Kept as ") for line in stays)
    assert PASSPHRASE not in svg
