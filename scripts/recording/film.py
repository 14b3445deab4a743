"""Pictures of a screen, one after the other, as one SVG that plays by itself and has no script.

Each line is drawn once and shown for as long as it stands. Whoever asks for less motion sees the last picture alone.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from html import escape

WIDE, HIGH, MARGIN = 8.4, 18, 14
"""A character and a row, in pixels."""
_HEAD = """\
<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width:.0f} {height:.0f}" role="img" aria-labelledby="t d">
<title id="t">{title}</title>
<desc id="d">{last}</desc>
<style>
text {{ font: 14px ui-monospace, Menlo, Consolas, "DejaVu Sans Mono", monospace; fill: #e8e6e3; white-space: pre }}
.passing {{ visibility: hidden }}
@media not (prefers-reduced-motion: reduce) {{
{moving}}}
</style>
<rect width="100%" height="100%" rx="8" fill="#1d1f21"/>
"""


@dataclass(frozen=True)
class Picture:
    """What stood on the screen from `at` on, in seconds, and where the cursor was."""

    at: float
    lines: tuple[str, ...]
    cursor: tuple[int, int]


@dataclass
class _Standing:
    """One line, at its row and column, from a moment until another."""

    row: int
    column: int
    text: str
    since: float
    until: float


def film(pictures: list[Picture], rows: int, columns: int, *, title: str, last_for: float = 4.0) -> str:
    """The SVG, text; the last picture stands for `last_for` seconds, then it begins again."""
    length = pictures[-1].at + last_for
    standing = list(_standing(pictures, length))
    head = _HEAD.format(
        width=columns * WIDE + 2 * MARGIN,
        height=rows * HIGH + 2 * MARGIN,
        title=escape(title),
        last=escape("\n".join(pictures[-1].lines).strip()),
        moving="".join(_moving(number, each, length) for number, each in enumerate(standing)),
    )
    return f"{head}{''.join(_drawn(number, each, length) for number, each in enumerate(standing))}</svg>\n"


def _standing(pictures: list[Picture], length: float) -> Iterator[_Standing]:
    """Every line that stood anywhere, for how long."""
    now: dict[tuple[int, int], _Standing] = {}
    for picture in pictures:
        shown = {(row, 0): text for row, text in enumerate(picture.lines) if text} | {picture.cursor: "▁"}
        for place in [place for place, each in now.items() if shown.get(place) != each.text]:
            gone = now.pop(place)
            gone.until = picture.at
            yield gone
        for place, text in shown.items():
            now.setdefault(place, _Standing(*place, text, picture.at, length))
    yield from now.values()


def _moving(number: int, each: _Standing, length: float) -> str:
    begin, end = (f"{100 * moment / length:.2f}%" for moment in (each.since, each.until))
    steps = f"0% {{ visibility: hidden }} {begin} {{ visibility: visible }}"
    if each.until < length:
        steps += f" {end} {{ visibility: hidden }}"
    return (
        f"@keyframes s{number} {{ {steps} }}\n#l{number} {{ animation: s{number} {length:.1f}s step-end infinite }}\n"
    )


def _drawn(number: int, each: _Standing, length: float) -> str:
    passing = ' class="passing"' if each.until < length else ""
    x, y = MARGIN + each.column * WIDE, MARGIN + (each.row + 0.75) * HIGH
    return f'<text id="l{number}"{passing} x="{x:.1f}" y="{y:.1f}" xml:space="preserve">{escape(each.text)}</text>\n'
