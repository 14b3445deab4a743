"""Eight invented weeks through the real doors, with a clock that the story sets: notices, suggestions, the plan."""

import re
from pathlib import Path

from tests.conftest import Home
from tests.replay import replayed

STORY = Path(__file__).parent / "eight_weeks.txt"


def test_eight_weeks_go_as_told(home: Home) -> None:
    story = STORY.read_text("utf-8")
    assert replayed(story, home) == story


def answer_of(day: str, command: str) -> str:
    """What the story has a command answer on a day, its lines as one: the first command that begins so."""
    (that_day,) = re.findall(rf"^== {day}.*\n((?:(?!== ).*\n)*)", STORY.read_text("utf-8"), re.MULTILINE)
    commands = that_day.replace("\\\n", "").split("$ selfcare ")[1:]
    return " ".join(next(each for each in commands if each.startswith(command)).split())


def test_a_fall_is_said_in_its_second_week_and_not_in_its_first() -> None:
    # Sleep 7, 6, 7, 6, then 4 and 4. The middle of the four before the fall is 6.5, and 4 is more than 2 below it.
    assert "What stands out" not in answer_of("2026-02-08", "checkin")
    second = answer_of("2026-02-15", "checkin")
    assert "Sleep has been less good than your usual for 2 weeks (4, your usual 6.5)." in second
    # Switching off is at 3 and 4, usual 5: one week far below it, and one not.
    assert second.count("less good than your usual") == 1


def test_too_much_work_is_said_by_both_rules_and_leads_to_supervision_first() -> None:
    # Workload 6, 6, 5, 6, 5, 5, then 3 and 3. The middle of the six is 5.5; 3 is also "3 or less".
    said = answer_of("2026-03-01", "checkin")
    assert "Workload has been less good than your usual for 2 weeks (3, your usual 5.5)." in said
    assert "Workload has not been good for 2 weeks (now 3)." in said
    assert said.index("agenda for supervision") < said.index("nothing now")
    assert "toolbox" not in said


def test_an_item_of_the_plan_comes_up_after_four_weeks_or_on_the_day_that_was_set() -> None:
    # 11 January and 28 days are 8 February; from then on, 8 March.
    assert "Look again: Sun 8 Feb" in answer_of("2026-01-11", "plan show")
    assert "on Sun 8 Mar" in answer_of("2026-02-08", "plan review")
    # 17 February and two weeks are 3 March, a Tuesday; and 28 days from then are 31 March.
    assert "on Tue 31 Mar" in answer_of("2026-03-03", "plan review k2jab")


def test_what_helped_is_offered_first_with_the_middle_of_its_ratings() -> None:
    # Rated 7 and 8.
    offered = answer_of("2026-02-22", "toolbox suggest")
    assert offered.index("helped you 7.5 out of 10 (the middle of 2 ratings)") < offered.index("Box breathing")


def test_no_line_of_the_story_is_longer_than_a_screen_is_wide() -> None:
    assert max(map(len, STORY.read_text("utf-8").splitlines())) <= 80
