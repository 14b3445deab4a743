"""The words that ship: sourced, kind, in UK English, and true to the models that they name."""

import dataclasses
import functools
import re
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from datetime import date

import pytest
from tests.reading_age import READING_AGE, age

from selfcare.guidance import (
    about,
    cards,
    checkins,
    cpd,
    helplines,
    notices,
    pauses,
    plans,
    preparations,
    purposes,
    reading,
    resources,
    supervision,
    templates,
    tools,
    topics,
    triggers,
)

ALL: dict[str, object] = {
    "about": about.load(),
    "cards": cards.load(),
    "checkin": checkins.load(),
    "cpd": cpd.load(),
    "helplines": helplines.load(),
    "notices": notices.load(),
    "pauses": pauses.load(),
    "plans": plans.load(),
    "preparations": preparations.load(),
    "purposes": purposes.load(),
    "resources": resources.load(),
    "supervision": supervision.load(),
    "templates": templates.load(),
    "tools": tools.load(),
    "topics": topics.load(),
    "triggers": triggers.load(),
}

BANNED = [
    # licensed or owned instruments
    r"SWORD", r"WHO-?5", r"ProQOL", r"SWEMWBS", r"WEMWBS", r"Maslach", r"MBI", r"PSS-?\d", r"PHQ", r"GAD-?7",
    r"Copenhagen Burnout", r"Recovery Experience Questionnaire",
    # labels, claims and scores
    r"diagnos\w*", r"symptom\w*", r"disorder\w*", r"screening", r"burnt out", r"burned out", r"burnout", r"score\w*",
    r"cure\w*", r"treats?\b", r"therapeutic", r"detect\w*", r"predict\w*", r"you are fine", r"abnormal", r"normal",
    r"attachment style",
    # guilt, pressure and games
    r"streak\w*", r"fail\w*", r"lazy", r"should have", r"you must", r"you should", r"forgot\w*", r"congratulations",
    r"well done", r"keep it up", r"badge unlocked", r"goal\w*", r"just do",
    # words of other houses
    r"intervention\w*", r"client\b", r"patients?\b", r"service users?", r"utili[sz]e\w*", r"leverage\w*",
    r"artificial intelligence", r"AI",
]  # fmt: skip
US_SPELLING = [
    r"\w+iz(e|es|ed|ing|ation|ations)\b", r"color\w*", r"behavior\w*", r"favor\w*", r"center\w*",
    r"counsel(ing|ed|or)", r"travel(ing|ed)", r"labor\b", r"learned", r"gray", r"mom\b",
    r"vacation", r"analyz\w*", r"judgment\w*", r"fulfill\b", r"toward\b", r"license\b",
]  # fmt: skip
ALLOWED = {"size", "sizes", "prize", "seize"}


def walk(value: object, place: str = "") -> Iterator[tuple[str, object]]:
    """Every dataclass in the content, with its place."""
    if isinstance(value, tuple):
        for count, item in enumerate(value, start=1):
            yield from walk(item, f"{place}[{count}]")
    elif dataclasses.is_dataclass(value):
        yield place, value
        for field in dataclasses.fields(value):
            yield from walk(getattr(value, field.name), f"{place}.{field.name}")


def entries() -> Iterator[tuple[str, object]]:
    for name, content in ALL.items():
        yield from walk(content, name)


def texts(value: object, place: str) -> Iterator[tuple[str, str]]:
    """Every text in a parsed file, with its place."""
    if isinstance(value, str):
        yield place, value
    elif isinstance(value, dict):
        for key, each in value.items():
            yield from texts(each, f"{place}.{key}")
    elif isinstance(value, list):
        for count, each in enumerate(value, start=1):
            yield from texts(each, f"{place}[{count}]")


@functools.cache
def strings() -> list[tuple[str, str]]:
    """Every text of every file that ships, the invented life of the demo included."""
    files = sorted(reading.DATA.glob("*.toml"))
    return [found for file in files for found in texts(tomllib.loads(file.read_text("utf-8")), file.stem)]


