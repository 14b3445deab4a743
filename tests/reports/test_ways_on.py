"""After a fall: which tools are named."""

from selfcare.insight.helped import Use
from selfcare.reports.toolbox import toolbox_of
from selfcare.reports.ways_on import offered, offered_words


def named(*uses: tuple[str, int]) -> list[str]:
    box = toolbox_of([], [Use(tool, helped) for tool, helped in uses])
    return [tool.id for tool in offered(box)]


def test_what_is_untried_is_named_only_if_it_may_be_a_reply_to_distress() -> None:
    box = toolbox_of([])
    tools = offered(box)
    assert 0 < len(tools) <= 3
    assert all(tool.for_distress for tool in tools)


def test_what_helped_this_person_comes_first_whatever_it_is() -> None:
    assert not toolbox_of([]).tools["walk-10"].for_distress
    assert named(("walk-10", 9))[0] == "walk-10"


def test_what_helped_little_is_not_put_first() -> None:
    assert named(("walk-10", 2))[0] != "walk-10"


def test_tools_are_named_with_the_id_that_commands_take() -> None:
    assert "Feet on the floor (feet)" in offered_words((toolbox_of([]).tools["feet"],))
