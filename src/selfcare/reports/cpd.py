"""CPD as it is shown: how it stands, the record in the order of a regulator's form, and the reading list."""

from collections.abc import Callable, Mapping, Sequence, Set
from dataclasses import dataclass
from datetime import date

from selfcare import when
from selfcare.errors import Usage
from selfcare.guidance import cpd as guidance
from selfcare.guidance import supervision
from selfcare.guidance.cpd import FieldKey, Form, Note, Profile
from selfcare.guidance.own import OWN as OWN_ID
from selfcare.guidance.resources import Resource
from selfcare.insight import cpd as insight
from selfcare.insight.cpd import Counted, Period
from selfcare.journal.cpd import in_words
from selfcare.journal.envelope import Envelope
from selfcare.journal.finding import of_kind
from selfcare.journal.guidance import KIND as OWN
from selfcare.journal.guidance import own
from selfcare.journal.journal import stored_setting
from selfcare.journal.session import Session
from selfcare.reports.document import Document, Item, Section
from selfcare.reports.hours import HoursPage, hours_page, in_one_line

KIND = "cpd"
RECORD = "CPD record"
NUMBER = "No."
"""The heading of a table's first column."""
MONTHS_OF_SUPERVISION = 2
LEARNED = "learned"


@dataclass(frozen=True)
class Standing:
    """How a person's CPD stands on the date `today` of the calendar.

    records  the pieces from `since` on, the earliest first; `earlier` says how many there are from before
    since    the first day shown: the period's, unless the person named another
    note     what is known where no regulator has a profile
    hours    supervision in the latest months, where the profile asks for it
    """

    profile: Profile
    period: Period
    since: date
    today: date
    records: tuple[Envelope, ...]
    earlier: int = 0
    note: Note | None = None
    hours: HoursPage | None = None

    @property
    def counts(self) -> tuple[Counted, ...]:
        """What the regulator counts, in its period, of what an export takes."""
        pieces = map(insight.piece, self.for_others)
        return insight.counted(self.profile, [each for each in pieces if self.period.has(each.day)])

    @property
    def for_others(self) -> tuple[Envelope, ...]:
        """The pieces that an export takes: those that were not kept back."""
        return tuple(each for each in self.records if each.share == "share")


def read_standing(session: Session, *, regulator: str, nation: str, since: date | None, today: date) -> Standing:
    """The standing for a regulator: the one named, else the one of the settings, else the one of role and nation.

    Raises `Usage` for one that there is not.
    """
    role = stored_setting(session, "role")
    shelf = own(of_kind(session, OWN)).cpd
    name = regulator or stored_setting(session, "regulator") or guidance.usual(role, nation)
    profile = shelf.current(name)
    if profile is None:
        raise Usage("There is no such regulator.", f"Choose one of: {', '.join(shelf.offered)}.")
    ends = stored_setting(session, "registration_ends")
    period = insight.period(profile, today, date.fromisoformat(ends) if ends else None)
    first = since or period.first
    records = of_kind(session, KIND)
    return Standing(
        profile=profile,
        period=period,
        since=first,
        today=today,
        records=tuple(each for each in records if each.calendar_date >= first),
        earlier=sum(each.calendar_date < first for each in records),
        note=guidance.note_for(role, nation) if name == guidance.GENERAL else None,
        hours=_hours(session, today) if profile.supervision else None,
    )


def _hours(session: Session, today: date) -> HoursPage:
    return hours_page(of_kind(session, "session"), supervision.load().hours[0], today, MONTHS_OF_SUPERVISION)


def standing_document(standing: Standing) -> Document:
    """What is counted, and every piece, the latest first."""
    profile = standing.profile
    pieces = tuple(_piece_line(each, standing.today) for each in reversed(standing.records))
    asked = Section(profile.name, tuple(map(Item, _asked_lines(standing))), profile.about)
    kept = Section(f"Kept since {when.in_words(standing.since, standing.today)}", pieces)
    return Document("Your CPD", (), (asked, *((kept,) if pieces else ())), tuple(_foot(standing)))


def standing_object(standing: Standing) -> dict[str, object]:
    """How it stands, as JSON has it: the regulator, its period, and what is counted (hours as numbers)."""
    closes = standing.period.closes
    return {
        "regulator": standing.profile.id,
        "period": {"since": standing.since.isoformat(), "closes": closes and closes.isoformat()},
        "counts": [
            {"measure": each.count.measure, "have": _number(each), "least": each.count.least}
            for each in standing.counts
        ],
    }


