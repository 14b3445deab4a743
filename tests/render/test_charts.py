"""Charts as shapes: everything stands inside the drawing, higher for more, and a gap is no zero."""

from hypothesis import given
from hypothesis import strategies as st

from selfcare.render.charts import BOTTOM, NUMBERED, drawing
from selfcare.reports.document import Bar, Chart
from selfcare.when import Week

FIRST = Week(2026, 1)


def chart(values: list[int | None], usual: float | None = None, top: int = 10) -> Chart:
    return Chart(tuple(Bar(FIRST + n, value) for n, value in enumerate(values)), "", usual, top)


@given(st.lists(st.none() | st.integers(0, 10), min_size=1, max_size=260), st.none() | st.floats(0, 10))
def test_everything_stands_inside_and_in_order(values: list[int | None], usual: float | None) -> None:
    drawn = drawing(chart(values, usual))
    assert len(drawn.shapes) == len(values)
    for shape in drawn.shapes:
        assert drawn.left <= shape.x
        assert shape.x + shape.width <= drawn.right
        assert 0 <= shape.y <= drawn.bottom
        assert shape.width > 0
    assert [each.middle for each in drawn.shapes] == sorted({each.middle for each in drawn.shapes})
    assert drawn.usual is None or 0 <= drawn.usual <= drawn.bottom


def test_more_is_higher_and_a_zero_can_be_seen_while_a_gap_is_drawn_as_one() -> None:
    shapes = drawing(chart([0, 1, 5, 10, None])).shapes
    heights = [each.height for each in shapes[:4]]
    assert heights == sorted(heights)
    assert heights[0] > 0
    assert [each.gap for each in shapes] == [False] * 4 + [True]


def test_the_usual_is_as_high_as_a_bar_of_that_value() -> None:
    drawn = drawing(chart([6], usual=6))
    assert drawn.usual == drawn.shapes[0].y


def test_numbers_are_written_while_there_is_room_and_the_last_one_always() -> None:
    few, many = drawing(chart([4] * NUMBERED)), drawing(chart([4] * (NUMBERED + 1)))
    assert [each.label for each in few.shapes] == ["4"] * NUMBERED
    assert [each.label for each in many.shapes] == [""] * NUMBERED + ["4"]


def test_the_first_and_the_last_week_are_named_by_their_monday() -> None:
    drawn = drawing(chart([1, 2]))
    assert (drawn.first, drawn.last) == ("29 Dec 2025", "5 Jan 2026")
    assert drawing(chart([1])).last == ""


def test_a_scale_of_counts_ends_at_the_highest() -> None:
    drawn = drawing(chart([0, 3], top=3))
    assert [value for _, value in drawn.lines] == [0, 3]
    assert drawn.shapes[1].y == drawn.lines[1][0]
    assert drawn.lines[0][0] == BOTTOM