def wording() -> list[tuple[str, str]]:
    """What is said in our own words: without sources, addresses and the titles of other people's work."""
    other = (".source", ".website", ".link", ".title", ".by", ".id", ".key", ".checked_by", ".form", ".feed", ".needs")
    return [(place, text) for place, text in strings() if not re.sub(r"\[\d+\]$", "", place).endswith(other)]


@pytest.mark.parametrize("pattern", BANNED)
def test_no_label_scale_guilt_or_jargon_is_shipped(pattern: str) -> None:
    found = [place for place, text in wording() if re.search(rf"\b(?:{pattern})", text, _case(pattern))]
    assert found == []


def _case(pattern: str) -> re.RegexFlag:
    """Abbreviations in capitals are looked for as they are."""
    return re.NOFLAG if pattern.isupper() else re.IGNORECASE


@pytest.mark.parametrize("name", ["SWORD", "ProQOL", "WHO-5", "SWEMWBS", "Maslach", "MBI"])
def test_no_licensed_scale_is_named_even_as_a_source(name: str) -> None:
    assert [place for place, text in strings() if re.search(rf"\b{name}\b", text, re.IGNORECASE)] == []


@pytest.mark.parametrize("pattern", US_SPELLING)
def test_spelling_is_british(pattern: str) -> None:
    hits = [
        (place, hit[0])
        for place, text in wording()
        if (hit := re.search(rf"\b{pattern}", text, re.IGNORECASE)) and hit[0].lower() not in ALLOWED
    ]
    assert hits == []


def test_nothing_is_shouted() -> None:
    """No exclamation marks, and no emoji that a screen reader would read aloud."""
    assert [place for place, text in strings() if "!" in text or not text.isascii()] == []


def test_sentences_are_short() -> None:
    """A tired reader gets no sentence of more than thirty words."""
    long = [
        place for place, text in wording() for sentence in re.split(r"(?<=[.?])\s+", text) if len(sentence.split()) > 30
    ]
    assert long == []


UNSAID = ("source", "website", "link", "title", "by", "number", "checked_by", "id", "key", "form", "feed", "replaces")


def said(entry: object) -> str:
    """All that an entry says in four words or more, as sentences: the formula has no meaning for a label."""
    found = [
        text
        for _, part in walk(entry)
        for field in dataclasses.fields(part)  # type: ignore[arg-type]
        if field.name not in UNSAID
        for text in _each(getattr(part, field.name))
    ]
    return " ".join(text if text[-1] in ".?:" else f"{text}." for text in found if len(text.split()) >= 4)


def _each(value: object) -> list[str]:
    return [each for each in (value if isinstance(value, tuple) else (value,)) if isinstance(each, str)]


@pytest.mark.parametrize("name", ALL)
def test_a_reader_of_thirteen_can_read_each_file(name: str) -> None:
    content = ALL[name]
    assert age(said(content)) <= READING_AGE


def test_and_each_entry_of_twenty_words_or_more() -> None:
    """A shorter text moves by years with a single long word, so it is measured with its file alone."""
    long = [(place, said(entry)) for place, entry in entries() if hasattr(entry, "source")]
    measured = [(place, text) for place, text in long if len(text.split()) >= 20]
    assert len(measured) > 60
    assert [(place, age(text)) for place, text in measured if age(text) > READING_AGE] == []


def test_every_entry_names_its_source() -> None:
    sourced = [(place, entry) for place, entry in entries() if hasattr(entry, "source")]
    assert len(sourced) > 200
    assert [place for place, entry in sourced if not getattr(entry, "source").strip()] == []  # noqa: B009


def test_whatever_has_an_id_of_its_own_has_a_source() -> None:
    """Only answers to pick and sections of a page lean on the source of the entry that they belong to."""
    bare = {type(entry).__name__ for _, entry in entries() if hasattr(entry, "id") and not hasattr(entry, "source")}
    assert bare == {"Choice", "Section"}


def test_ids_are_plain_and_unique_within_their_list() -> None:
    for name, content in ALL.items():
        seen: set[tuple[str, str]] = set()
        for place, entry in walk(content, name):
            mark = getattr(entry, "id", None) or getattr(entry, "key", None)
            if mark is None:
                continue
            assert re.fullmatch(r"[a-z0-9]+([-_][a-z0-9]+)*", mark), place
            spot = (re.sub(r"\[\d+\]$", "", place), mark)
            assert spot not in seen, place
            seen.add(spot)


