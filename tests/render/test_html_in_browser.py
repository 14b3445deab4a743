"""A page in headless Chromium: accessible in light and dark, whole on a narrow screen, and silent."""

from pathlib import Path

import pytest
from tests.chromium import ask, needs_chromium, violations
from tests.render.test_html import HOSTILE, page

from selfcare.render.html import html

pytestmark = needs_chromium


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_axe_finds_nothing_wrong(tmp_path: Path, dark: bool) -> None:
    assert violations(html(page()), tmp_path, dark=dark) == []


def test_axe_would_find_something_wrong(tmp_path: Path) -> None:
    """The check can fail: a page without its language, and with pale words, breaks two rules."""
    broken = html(page()).replace('lang="en-GB"', "").replace("--quiet: #58645f", "--quiet: #c8c8c8")
    assert {each.split(":")[0] for each in violations(broken, tmp_path)} == {"html-has-lang", "color-contrast"}


def test_dark_is_dark_and_light_is_light(tmp_path: Path) -> None:
    script = "return window.getComputedStyle(window.document.body).backgroundColor.match(/\\d+/g).map(Number)"
    assert min(ask(html(page()), tmp_path, script=script)) > 200
    assert max(ask(html(page()), tmp_path, script=script, dark=True)) < 60


@pytest.mark.parametrize("width", [320, 768])
def test_a_narrow_screen_scrolls_in_one_direction_only(tmp_path: Path, width: int) -> None:
    script = "return [window.innerWidth, window.document.documentElement.scrollWidth]"
    inner, wide = ask(html(page("a-very-long-word-without-an-end" * 5)), tmp_path, script=script, width=width)
    assert inner == width
    assert wide <= width


def test_text_in_a_chart_can_be_read_on_a_narrow_screen(tmp_path: Path) -> None:
    script = "return [...window.document.querySelectorAll('svg text')].map(t => t.getBoundingClientRect().height)"
    heights = ask(html(page()), tmp_path, script=script, width=320)
    assert min(heights) >= 9


def test_the_page_loads_nothing_and_runs_nothing_that_a_person_wrote(tmp_path: Path) -> None:
    script = """return [window.performance.getEntriesByType("resource").length, window.stolen || false,
        window.document.querySelectorAll("img, link, iframe, object, form, b#mine").length]"""
    assert ask(html(page(HOSTILE)), tmp_path, script=script) == [0, False, 0]
