"""Documents on a screen."""

import io
import re
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from selfcare.render.terminal import in_plain, lines, show
from selfcare.reports.document import Document, Item, Section

ANY = st.text(st.characters())
WORDS = "several words that go on for rather longer than one line of a screen could ever hold, " * 2


class Terminal(io.StringIO):
    """A stream that says it is a terminal."""

    def isatty(self) -> bool:
        """Whether it is a terminal."""
        return True


@pytest.fixture
def colourful(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TERM", "xterm-256color")
    for name in ("NO_COLOR", "FORCE_COLOR", "TTY_COMPATIBLE"):
        monkeypatch.delenv(name, raising=False)


def shown(document: Document, *, plain: bool = True, width: int = 80) -> str:
    if plain:
        return in_plain(document, width) + "\n"
    stream = Terminal()
    show(document, stream, width)
    return stream.getvalue()


FULL = Document(
    title=f"Title {WORDS}",
    lead=(f"Lead {WORDS}",),
    sections=(
        Section(
            heading=f"Heading {WORDS}",
            about=f"About {WORDS}",
            items=(Item(f"Item {WORDS}", (("Label", WORDS), ("", f"Free {WORDS}"))),),
            write_on=2,
        ),
    ),
    footer=(f"Footer {WORDS}",),
)


@pytest.mark.parametrize("width", [40, 80, 132])
def test_every_line_fits_the_screen(width: int) -> None:
    for plain in (True, False):
        fitted = re.sub(r"\x1b\[[0-9]+m", "", shown(FULL, plain=plain, width=width)).split("\n")
        assert max(map(len, fitted)) <= width
        assert sum(line.count("____") > 0 for line in fitted) == (0 if plain else 2)


def test_wrapping_loses_no_word() -> None:
    assert (
        shown(FULL).split()
        == " ".join(
            [
                *(f"{name} {WORDS}" for name in ("Title", "Lead", "Heading", "About", "Item")),
                f"Label: {WORDS}",
                f"Free {WORDS}",
                "Room to write on: 2 lines.",
                f"Footer {WORDS}",
            ]
        ).split()
    )


def test_the_parts_come_in_order_with_their_indents() -> None:
    document = Document(
        "k7m2q  note",
        ("a lead",),
        (Section("Note", (Item("first\n\nsecond", (("Strength", "7"), ("", "free"))),), about="about it", write_on=1),),
        ("the end",),
    )
    assert shown(document, width=30) == (
        "k7m2q  note\na lead\n\nNote\n  about it\n  first\n  \n  second\n    Strength: 7\n    free\n"
        "  Room to write on: 1 line.\n\nthe end\n"
    )


def test_a_long_word_is_left_whole() -> None:
    path = "/a/path/" + "x" * 100
    assert path in shown(Document("t", (f"It is in {path} now.",)))


@given(ANY, ANY, ANY)
def test_plain_has_no_escape_codes_whatever_the_words(title: str, heading: str, text: str) -> None:
    output = shown(Document(title, (text,), (Section(heading, (Item(text, ((heading, text),)),), text),), (text,)))
    assert {each for each in output if unicodedata.category(each) in ("Cc", "Cs")} <= {"\n"}
    output.encode("utf-8")


@pytest.mark.usefixtures("colourful")
def test_a_terminal_gets_bold_headings_and_the_same_words() -> None:
    output = shown(FULL, plain=False)
    assert "\x1b[1mTitle" in output
    for code in ("\x1b[1m", "\x1b[0m"):
        output = output.replace(code, "")
    assert output.splitlines() == [text for _, text in lines(FULL, 80)]


@pytest.mark.usefixtures("colourful")
@pytest.mark.parametrize("plain", [True, False])
@pytest.mark.parametrize(
    "text", ["[/]", "[bold]x[/bold]", "[red", "[link=http://x]y[/link]", ":smile:", "\\[x]", "192.168.0.1 'x' 12:30"]
)
def test_markup_stays_text(text: str, plain: bool) -> None:
    output = shown(Document("title", (), (Section("", (Item(text),)),)), plain=plain)
    assert f"  {text}\n" in output


@pytest.mark.usefixtures("colourful")
@pytest.mark.parametrize("plain", [True, False])
def test_control_characters_in_a_persons_words_are_shown(plain: bool) -> None:
    output = shown(Document("t", (), (Section("\x1b[2J", (Item("a\x1b[31mb\u202ec"),)),)), plain=plain)
    assert "\x1b[2J" not in output
    assert "\x1b[31m" not in output
    assert "a\\x1b[31mb\\u202ec" in output