def test_every_help_entry_is_dated_and_says_by_whom() -> None:
    for helpline in helplines.load():
        assert helpline.checked >= date(2026, 11, 21), helpline.id
        assert helpline.checked_by


def test_the_templates_are_those_of_the_contract_and_fit_their_minutes() -> None:
    minutes = {template.id: template.minutes for template in templates.load().templates}
    expected = {"quick": 2, "shift-end": 2, "weather": 5, "strengths": 5, "cycle": 15, "gibbs": 15, "hats": 15}
    assert minutes == expected


def test_quick_stores_its_answers_under_the_keys_of_the_contract() -> None:
    quick = next(template for template in templates.load().templates if template.id == "quick")
    assert [prompt.key for prompt in quick.prompts] == ["what", "so_what", "now_what"]


def test_weather_offers_seven_and_asks_for_at_most_three() -> None:
    weather = next(template for template in templates.load().templates if template.id == "weather")
    assert (len(weather.prompts), weather.pick) == (7, 3)


def test_the_cycle_goes_from_experience_to_plan_with_one_question_on_who_is_touched() -> None:
    cycle = next(template for template in templates.load().templates if template.id == "cycle")
    assert [prompt.key for prompt in cycle.prompts] == ["experience", "reflection", "analysis", "stakeholders", "plan"]


def test_a_second_look_covers_assumptions_power_evidence_four_lenses_and_structured_reflection() -> None:
    questions = templates.load().look_again
    assert [each.key for each in questions[:3]] == ["assumptions", "power", "evidence"]
    assert len([each for each in questions if "Brookfield" in each.source]) == 4
    assert len([each for each in questions if "Johns" in each.source]) == 5
    assert len(questions) == 12


def test_the_check_in_has_its_fifteen_items_and_its_short_form() -> None:
    items = [item for item in checkins.load().items if item.every == "week"]
    everything = (
        "energy sleep mood calm switch-off recover connect team load say clear safe meaning valued alone-with-risk"
    )
    assert " ".join(item.id for item in items) == everything
    assert [item.id for item in items if item.short] == ["energy", "sleep", "switch-off", "connect", "load", "meaning"]
    assert [item.id for item in items if item.condition] == ["load", "say", "clear", "safe"]
    assert all(item.area == "work" for item in items if item.condition)


def test_once_a_month_the_workplace_is_looked_at_in_seven_items() -> None:
    """Five that the resilience of an organisation rests on, relationships and change; none is in the short form."""
    monthly = [item for item in checkins.load().items if item.every == "month"]
    ids = " ".join(item.id for item in monthly)
    assert ids == "speak-up noticed room-to-learn shared-aim acted-on getting-on told-of-change"
    assert all(item.area == "work" and not item.short for item in monthly)


def test_the_cards_are_for_a_hard_meeting_a_remote_session_and_the_way_home() -> None:
    assert [card.id for card in cards.load()] == ["before-hard-meeting", "before-remote-session", "before-going-home"]


def test_a_card_is_short_lines_to_say_to_oneself() -> None:
    """In the first person, and each said in one breath or two."""
    for card in cards.load():
        assert 3 <= len(card.lines) <= 8
        assert all(len(line) <= 100 for line in card.lines)
        assert re.search(r"\b(I|my|me)\b", " ".join(card.lines))


def test_the_week_can_be_marked_and_its_hard_moments_ticked_by_kind() -> None:
    facts = {fact.key: fact for fact in checkins.load().facts}
    assert {"shifts", "nights", "hours_over", "breaks"} <= facts.keys()
    assert {"supervision_clinical", "supervision_line", "supervision_peer"} <= facts.keys()
    assert [choice.id for choice in facts["marks"].choices] == ["leave", "sick", "nights"]
    exposures = [choice.id for choice in facts["exposures"].choices]
    assert exposures == ["violence", "self-harm", "death", "abuse-disclosure", "complaint", "other"]


