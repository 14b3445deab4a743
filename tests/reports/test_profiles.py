"""The five profiles are five ways to lay out the same things."""

from datetime import UTC, date, datetime

import pytest

from selfcare.guidance import purposes, supervision
from selfcare.guidance.supervision import Profile
from selfcare.journal import envelope as envelopes
from selfcare.journal.sharing import Material, Shared
from selfcare.reports.brought import values
from selfcare.reports.summary import summary

GUIDE = supervision.load()
PROFILES = {profile.id: profile for profile in GUIDE.profiles}
NOW = datetime(2026, 11, 21, 12, tzinfo=UTC)


def test_there_are_five_and_the_first_is_the_usual_one() -> None:
    assert list(PROFILES) == ["4x4x4", "clinical", "case-management", "proctor", "line"]


@pytest.mark.parametrize("profile", PROFILES.values(), ids=PROFILES)
def test_each_has_a_heading_for_every_purpose(profile: Profile) -> None:
    named = {group.id for group in profile.groups}
    assert all(named.issuperset(purpose.groups(profile.grouping)) for purpose in purposes.load())


@pytest.mark.parametrize("profile", PROFILES.values(), ids=PROFILES)
def test_each_begins_with_what_is_needed_and_has_room_to_disagree(profile: Profile) -> None:
    assert profile.sections[0].feed == "needs"
    assert {section.feed for section in profile.sections} == {section.feed for section in PROFILES["4x4x4"].sections}


@pytest.mark.parametrize("profile", PROFILES.values(), ids=PROFILES)
def test_what_is_brought_for_any_purpose_stands_on_the_page_once(profile: Profile) -> None:
    records = [
        envelopes.new(
            "reflection",
            {"template": "quick", "answers": {"what": f"about {purpose.id}"}, "purposes": [purpose.id]},
            written_at=NOW,
            share="share",
        )
        for purpose in purposes.load()
    ]
    material = Material(tuple(Shared(record, NOW) for record in records))
    page = summary(values(material, GUIDE, [], now=NOW, zone="Europe/London", since=date(2026, 1, 1)), profile, GUIDE)
    texts = [
        text for section in page.sections for item in section.items for text in (item.text, *dict(item.lines).values())
    ]
    assert sorted(text for text in texts if text.startswith("about ")) == sorted(
        f"about {purpose.id}" for purpose in purposes.load()
    )