def _asked_lines(standing: Standing) -> list[str]:
    lines = [f"So far: {so_far(standing)}.", *_not_there_yet(standing)]
    if closes := standing.period.closes:
        lines.append(f"This period closes on {in_full(closes)}.")
    elif standing.profile.id != guidance.GENERAL:
        lines.append("When does yours end? selfcare settings set registration_ends DATE")
    if gap := _gap(standing):
        lines.append(gap)
    if standing.hours:
        lines.append(f"Supervision: {in_one_line(standing.hours)}. selfcare supervision hours")
    return lines


def so_far(standing: Standing) -> str:
    """What is counted, in words: "2 of 2 pieces, 1 of 1 with a peer reflection"."""
    if standing.counts:
        return ", ".join(f"{_amount(each)} of {each.count.least} {each.count.words}" for each in standing.counts)
    pieces = [insight.piece(each) for each in standing.for_others]
    time = sum(each.minutes for each in pieces)
    return f"{_pieces(len(pieces))}, {hours(time)} hours"


def _not_there_yet(standing: Standing) -> list[str]:
    """What stands in the way of more: pieces that are kept back, and those without the words that a form asks for."""
    kept_back = len(standing.records) - len(standing.for_others)
    asked = any(field.key == LEARNED for form in standing.profile.forms for field in form.fields)
    silent = sum(asked and not each.fields.get(LEARNED) for each in standing.for_others)
    lines = [f"{kept_back} more {'is' if kept_back == 1 else 'are'} kept back."] if kept_back else []
    if silent:
        lines.append(f"{_which(silent, len(standing.records))} no words on what you learnt yet.")
    return lines


def _which(some: int, everything: int) -> str:
    """Which of the pieces lack something: "It has", "1 of them has", "2 of them have"."""
    if everything == 1:
        return "It has"
    return "1 of them has" if some == 1 else f"{some} of them have"


def _amount(counted: Counted) -> str:
    return hours(counted.have) if insight.in_hours(counted.count) else str(counted.have)


def _number(counted: Counted) -> int | float:
    return float(_amount(counted)) if insight.in_hours(counted.count) else counted.have


def _pieces(count: int) -> str:
    return "1 piece" if count == 1 else f"{count} pieces"


def hours(minutes: int) -> str:
    """Minutes as hours, with at most two places: 1, 1.5, 0.33. They are cut, not rounded, so none is made up."""
    return f"{minutes * 100 // insight.HOUR / 100:g}"


def in_full(day: date) -> str:
    """A day with its month and year in words, whatever today is."""
    return when.in_words(day, date.min)


def _gap(standing: Standing) -> str:
    days = insight.days_without(standing.profile, map(insight.piece, standing.records), standing.today)
    return f"No piece is dated in the last {days} days. {standing.profile.gap}" if days else ""


def _piece_line(record: Envelope, today: date) -> Item:
    content = in_words(record.fields)
    facts = [content["kind"], f"{content['minutes']} minutes" if content.get("minutes") else None]
    facts += ["talked over with a peer"] if insight.piece(record).with_peer else []
    facts += ["kept back: no export takes it"] if record.share != "share" else []
    lines = (("", ", ".join(filter(None, facts))),) if any(facts) else ()
    return Item(f"{record.handle}  {when.in_words(record.calendar_date, today)}  {content['title']}", lines)


def _foot(standing: Standing) -> list[str]:
    lines = [standing.note.text] if standing.note else []
    lines += standing.profile.also
    lines += [f"From before these days: {standing.earlier}. --since DATE shows more."] if standing.earlier else []
    lines += [old] if (old := warning(standing.profile, standing.today)) else []
    return [*lines, "Keep a piece: selfcare cpd add", "As a file: selfcare cpd export cpd.docx"]


def warning(profile: Profile, today: date) -> str:
    """That a profile's facts are more than a year old; empty where they are not."""
    if not profile.checked or not insight.is_old(profile.checked, today):
        return ""
    words = next(each.text for each in guidance.load().lines if each.id == "old")
    place = profile.website or "the regulator's own page"
    return words.format(name=profile.name, day=in_full(profile.checked), website=place)


def record_document(standing: Standing, leave_out: Set[str] = frozenset()) -> Document:
    """The pieces in the order of the regulator's form or forms, without those kept back and those of these ids."""
    records = _taken(standing, leave_out)
    lead = (standing.profile.name, f"{_pieces(len(records))}, {_span(standing)}.")
    sections = tuple(_on_form(form, records, standing.profile) for form in standing.profile.forms)
    return Document(RECORD, lead, tuple(each for each in sections if each.items), (_footer(),))


def _taken(standing: Standing, leave_out: Set[str]) -> list[Envelope]:
    return [each for each in standing.for_others if each.id not in leave_out]


def _span(standing: Standing) -> str:
    last = min(standing.period.closes or standing.today, standing.today)
    return f"{in_full(standing.since)} to {in_full(last)}"


