"""Eight invented weeks through the real doors, with a clock that the story sets: notices, suggestions, the plan."""

from pathlib import Path

from tests.conftest import Home
from tests.replay import replayed

STORY = Path(__file__).parent / "eight_weeks.txt"


def test_eight_weeks_go_as_told(home: Home) -> None:
    story = STORY.read_text("utf-8")
    assert replayed(story, home) == story


def test_no_line_of_the_story_is_longer_than_a_screen_is_wide() -> None:
    assert max(map(len, STORY.read_text("utf-8").splitlines())) <= 80
