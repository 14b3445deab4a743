"""Documents as a page: what a person wrote stays text, nothing is loaded, the numbers are there twice."""

import base64
import hashlib
import re
from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from selfcare.redaction.outgoing import OWN, OwnCopy
from selfcare.render.html import html
from selfcare.reports.document import Bar, Chart, Document, Item, Section
from selfcare.when import Week

FIRST = Week(2026, 1)
HOSTILE = '<script>window.stolen = 1</script><img src=x onerror="stolen=1"><b id=mine>"\'{{ 7 * 7 }}</b></style>'


def chart(values: list[int | None], usual: float | None = 6.0) -> Chart:
    bars = tuple(Bar(FIRST + number, value, apart=number == 1) for number, value in enumerate(values))
    return Chart(bars, ", ".join(map(str, values)), usual)


def page(words: str = "Sleep", values: tuple[int | None, ...] = (7, 0, None, 10)) -> OwnCopy:
    """A page with a bit of everything; `words` stand wherever a person may have written."""
    charts = Section("Charts", (Item(words, (("Latest", "4"), ("", words)), chart(list(values))), Item(words)))
    points = Section("Points", (Item(words, ((words, words),)),), "About them")
    bare = Section("", (Item("One", (), chart(list(values), None)),))
    return OwnCopy(Document("Your weeks", (words, "and more"), (charts, points, bare), ("Where to go",)))


class Reader(HTMLParser):
    """The tags, attributes and texts of a page, as a browser tells them apart."""

    def __init__(self, content: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.attributes: list[tuple[str, str]] = []
        self.texts: list[str] = []
        self.feed(content)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note one tag."""
        self.tags.append(tag)
        self.attributes += [(name, value or "") for name, value in attrs]

    def handle_data(self, data: str) -> None:
        """Note one text."""
        self.texts.append(data)


def test_the_policy_lets_a_browser_load_nothing_and_names_the_one_style() -> None:
    content = html(page())
    (policy,) = re.findall(r'Content-Security-Policy" content="([^"]*)"', content)
    (style,) = re.findall(r"<style>(.*?)</style>", content, re.DOTALL)
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    rules = {rule.split()[0]: rule.split()[1:] for rule in policy.replace("&#39;", "'").split("; ")}
    assert rules["default-src"] == ["'none'"]
    assert rules["style-src"] == [f"'sha256-{digest}'"]


def test_there_is_no_address_no_script_and_no_style_of_an_element() -> None:
    content = html(page())
    assert not re.search(r"https?:|//\w|url\(|@import", content)
    reader = Reader(content)
    assert not {"script", "img", "link", "iframe", "object", "form", "base"} & set(reader.tags)
    assert not {name for name, _ in reader.attributes if name in {"src", "href", "style"} or name.startswith("on")}


def test_what_a_person_wrote_stays_text() -> None:
    plain, hostile = Reader(html(page())), Reader(html(page(HOSTILE)))
    assert hostile.tags == plain.tags
    assert [name for name, _ in hostile.attributes] == [name for name, _ in plain.attributes]
    assert hostile.texts.count(HOSTILE) == plain.texts.count("Sleep") > 3


@given(st.text(st.sampled_from("ab <>&\"'{}%#/=-!\n\x1b\u202e"), min_size=1, max_size=40))
def test_no_text_changes_the_page_around_it(text: str) -> None:
    assert Reader(html(page(text))).tags == Reader(html(page())).tags


def test_control_characters_and_marks_that_reorder_are_shown() -> None:
    content = html(page("a\x1b[2J\u202eb"))
    assert "a\\x1b[2J\\u202eb" in content
    assert "\x1b" not in content


def test_the_last_line_says_that_it_was_not_checked() -> None:
    assert OWN in html(page())


def test_a_bare_document_is_refused() -> None:
    with pytest.raises(TypeError):
        html(page().unchecked)  # type: ignore[arg-type]


def rows(content: str) -> list[list[str]]:
    cells = re.compile(r"<t[hd][^>]*>(.*?)</t[hd]>")
    found = [cells.findall(row) for row in re.findall(r"<tr>(.*?)</tr>", content)]
    return [[re.sub(r"<[^>]*>", "", cell) for cell in row] for row in found]


def test_the_table_has_every_number_of_the_charts_and_names_gaps() -> None:
    numbers = [
        ["2026-W01", "7"],
        ["2026-W02", "(0 set aside)"],
        ["2026-W03", "gap"],
        ["2026-W04", "10"],
    ]
    assert rows(html(page())) == [["Week", "Sleep"], *numbers, ["Week", "One"], *numbers]


def test_each_chart_has_a_title_and_its_numbers_in_words() -> None:
    content = html(page())
    ids = set(re.findall(r'<(?:title|desc) id="([^"]*)"', content))
    named = re.findall(r'role="img" aria-labelledby="([^"]*)"', content)
    assert len(named) == 2
    assert {each for names in named for each in names.split()} == ids
    assert len(ids) == 4
    assert content.count("7, 0, None, 10</desc>") == 2
