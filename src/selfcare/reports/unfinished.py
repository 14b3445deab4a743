"""Forms that were stopped, and the command that goes on with each."""

from collections.abc import Mapping, Sequence
from datetime import date
from types import MappingProxyType

from selfcare import when
from selfcare.journal.drafts import unfinished
from selfcare.journal.envelope import Envelope
from selfcare.journal.session import Session
from selfcare.reports.checkins import read_weeks

COMMANDS: Mapping[str, str] = MappingProxyType(
    {
        "action": "selfcare supervision actions add",
        "checkin": "selfcare checkin",
        "cpd": "selfcare cpd add",
        "guidance": "selfcare toolbox add",
        "plan_item": "selfcare plan add",
        "reflection": "selfcare reflect",
        "risk": "selfcare supervision risks add",
        "session": "selfcare supervision log",
        "trigger": "selfcare trigger",
    }
)
"""What goes on with a form, by the kind of record that it makes."""
USUAL_TEMPLATE = "quick"


def unfinished_line(session: Session, day: date, width: int) -> str:
    """How many forms are unfinished, and what goes on with them, the one touched last first; none: nothing.

    At most `width` characters, unless one command alone is longer.
    """
    forms = unfinished(session)
    if not forms:
        return ""
    week = str(when.default_week(day, set(read_weeks(session))))
    commands = dict.fromkeys(command for each in forms if (command := _command(each, week)))
    return _in_one_line(f"Begun and not finished: {len(forms)}.", tuple(commands), width)


def _command(form: Envelope, this_week: str) -> str:
    """What to type to go on with a form; `this_week` is the one that a check-in is for unless it is told."""
    command = COMMANDS.get(form.kind, "")
    if form.kind == "checkin" and form.fields["week"] != this_week:
        return f"{command} --week {form.fields['week']}"
    if form.kind == "reflection" and form.fields["template"] != USUAL_TEMPLATE:
        return f"{command} {form.fields['template']}"
    if form.kind == "plan_item" and "reviewed_on" in form.fields:
        return f"selfcare plan review {form.handle}"
    return command


def _in_one_line(line: str, commands: Sequence[str], width: int) -> str:
    """`line` and as many of the commands as there is room for."""
    for number, command in enumerate(commands):
        longer = f"{line}{', ' if number else ' Go on with: '}{command}"
        more = ", …" if number + 1 < len(commands) else ""
        if number and len(longer + more) > width:
            return f"{line}, …"
        line = longer
    return line
