"""What may stand after an option, or as a word after a command: only what ships with the program.

Nothing here looks into a journal or a settings file, so the person's own templates, tools, tags and handles are not
among the choices, and a script for a shell that is made of them gives nothing away.
"""

from collections.abc import Iterable, Mapping
from functools import cache
from typing import Any

SETTING = "settings set"
"""The command after which a setting stands, and then its value."""


def of(path: Iterable[str], name: str) -> tuple[str, ...]:
    """The choices for an option, or for an argument as help calls it, of the command `path`; none where it is free.

    One that ends in `=` goes on with a value.
    """
    table = by_place()
    return table.get(" ".join([*path, name]), table.get(name, ()))


@cache
def by_place() -> Mapping[str, tuple[str, ...]]:
    """Every choice, by the words before it; an option alone is that option of any command."""
    groups = (_everywhere(), _after_a_shift(), _each_week(), _supervision(), _cpd(), _keeping())
    return {place: tuple(words) for group in groups for place, words in group.items()}


def _everywhere() -> dict[str, Iterable[str]]:
    from selfcare.guidance import cpd, tools
    from selfcare.journal.envelope import SHARE_LEVELS

    return {"--share": SHARE_LEVELS, "--place": tools.PLACES, "--regulator": _ids(cpd.load().profiles)}


def _after_a_shift() -> dict[str, Iterable[str]]:
    from selfcare.cli.reflections import AGAIN, PURPOSES, TOPICS
    from selfcare.guidance import pauses, templates, triggers

    shipped = templates.load().templates
    questions = {each.key: _ids(each.choices) for each in triggers.load().questions if each.choices}
    return {
        "reflect TEMPLATE": (*_ids(shipped), AGAIN),
        "reflect --answer": _with_value(dict.fromkeys(prompt.key for each in shipped for prompt in each.prompts)),
        "reflect --topic": TOPICS,
        "reflect --purpose": PURPOSES,
        **{f"trigger --{key}": choices for key, choices in questions.items()},
        "trigger --helped": _with_value(_tools()),
        "pause --tool": _ids(pauses.load()),
    }


def _each_week() -> dict[str, Iterable[str]]:
    from selfcare.guidance import checkins, plans
    from selfcare.guidance.tools import DOMAINS, WHENS

    asked = checkins.load()
    return {
        "checkin --rate": _with_value(_ids(asked.items)),
        "checkin --fact": _with_value([*(each.key for each in asked.facts), checkins.PLAN, checkins.SIGNS]),
        "trends ITEM": _ids(asked.items),
        **{f"toolbox {each} ID": _tools() for each in ("show", "keep", "park", "used")},
        "toolbox add --domain": DOMAINS,
        "toolbox add --when": WHENS,
        "toolbox suggest --state": ("over", "within", "under"),
        "plan add --verb": plans.VERBS,
        "plan add --tool": _tools(),
    }


def _supervision() -> dict[str, Iterable[str]]:
    from selfcare.cli import summary
    from selfcare.cli.actions import OWNERS
    from selfcare.cli.risks import WANTS
    from selfcare.guidance import supervision

    guide = supervision.load()
    return {
        "supervision log --kind": _ids(guide.kinds),
        "supervision log --mode": _ids(guide.modes),
        "supervision log --missed": _ids(guide.missed),
        "supervision summary --format": summary.FORMATS,
        "supervision summary --profile": _ids(guide.profiles),
        "supervision summary --since": (summary.LAST,),
        "supervision actions add --owner": OWNERS,
        "supervision risks add --want": WANTS,
    }


def _cpd() -> dict[str, Iterable[str]]:
    from selfcare.guidance import cpd, resources

    standards = dict.fromkeys(name for each in cpd.load().profiles for name in _ids(each.standards))
    return {
        **{f"cpd {each} --kind": cpd.KINDS for each in ("add", "from")},
        **{f"cpd {each} --standard": standards for each in ("add", "from")},
        "cpd reading done ID": _ids(resources.load()),
    }


def _keeping() -> dict[str, Iterable[str]]:
    from selfcare import settings
    from selfcare.cli.settings import CONTACT
    from selfcare.cli.shell_scripts import SHELLS
    from selfcare.guidance import own
    from selfcare.journal.envelope import SHARE_LEVELS
    from selfcare.journal.kinds import KINDS
    from selfcare.journal.retention import ASKED
    from selfcare.journal.triggers import LABELS

    shipped = own.SHIPPED
    return {
        **{f"{each} --kind": KINDS for each in ("list", "search")},
        "share LEVEL": SHARE_LEVELS,
        "share --field": LABELS,
        **{f"vault retention {each}": ASKED for each in ("--bin", "--later", "--keep", "set KIND")},
        "vault retention set MONTHS|never": ("never", "cycle"),
        "guidance list SECTION": own.SECTIONS,
        "guidance show ID": dict.fromkeys(name for each in own.SECTIONS for name in _ids(shipped.shelf(each).shipped)),
        "init --nation": settings.NATIONS,
        "init --role": settings.ROLES,
        "completion SHELL": SHELLS,
        "settings set NAME": (*settings.SETTINGS, CONTACT),
    }


def _tools() -> tuple[str, ...]:
    from selfcare.guidance import tools

    return _ids(tools.load())


def _ids(found: Iterable[Any]) -> tuple[str, ...]:
    return tuple(each.id for each in found)


def _with_value(keys: Iterable[str]) -> tuple[str, ...]:
    return tuple(f"{key}=" for key in keys)