def _footer() -> str:
    return next(each.text for each in guidance.load().lines if each.id == "footer")


def _on_form(form: Form, records: Sequence[Envelope], profile: Profile) -> Section:
    items = []
    for number, record in enumerate(records, start=1):
        said = {each.key: value(record, each.key, profile) for each in form.fields}
        if not form.needs or any(said.get(key) for key in form.needs):
            lines = tuple((each.heading, said[each.key]) for each in form.fields if said[each.key])
            items.append(Item(f"Piece {number}", lines, record=record.id))
    own_words = profile.id.startswith(OWN_ID)
    return Section(form.heading, tuple(items), form.about, own_heading=own_words, own_about=own_words)


def record_table(standing: Standing, leave_out: Set[str] = frozenset()) -> Document:
    """The same as one table: a row for each piece, a column for each field of the forms in order."""
    columns: dict[FieldKey, str] = {}
    for each in (field for form in standing.profile.forms for field in form.fields):
        columns.setdefault(each.key, each.heading)
    rows = tuple(
        Item(
            str(number),
            tuple((heading, value(record, key, standing.profile)) for key, heading in columns.items()),
            record=record.id,
        )
        for number, record in enumerate(_taken(standing, leave_out), start=1)
    )
    return Document(RECORD, (), (Section(NUMBER, rows),))


_VALUES: Mapping[str, Callable[[Envelope], str]] = {
    "day": lambda record: record.calendar_date.isoformat(),
    "hours": lambda record: hours(record.fields["minutes"]) if record.fields.get("minutes") else "",
    "participatory_hours": lambda record: (
        hours(record.fields["minutes"]) if record.fields.get("participatory") and record.fields.get("minutes") else ""
    ),
}


def value(record: Envelope, key: FieldKey, profile: Profile) -> str:
    """What a piece says in one field of a form of `profile`; empty where nobody said."""
    if key in _VALUES:
        return _VALUES[key](record)
    own_names = {each.id: each.name for each in profile.standards}
    said = own_names.get(record.fields.get(key, "")) if key == "standard" else None
    said = said or in_words(record.fields).get(key)
    return "" if said is None else str(said)


@dataclass(frozen=True)
class Reading:
    """One title of the reading list. `name` is what `cpd reading done` takes; `done` is when it was finished."""

    name: str
    title: str
    about: str = ""
    minutes: int | None = None
    done: date | None = None
    link: str = ""


def reading_list(resources: Sequence[Resource], records: Sequence[Envelope]) -> tuple[Reading, ...]:
    """What ships, then the person's own; a shipped title that was begun is there once, with what became of it."""
    begun = {each.fields["resource"]: each for each in records if each.fields.get("resource")}
    shipped = tuple(_shipped(each, begun.get(each.id)) for each in resources)
    known = {each.id for each in resources}
    return (*shipped, *(_own(each) for each in records if each.fields.get("resource") not in known))


def _shipped(resource: Resource, record: Envelope | None) -> Reading:
    made = ", ".join(filter(None, (resource.by, str(resource.year or ""))))
    own = _own(record) if record else None
    minutes = own.minutes if own else resource.minutes
    return Reading(resource.id, resource.title, made, minutes, own.done if own else None, resource.link)


def _own(record: Envelope) -> Reading:
    content = record.fields
    done = date.fromisoformat(content["done"]) if content.get("done") else None
    return Reading(record.handle, content["title"], "", content.get("minutes"), done)


def reading_document(titles: Sequence[Reading], today: date) -> Document:
    """The reading list: what is still to be read, then what was finished."""
    waiting = tuple(_reading_item(each, today) for each in titles if not each.done)
    finished = tuple(_reading_item(each, today) for each in titles if each.done)
    sections = (Section("To read, hear or watch", waiting), Section("Finished", finished))
    foot = ("Finished one: selfcare cpd reading done ID", "As CPD: selfcare cpd from ID")
    return Document("Your reading list", (), tuple(each for each in sections if each.items), foot)


def _reading_item(title: Reading, today: date) -> Item:
    time = f"{title.minutes} minutes" if title.minutes else ""
    done = f"finished {when.in_words(title.done, today)}" if title.done else ""
    facts = ", ".join(filter(None, (title.about, time, done)))
    lines = [each for each in (facts, title.link) if each]
    return Item(f"{title.name}  {title.title}", tuple(("", each) for each in lines))


def reading_object(title: Reading) -> dict[str, object]:
    """One title as JSON has it."""
    return {
        "id": title.name,
        "title": title.title,
        "about": title.about,
        "minutes": title.minutes,
        "link": title.link,
        "done": title.done and title.done.isoformat(),
    }