def test_a_trigger_note_asks_little_first() -> None:
    questions = triggers.load().questions
    assert [question.key for question in questions if question.core] == ["kind", "situation", "before", "helped"]
    assert len(questions) <= 16


def test_a_trigger_note_asks_for_the_theme_and_not_the_detail() -> None:
    hints = {question.key: question.hint.lower() for question in triggers.load().questions}
    for word in ("no names", "no graphic detail", "theme"):
        assert word in hints["situation"]
    assert "private" in hints["echo"]


def test_the_safety_lines_are_there() -> None:
    guide = triggers.load()
    lines = {line.id: line.text for line in guide.safety}
    assert (guide.strong, guide.repeats, guide.days) == (8, 3, 7)
    assert "pause first" in lines["pause-first"]
    assert "safeguarding procedure today" in lines["safeguarding"]
    assert "help-now" in lines["still-strong"]
    assert "help-now" in lines["was-strong"]
    assert "help-now" in lines["three-in-a-week"]


def test_exercise_and_cold_water_are_never_a_reply_to_distress() -> None:
    for_distress = {tool.id for tool in tools.load() if tool.for_distress}
    exercise = {"walk-10", "stretch", "wake-up", "gym", "run-swim", "route-home", "green"}
    assert not for_distress & (exercise | {"cold-water"})


@pytest.mark.parametrize("state", tools.STATES)
def test_something_gentle_is_there_for_every_state(state: str) -> None:
    gentle = [tool for tool in tools.load() if tool.for_distress and tool.state in {state, "any"} and tool.minutes <= 5]
    assert len(gentle) >= 3


def test_the_catalogue_has_seventy_tools_over_every_domain_and_moment() -> None:
    catalogue = tools.load()
    assert len(catalogue) == 70
    assert {domain for tool in catalogue for domain in tool.domains} == set(tools.DOMAINS)
    assert {tool.when for tool in catalogue} == set(tools.WHENS)
    assert {recovery for tool in catalogue for recovery in tool.recovery} == set(tools.RECOVERIES)


def test_a_tool_for_the_moment_takes_five_minutes_at_most() -> None:
    assert [tool.id for tool in tools.load() if tool.when == "moment" and tool.minutes > 5] == []


def test_every_pause_is_a_tool_of_the_same_name_and_care() -> None:
    catalogue = {tool.id: (tool.name, tool.care) for tool in tools.load()}
    for pause in pauses.load():
        assert catalogue[pause.id] == (pause.name, pause.care)


def test_the_first_pause_is_two_minutes() -> None:
    assert pauses.load()[0].seconds == 120


def test_a_pause_can_be_made_longer_or_shorter() -> None:
    for pause in pauses.load():
        steps = pause.scaled(30.0)
        assert sum(seconds for seconds, _ in steps) == pytest.approx(30)
        assert [words for _, words in steps] == [step.words for step in pause.steps]


def test_the_purposes_stand_where_the_models_put_them() -> None:
    where = {purpose.id: purpose for purpose in purposes.load()}
    assert len(where) == 10
    assert where["risk-management"].groups("function") == ("management", "support")
    assert where["ethics"].groups("function") == ("management", "mediation")
    assert where["emotional-support"].groups("proctor") == ("restorative",)
    assert where["advocacy"].groups("function") == ("mediation",)
    assert {purpose.proctor for purpose in purposes.load() if "development" in purpose.functions} == {("formative",)}


def test_every_purpose_falls_under_a_heading_of_every_profile() -> None:
    guide = supervision.load()
    for profile in guide.profiles:
        groups = {group.id for group in profile.groups}
        assert all(set(purpose.groups(profile.grouping)) <= groups for purpose in purposes.load())


def test_the_summary_opens_with_what_the_person_needs() -> None:
    profile = supervision.load().profiles[0]
    assert profile.id == "4x4x4"
    assert [section.feed for section in profile.sections] == list(_order())
    assert next(section for section in profile.sections if section.feed == "good").most == 3


def _order() -> tuple[str, ...]:
    return (
        *("needs", "session", "good", "actions", "priorities", "risks", "reflection", "purposes"),
        *("wellbeing", "learning", "organisation", "support", "disagree", "notes"),
    )


