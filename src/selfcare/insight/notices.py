"""What the latest check-in gives reason to remark on, by rules that are data (guidance/data/notices.toml)."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from selfcare import when
from selfcare.guidance.checkins import CheckinItem
from selfcare.guidance.notices import NoticeRule
from selfcare.insight.usual import own_usual
from selfcare.insight.weeks import RatedWeek, comparable
from selfcare.when import Week

# What is offered with a fall, as the ids of guidance/data/notices.toml; what the work does is for the work to mend.
WAYS = ("tool", "supervision", "talk", "nothing")
WORK_WAYS = ("supervision", "employer", "talk", "nothing")


@dataclass(frozen=True)
class Notice:
    """One remark: the items and the weeks that it rests on, its words, its rule in words, and the ways on from it.

    A rise is good news and asks for nothing: it has no ways.
    """

    rule_id: str
    items: tuple[str, ...]
    weeks: tuple[Week, ...]
    text: str
    rule: str
    ways: tuple[str, ...]


@dataclass(frozen=True)
class _Judged:
    """An item of which a rule holds, with the weeks and the figures that its words may name."""

    item: CheckinItem
    weeks: tuple[Week, ...]
    value: int
    usual: float | None = None


def notices(
    weeks: Iterable[RatedWeek],
    items: Sequence[CheckinItem],
    rules: Iterable[NoticeRule],
    *,
    overdue: Mapping[str, int] | None = None,
) -> tuple[Notice, ...]:
    """The notices for the latest of `weeks`, in the order of `rules` and then of `items`.

    Weeks "running" follow each other in the calendar: a week that was missed, skipped or set aside breaks the run.
    `overdue` is, for each kind of supervision in words, how many whole weeks it is past its own interval.
    """
    weeks = tuple(weeks)
    return tuple(notice for rule in rules for notice in _by_rule(weeks, items, rule, overdue or {}))


def _by_rule(
    weeks: tuple[RatedWeek, ...], items: Sequence[CheckinItem], rule: NoticeRule, overdue: Mapping[str, int]
) -> Iterator[Notice]:
    if rule.measure == "overdue":
        yield from _overdue(rule, overdue)
    elif weeks:
        latest = max(weeks, key=lambda rated: rated.week)
        if rule.measure == "signs":
            yield from _signs(rule, latest)
        else:
            judged = [found for item in items if (found := _judge(weeks, item, rule, latest.week))]
            yield from _many(rule, judged) if rule.measure == "many" else _each(rule, judged)


def _overdue(rule: NoticeRule, overdue: Mapping[str, int]) -> Iterator[Notice]:
    for kind, late in overdue.items():
        if late >= rule.weeks:
            text = rule.text.format(kind=kind, weeks=late)
            yield Notice(rule.id, (), (), text, rule.rule, WORK_WAYS)


def _signs(rule: NoticeRule, latest: RatedWeek) -> Iterator[Notice]:
    if latest.signs >= rule.items:
        yield Notice(
            rule.id,
            (),
            (latest.week,),
            rule.text.format(count=latest.signs, last=_last_day(latest.week)),
            rule.rule,
            WAYS,
        )


def _each(rule: NoticeRule, judged: Iterable[_Judged]) -> Iterator[Notice]:
    for one in judged:
        usual = "" if one.usual is None else f"{one.usual:g}"
        last = _last_day(one.weeks[-1])
        text = rule.text.format(item=one.item.name, weeks=rule.weeks, value=one.value, usual=usual, last=last)
        yield Notice(rule.id, (one.item.id,), one.weeks, text, rule.rule, _ways(rule, [one]))


def _many(rule: NoticeRule, judged: Sequence[_Judged]) -> Iterator[Notice]:
    if len(judged) >= rule.items:
        ids = tuple(one.item.id for one in judged)
        weeks = judged[0].weeks
        text = rule.text.format(count=len(judged), last=_last_day(weeks[-1]))
        yield Notice(rule.id, ids, weeks, text, rule.rule, _ways(rule, judged))


def _last_day(week: Week) -> str:
    return when.in_words(week.sunday, date.min)


def _ways(rule: NoticeRule, judged: Iterable[_Judged]) -> tuple[str, ...]:
    if rule.direction == "rise":
        return ()
    return WORK_WAYS if any(one.item.condition for one in judged) else WAYS


def _judge(weeks: tuple[RatedWeek, ...], item: CheckinItem, rule: NoticeRule, latest: Week) -> _Judged | None:
    """`item` with its figures if `rule` (usual, many, run or level) holds of it in the week `latest`."""
    span = tuple(latest - back for back in reversed(range(_span(rule))))
    ratings = comparable(weeks, item.id)
    if any(week not in ratings for week in span):
        return None
    values = [ratings[week] for week in span]
    usual = None
    if rule.measure in {"usual", "many"}:
        usual = own_usual(weeks, item.id, before=span[0])
        holds = usual is not None and _is_away(values, usual, rule)
    else:
        holds = _is_run(values, rule) if rule.measure == "run" else _is_level(values, rule)
    return _Judged(item, span[-rule.weeks :], values[-1], usual) if holds else None


def _span(rule: NoticeRule) -> int:
    """How many weeks a rule reads: to go down three weeks running takes four, to be up again what was low before."""
    if rule.measure == "run":
        return rule.weeks + 1
    return 2 * rule.weeks if (rule.measure, rule.direction) == ("level", "rise") else rule.weeks


def _is_away(values: Sequence[int], usual: float, rule: NoticeRule) -> bool:
    return all(_upward(value - usual, rule) >= rule.points for value in values)


def _is_run(values: Sequence[int], rule: NoticeRule) -> bool:
    steps = [_upward(later - earlier, rule) for earlier, later in pairwise(values)]
    return all(step > 0 for step in steps) and sum(steps) >= rule.points


def _is_level(values: Sequence[int], rule: NoticeRule) -> bool:
    low = [value <= rule.points for value in values]
    if rule.direction == "fall":
        return all(low)
    return all(low[: rule.weeks]) and not any(low[rule.weeks :])


def _upward(change: float, rule: NoticeRule) -> float:
    """`change` counted in the direction that the rule looks."""
    return change if rule.direction == "rise" else -change
