"""In Markdown, what a person wrote stays text."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from selfcare.redaction.outgoing import OwnCopy
from selfcare.render.markdown import escaped, markdown
from selfcare.reports.document import Document, Item, Section


def rendered(text: str) -> str:
    return markdown(OwnCopy(Document("A page", sections=(Section("Going well", (Item(text, (("Label", text),)),)),))))


@pytest.mark.parametrize(
    ("written", "safe"),
    [
        ("plain words, a range 3-4 and a full stop.", "plain words, a range 3-4 and a full stop."),
        ("# not a heading", r"\# not a heading"),
        ("- not a list", r"\- not a list"),
        ("+ nor this", r"\+ nor this"),
        ("12. nor this", r"12\. nor this"),
        ("3) nor this", r"3\) nor this"),
        ("=====", r"\====="),
        ("---", r"\---"),
        ("> no quote", "&gt; no quote"),
        ("*bold* and _this_ and `that`", r"\*bold\* and \_this\_ and \`that\`"),
        ("[a](http://example.org)", r"\[a\](http://example.org)"),
        ("![a](b)", r"!\[a\](b)"),
        ("<script>alert(1)</script>", "&lt;script&gt;alert(1)&lt;/script&gt;"),
        ("a | b ~~c~~ $d$", r"a \| b \~\~c\~\~ \$d\$"),
        ("&lt; & &#35; fish & chips", "&amp;lt; & &amp;#35; fish & chips"),
        ("\\*", r"\\\*"),
        ("    four spaces are no code", "four spaces are no code"),
        ("[phone 1] rang", "[phone 1] rang"),
        ("[phone 1](http://example.org)", r"\[phone 1\](http://example.org)"),
        ("\x1b[31mred\u202e", r"\\x1b\[31mred\\u202e"),
    ],
)
def test_marks_are_escaped(written: str, safe: str) -> None:
    assert escaped(written) == safe


def test_line_breaks_are_kept_and_each_line_stays_in_its_item() -> None:
    lines = rendered("one\n\n# two\n- three").splitlines()
    assert lines[4:12] == [
        "- one",
        "",
        r"  \# two  ",
        r"  \- three",
        "  - **Label** one",
        "",
        r"    \# two  ",
        r"    \- three",
    ]


def test_a_huge_hostile_text_stays_text() -> None:
    hostile = ("<b>\x1b[2J[x](y)\u202e🙂 *a* `b` | # \n1. " * 2000)[:50_000]
    shown = rendered(hostile)
    assert not re.search(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]", shown)
    assert "<b>" not in shown
    assert "🙂" in shown
    assert shown.count("\n#") == 1  # the heading of the section is the only other one


def unescaped(markdown_text: str) -> str:
    """What CommonMark shows for `escaped` text: an independent reading of backslashes and entities."""
    shown = re.sub(r"\\([!-/:-@\[-`{-~])|&(amp|lt|gt);", _shown, markdown_text)
    return re.sub(r" *\n", "\n", shown)


def _shown(found: re.Match[str]) -> str:
    return found[1] or {"amp": "&", "lt": "<", "gt": ">"}[found[2]]


@given(st.text(st.sampled_from("ab1 \n#-+*_`[]()<>!|~&;.\\=$:")))
def test_it_reads_as_exactly_what_was_written(text: str) -> None:
    """Rule: unescaping gives the text back, but for spaces at the ends of its lines."""
    assert unescaped(escaped(text)) == "\n".join(line.strip() for line in text.strip().split("\n"))


@given(st.text(st.sampled_from("a1 \n#-+*_`[]()<>!|~&;.\\=$:\x1b\u202e\r"), max_size=60))
def test_no_line_of_a_text_becomes_structure(text: str) -> None:
    for line in escaped(text).split("\n"):
        assert not re.match(r"\s*([#>+*|~`=-]|\d+[.)]|<)", line)
        assert not re.search(r"(?<!\\)(?:\\\\)*[*_`|~<>]", line)