def test_supervision_falls_due_every_thirty_days_unless_told_otherwise() -> None:
    kinds = {kind.id: kind.interval_days for kind in supervision.load().kinds}
    assert kinds == dict.fromkeys(["clinical", "line", "peer", "group", "safeguarding"], 30)
    assert [mode.id for mode in supervision.load().modes] == ["in-person", "video", "phone", "group", "peer"]


def test_the_plan_has_four_verbs_and_is_looked_at_after_four_weeks() -> None:
    guide = plans.load()
    assert [verb.id for verb in guide.verbs] == list(plans.VERBS) == ["repair", "maintain", "grow", "sustain"]
    assert guide.review_days == 28


def test_every_fall_has_its_rise_and_both_are_said_alike() -> None:
    rules = notices.load().rules
    for measure in ("usual", "run", "level", "many"):
        pair = [rule for rule in rules if rule.measure == measure]
        assert [rule.direction for rule in pair] == ["fall", "rise"], measure
        fall, rise = ((rule.points, rule.weeks, rule.items) for rule in pair)
        assert fall == rise


def test_the_rules_are_those_that_were_agreed() -> None:
    falls = {rule.measure: rule for rule in notices.load().rules if rule.direction == "fall"}
    figures = {measure: (rule.points, rule.weeks, rule.items) for measure, rule in falls.items()}
    assert figures == {
        "usual": (2, 2, 0),
        "run": (3, 3, 0),
        "level": (3, 2, 0),
        "many": (2, 1, 4),
        "signs": (0, 1, 3),
        "overdue": (0, 1, 0),
    }


def test_nothing_now_is_always_offered_and_work_comes_before_breathing() -> None:
    guide = notices.load()
    assert guide.offers[-1].id == guide.work_offers[-1].id == "nothing"
    assert [offer.id for offer in guide.work_offers[:2]] == ["supervision", "employer"]
    assert "tool" not in {offer.id for offer in guide.work_offers}


def test_a_notice_reads_as_one_plain_sentence() -> None:
    rule = next(rule for rule in notices.load().rules if rule.id == "below-usual")
    sleep = next(item for item in checkins.load().items if item.id == "sleep")
    said = rule.text.format(item=sleep.name, weeks=2, value=4, usual=6)
    assert said == "Sleep has been less good than your usual for 2 weeks (4, your usual 6)."


def test_no_notice_says_higher_or_lower_since_a_lower_workload_sounds_like_good_news() -> None:
    for rule in notices.load().rules:
        said = f"{rule.text} {rule.past}"
        assert not re.search(r"\b(low|lower|high|higher|up again|gone up|gone down|rose|fell)\b", said), rule.id


def test_a_notice_that_says_how_it_is_now_can_say_how_it_was() -> None:
    for rule in notices.load().rules:
        is_of_now = re.search(r"has (not )?been|now", rule.text) is not None
        assert bool(rule.past) == is_of_now, rule.id
        assert not rule.past or "{last}" in rule.past, rule.id


def test_the_first_run_says_what_this_is_and_is_not() -> None:
    scope = " ".join(line.text for line in about.load().scope)
    for phrase in ("not treatment", "not been tested in trials", "stays on this computer", "nobody is watching", "999"):
        assert phrase in scope


def test_asking_for_help_reads_one_small_file_and_no_heavy_library() -> None:
    code = (
        "import sys; from selfcare.guidance import reading; real = reading.shipped; asked = []\n"
        "reading.shipped = lambda file: asked.append(file) or real(file)\n"
        "from selfcare.guidance import helplines; helplines.load()\n"
        "assert asked == ['helplines.toml'], asked\n"
        "heavy = {'sqlmodel', 'sqlalchemy', 'pydantic', 'rich', 'jinja2', 'prompt_toolkit'} & sys.modules.keys()\n"
        "assert not heavy, heavy"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


def test_a_file_is_read_only_once(monkeypatch: pytest.MonkeyPatch) -> None:
    topics.load()
    monkeypatch.setattr(reading, "shipped", lambda file: pytest.fail(f"{file} was read again"))
    assert topics.load() is topics.load()
