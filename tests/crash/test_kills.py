"""kill -9 at any moment of any writing command: what was acknowledged is there once, the rest is whole or not begun.

The short run is part of `make test`: each command is killed once, at a moment that the pace of one of them gives.
`make crash` takes the pace of each, and makes 200 kills. A failure names its seed and its kill, and
`--seed S --kills N` makes the same choices again.
"""

import json
import random
import shutil
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from sqlmodel import select
from tests.conftest import PASSPHRASE, Home
from tests.keyrings import FILE as KEYRING_FILE

from selfcare.errors import SelfcareError, WrongPassphrase
from selfcare.exchange.archive import dump, parse
from selfcare.journal import envelope as envelopes
from selfcare.journal import holding, migrations, shared_log
from selfcare.journal.archive import Archive, KeptRecord, KeptVersion
from selfcare.journal.finding import Filter, find
from selfcare.journal.handles import new_id
from selfcare.journal.journal import Journal
from selfcare.journal.people import add as add_person
from selfcare.journal.records import put
from selfcare.journal.tables import PersonName
from selfcare.journal.takein import take_in
from selfcare.journal.verify import problems
from selfcare.vault import backups, creation, inbox, keyfile, recovery, replacing
from selfcare.vault.by_code import check_code
from selfcare.vault.diagnosis import read_keys
from selfcare.vault.kdf import CHEAP_FOR_TESTS
from selfcare.vault.locked_file import lock, unlock
from selfcare.vault.vault import Vault

pytestmark = [pytest.mark.crash, pytest.mark.skipif(sys.platform == "win32", reason="there is no kill -9")]

BATCHES = 8
CANARY = "zqheron"  # begins every text that is written here
Content = dict[str, tuple[str, str]]  # id: where it is, and all that it says


@dataclass
class World:
    """One journal, what it is known to hold, and what opens it."""

    home: Home
    chance: random.Random
    passphrase: str = PASSPHRASE
    code: str = ""
    known: Content = field(default_factory=dict)
    settings: dict[str, str] = field(default_factory=dict)
    number: int = 0

    @property
    def token(self) -> str:
        """A text that no other step writes."""
        return f"{CANARY} {self.number:05}"

    def some(self, where: str, kind: str = "") -> str:
        """The id of a record that is in the journal or in the bin."""
        wanted = f'"kind": "{kind}' if kind else ""
        return self.chance.choice(
            [each for each, (place, text) in self.known.items() if place == where and wanted in text]
        )

    def file(self, name: str, content: str = "") -> Path:
        """A file outside the journal's folder, with `content` if it has any."""
        path = self.home.path / f"{name}-{self.number}.txt"
        if content:
            path.write_text(content)
        return path


@dataclass(frozen=True)
class Step:
    """A command as it is about to be run.

    done      whether the journal `now` holds what the command does, given what it held `before`
    words     the command; `stdin` is piped into it
    folder    where it works, if not in the journal of the world
    opens_as  the passphrase from then on
    settle    what else to look at afterwards; it is told whether the command was acknowledged
    page      a file that is made for others, so what is shared can be read in it
    """

    words: tuple[str, ...]
    done: Callable[[Content, Content], bool]
    stdin: str = ""
    folder: Path | None = None
    opens_as: str = ""
    acknowledged_before: bool = False
    settle: Callable[[bool], None] | None = None
    page: Path | None = None


# --- the commands ----------------------------------------------------------------------------------------------------


def adds(world: World, *words: str, stdin: str = "", count: int = 1, holding: str = "") -> Step:
    """A command that writes `count` new records, each with the token in it, or `holding`."""
    sign = holding or world.token

    def done(before: Content, now: Content) -> bool:
        new = {each: now[each] for each in now.keys() - before.keys()}
        same = all(now.get(each) == content for each, content in before.items())
        return same and len(new) == count and all(sign in text for _, text in new.values())

    return Step(words, done, stdin)


def changes(target: str, words: tuple[str, ...], right: Callable[[str, str], bool], stdin: str = "") -> Step:
    """A command that changes the one record `target` to where and what `right` accepts."""

    def done(before: Content, now: Content) -> bool:
        others = {each: content for each, content in before.items() if each != target}
        return others == {each: content for each, content in now.items() if each != target} and right(*now[target])

    return Step(words, done, stdin)


def unchanged(before: Content, now: Content) -> bool:
    return before == now


def note(world: World) -> Step:
    return adds(world, "note", world.token)


def good(world: World) -> Step:
    return adds(world, "good", "-", stdin=world.token)


def reflect(world: World) -> Step:
    return adds(world, "reflect", "--answer", "what=-", "--tag", "night", "--json", stdin=world.token)


def trigger(world: World) -> Step:
    return adds(world, "trigger", "--situation", "-", "--before", "6", "--helped", "walk-10=7", stdin=world.token)


def tool_used(world: World) -> Step:
    strength = str(world.number % 11)
    return adds(world, "toolbox", "used", "walk-10", "--helped", strength, holding=f'"helped": {strength}')


def tool_kept(world: World) -> Step:
    return adds(world, "toolbox", "keep", "walk-10", holding='"walk-10"')


def tool_added(world: World) -> Step:
    return adds(world, "toolbox", "add", world.token, "--minutes", "5", "--json")


def guidance_added(world: World) -> Step:
    """Two entries in one file: both are there, or none."""
    card = f'name = "{world.token}"\nabout = "Now"\nlines = ["I breathe."]\nsource = "Own"\n'
    file = "".join(f'[[cards]]\nid = "own-{each}-{world.number}"\n{card}' for each in ("one", "two"))
    return adds(world, "guidance", "add", "-", stdin=file, count=2)


def checkin(world: World) -> Step:
    week = f"20{10 + world.number // 50}-W{world.number % 50 + 1:02}"
    return adds(world, "checkin", "--week", week, "--rate", "energy=5", "--best", world.token)


def plan_add(world: World) -> Step:
    return adds(world, "plan", "add", world.token, "--verb", "maintain")


def plan_review(world: World) -> Step:
    with open_journal(world) as journal:
        item = put(journal, envelopes.new("plan_item", {"what": world.token, "verb": "repair"}))
        world.known = content_of(journal)
    words = ("plan", "review", item.id, "--worked", "Twice", "--carry-on")
    return changes(item.id, words, lambda where, text: '"outcome": "carry-on"' in text and '"worked": "Twice"' in text)


def plan_done(world: World) -> Step:
    with open_journal(world) as journal:
        item = put(journal, envelopes.new("plan_item", {"what": world.token, "verb": "repair"}))
        world.known = content_of(journal)
    return changes(item.id, ("plan", "done", item.id), lambda where, text: '"done_on"' in text)


def session(world: World) -> Step:
    return adds(world, "supervision", "log", "--missed", world.token)


def action_add(world: World) -> Step:
    return adds(world, "supervision", "actions", "add", world.token, "--owner", "supervisor")


def action_done(world: World) -> Step:
    with open_journal(world) as journal:
        action = put(journal, envelopes.new("action", {"what": world.token, "owner": "me"}))
        world.known = content_of(journal)
    words = ("supervision", "actions", "done", action.id, "--part")
    return changes(action.id, words, lambda where, text: '"state": "part"' in text and '"settled"' in text)


def risk_add(world: World) -> Step:
    return adds(world, "supervision", "risks", "add", world.token, "--want", "share")


def risk_close(world: World) -> Step:
    """Of a trigger note: a record that stands for it is there whole, or not at all."""
    with open_journal(world) as journal:
        note = put(journal, envelopes.new("trigger", {"kind": "other", "next": "risk-to-share"}))
        world.known = content_of(journal)
    return adds(world, "supervision", "risks", "close", note.id, "--told", world.token, "--recorded", "Case record")


def cpd_added(world: World) -> Step:
    return adds(world, "cpd", "add", world.token, "--learned", "-", stdin=world.token)


def cpd_made_from(world: World) -> Step:
    with open_journal(world) as journal:
        read = put(journal, envelopes.new("reading", {"title": world.token, "done": "2026-11-03"}))
        world.known = content_of(journal)
    return adds(world, "cpd", "from", read.id)


def reading_added(world: World) -> Step:
    return adds(world, "cpd", "reading", "add", world.token)


def reading_done(world: World) -> Step:
    with open_journal(world) as journal:
        read = put(journal, envelopes.new("reading", {"title": world.token}))
        world.known = content_of(journal)
    words = ("cpd", "reading", "done", read.id, "--minutes", "20")
    return changes(read.id, words, lambda where, text: '"done"' in text and '"minutes": 20' in text)


def prepare(world: World) -> Step:
    """It begins a preparation, or goes on with the latest there is."""
    token = world.token
    words = ("supervision", "prepare", "--ask", token)
    here = [(each, text) for each, (where, text) in world.known.items() if where == "here"]
    begun = [(json.loads(text)["happened_at"], each) for each, text in here if '"kind": "preparation"' in text]
    if not begun:
        return adds(world, *words)
    return changes(max(begun)[1], words, lambda where, text: token in text)


def summary(world: World) -> Step:
    return hands_over(world, "supervision", "summary", "--to")


def cpd_exported(world: World) -> Step:
    """A piece of learning that can be shown, so that there is something to export."""
    with open_journal(world) as journal:
        put(journal, envelopes.new("cpd", {"title": "A course"}, share="share"))
        world.known = content_of(journal)
    return hands_over(world, "cpd", "export")


def hands_over(world: World, *words: str) -> Step:
    """A page for others: the file is whole or not there, and a line in the log has its file."""
    file = world.home.path / f"page-{world.number}.md"
    with open_journal(world) as journal, journal.reading() as kept:
        before = len(shared_log.load(kept))

    def settle(acknowledged: bool) -> None:
        with open_journal(world) as journal, journal.reading() as kept:
            logged = len(shared_log.load(kept)) - before
        assert not file.exists() or "No check finds everything" in file.read_text("utf-8")
        assert logged <= file.exists() <= 1
        assert logged == 1 or not acknowledged
        for left in file.parent.glob(f"*{file.name}*"):
            left.unlink()

    return Step((*words, str(file), "--replace-all"), unchanged, settle=settle, page=file)


def edit(world: World) -> Step:
    target, token = world.some("here", "note"), world.token
    return changes(target, ("edit", target, "--set", f"text={token}"), lambda where, text: token in text)


def share(world: World) -> Step:
    target, token = world.some("here", "note"), world.token
    return changes(target, ("share", target, "theme", "--theme", token), lambda where, text: token in text)


def remove(world: World) -> Step:
    target = world.some("here")
    return changes(target, ("remove", target), lambda where, text: where == "bin")


def bin_restore(world: World) -> Step:
    """It puts a record into the bin itself: an earlier step may have emptied it."""
    from selfcare.journal.bin import remove as to_bin

    target = world.some("here")
    with open_journal(world) as journal:
        to_bin(journal, target)
        world.known = content_of(journal)
    return changes(target, ("bin", "restore", target), lambda where, text: where == "here")


def bin_empty(world: World) -> Step:
    def done(before: Content, now: Content) -> bool:
        return now == {each: content for each, content in before.items() if content[0] != "bin"}

    return Step(("bin", "empty", "--yes"), done)


def take_in_notes(world: World) -> Step:
    keys, _ = read_keys(world.home.folder)
    for _ in range(3):
        inbox.drop(world.home.folder, keys, envelopes.dump(envelopes.new("note", {"text": world.token})))
    done = adds(world, count=3).done
    return Step(("list", "--json"), done, acknowledged_before=True)


def a_name(world: World) -> str:
    """A name of two words that nothing else holds: its last letters are the number of the step."""
    letters = "".join("abcdefghij"[int(digit)] for digit in f"{world.number:05}")
    return f"Zqdoe{letters} Zqroe{letters}"


def person_added(world: World) -> Step:
    name = a_name(world)
    with open_journal(world) as journal:
        before = guarded_names(journal)

    def settle(acknowledged: bool) -> None:
        with open_journal(world) as journal:
            assert guarded_names(journal) - before in ({3} if acknowledged else {0, 3})

    return Step(("people", "add", "-"), unchanged, stdin=name, settle=settle)


def guarded_names(journal: Journal) -> int:
    """How many hashes there are: three for a name of two words."""
    with journal.models() as session:
        return len(session.exec(select(PersonName)).all())


def people_swept(world: World) -> Step:
    name, token = a_name(world), world.token
    with open_journal(world) as journal:
        kept = [put(journal, envelopes.new("note", {"text": f"{token} {name}"}, tags=(name,))) for _ in range(3)]
        pseudonym = add_person(journal, name).pseudonym
        world.known = content_of(journal)

    def done(before: Content, now: Content) -> bool:
        swept = all(f"{token} {pseudonym}" in now[each.id][1] for each in kept)
        return swept and now.keys() == before.keys() and "zqdoe" not in str(now).lower()

    return Step(("people", "sweep", "--yes"), done)


def import_archive(world: World) -> Step:
    """Two records: both are there, or none."""
    notes = [envelopes.new("note", {"text": world.token}) for _ in range(2)]
    kept = [KeptVersion(new_id(each.written_at), None, envelopes.stamp(each.written_at), each) for each in notes]
    raw = dump(Archive(records=tuple(KeptRecord(None, (each,)) for each in kept)))
    file = world.file("archive")
    file.write_bytes(lock(raw, world.passphrase, CHEAP_FOR_TESTS))
    return adds(world, "import", "archive", str(file), count=2)


def import_journal(world: World) -> Step:
    """Three entries of another program's: all are there, or none."""
    file = world.home.path.with_name("jrnl.txt")  # it stays readable, so it lies where nobody looks for readable files
    file.write_text("".join(f"[2026-01-02 10:0{minute}] {world.token}\n\n" for minute in range(3)))
    return adds(world, "import", "jrnl", str(file), count=3)


def export(world: World) -> Step:
    """A file that is there is whole."""
    file, passphrase = world.file("exported"), world.passphrase

    def settle(acknowledged: bool) -> None:
        assert file.exists() or not acknowledged
        if file.exists():
            archive = unlock(file.read_bytes(), passphrase)
            assert archive is not None
            assert {each.current.id for each in parse(archive).records} == world.known.keys()

    return Step(("export", str(file)), unchanged, settle=settle)


def setting(world: World) -> Step:
    value = str(world.chance.randrange(1, 1000))
    before = world.settings.get("interval_line", "30")

    def settle(acknowledged: bool) -> None:
        with open_journal(world) as journal:
            kept = journal.setting("interval_line")
        assert kept == value or (kept == before and not acknowledged)
        world.settings["interval_line"] = kept

    return Step(("settings", "set", "interval_line", value), unchanged, settle=settle)


def contact(world: World) -> Step:
    label = f"Somebody {world.number}"
    file = world.home.path / "config" / "selfcare" / "contacts.toml"
    before = file.read_text() if file.exists() else ""

    def settle(acknowledged: bool) -> None:
        kept = file.read_text() if file.exists() else ""
        assert label in kept or (kept == before and not acknowledged)

    return Step(("settings", "set", "contact", f"{label}=01632 960001"), unchanged, settle=settle)


def passphrase(world: World) -> Step:
    new = f"calm otter number {world.number}"
    file = world.file("passphrase", new)
    return Step(("vault", "passphrase", "--not-known", "--new-passphrase-file", str(file)), unchanged, opens_as=new)


def rekey(world: World) -> Step:
    new = f"other otter number {world.number}"
    file, to = world.file("passphrase", new), world.file("code")
    words = ("vault", "passphrase", "--known", "--new-passphrase-file", str(file), "--recovery-to", str(to))

    return Step(words, unchanged, opens_as=new, settle=settling_code(world, to))


def settling_code(world: World, to: Path) -> Callable[[bool], None]:
    """Of the code from before and the one that was to go to `to`, one opens: the new one, once it was acknowledged."""

    def settle(acknowledged: bool) -> None:
        files = [to, to.with_name(f"{to.name}.new")]
        new_codes = [each.read_text().splitlines()[0] for each in files if each.exists()]
        opening = [code for code in (*new_codes, world.code) if code_opens(world, code)]
        assert len(opening) == 1
        assert (to.exists() and opening == new_codes) or not acknowledged
        world.code = opening[0]

    return settle


def recovery_new(world: World) -> Step:
    """The same passphrase opens all that is half done, whichever key it has."""
    to = world.file("code")
    return Step(("vault", "recovery", "new", "--recovery-to", str(to)), unchanged, settle=settling_code(world, to))


def compacted(world: World) -> Step:
    return Step(("vault", "compact", "--yes"), unchanged)


def compacted_with_a_new_key(world: World) -> Step:
    to = world.file("code")
    words = ("vault", "compact", "--yes", "--new-key", "--recovery-to", str(to))
    return Step(words, unchanged, settle=settling_code(world, to))


def keyring_on(world: World) -> Step:
    """A slot in the key file has its secret in the keyring; the passphrase opens the journal whatever there is."""
    root = str(Path(__file__).parents[2])
    world.home.environment |= {"PYTHON_KEYRING_BACKEND": "tests.keyrings.InAFile", "PYTHONPATH": root}
    file = world.home.environment[KEYRING_FILE] = str(world.home.path / "keyring.json")

    def settle(acknowledged: bool) -> None:
        keys, _ = read_keys(world.home.folder)
        secrets = json.loads(Path(file).read_text()) if Path(file).exists() else {}
        slots = keys.of_type(keyfile.KEYRING)
        assert len(slots) == 1 or not acknowledged
        assert len(slots) <= len(secrets)
        if acknowledged:
            assert all(keyfile.unwrap(slots[0], secret, keys.journal) for secret in secrets.values())

    return Step(("vault", "keyring", "on", "--yes"), unchanged, settle=settle)


def keyring_off(world: World) -> Step:
    """What was turned on before, killed or not, is off once that was acknowledged."""

    def settle(acknowledged: bool) -> None:
        keys, _ = read_keys(world.home.folder)
        assert keys.of_type(keyfile.PASSPHRASE)
        assert not (acknowledged and keys.of_type(keyfile.KEYRING))

    return Step(("vault", "keyring", "off"), unchanged, settle=settle)


def keys_mended(world: World) -> Step:
    """A key file that is damaged is written anew from its copy; killed, it is damaged or whole."""
    folder = shutil.copytree(world.home.folder, world.home.path / f"damaged-{world.number}")
    main, copy = (folder / name for name in (keyfile.NAME, keyfile.COPY_NAME))
    good = copy.read_bytes()
    main.write_bytes(good[:-9])

    def settle(acknowledged: bool) -> None:
        assert main.read_bytes() in ([good] if acknowledged else [good, good[:-9]])
        assert copy.read_bytes() == good
        shutil.rmtree(folder)

    return Step(("vault", "keys", "--journal", str(folder)), unchanged, folder=folder, settle=settle)


def held(world: World) -> Step:
    """What begins a hold ends it here, so that the steps after it may delete."""

    def settle(acknowledged: bool) -> None:
        with open_journal(world) as journal:
            hold = holding.end(journal)
        assert hold is not None or not acknowledged
        assert hold is None or hold.why == world.token

    return Step(("vault", "hold", "on", "--why", "-"), unchanged, stdin=world.token, settle=settle)


def retention_to_bin(world: World) -> Step:
    """All that is old goes to the bin, or nothing of it."""
    with open_journal(world) as journal:
        for _ in range(3):
            content = {"kind": "other", "situation": world.token}
            put(journal, envelopes.new("trigger", content, at=datetime(2020, 1, 1, 12, tzinfo=UTC)))
        world.known = content_of(journal)
    old = [each for each, (where, text) in world.known.items() if where == "here" and '"day": "2020-01-01"' in text]

    def done(before: Content, now: Content) -> bool:
        return now == {**before, **{each: ("bin", before[each][1]) for each in old}}

    return Step(("vault", "retention", "--bin", "trigger"), done)


def recover(world: World) -> Step:
    new = f"found otter number {world.number}"
    words = ("vault", "recovery", "use", "--code-file", str(world.file("code", world.code)))
    return Step(words, unchanged, opens_as=new)


def backup(world: World) -> Step:
    def settle(acknowledged: bool) -> None:
        files = list((world.home.folder / backups.NAME).glob(f"*{backups.ENDING}"))
        assert all(backups.read_whole(each) for each in files)
        assert files or not acknowledged

    return Step(("vault", "backup"), unchanged, settle=settle)


def restore(world: World) -> Step:
    """Back to what there was before this step, from which a record has gone meanwhile and one has come.

    The hold that was put on meanwhile is on whichever of the two the kill leaves.
    """
    from selfcare.journal.bin import remove as to_bin

    then, file = world.known, world.home.path / f"{world.number}.backup"
    with open_journal(world) as journal:
        journal.vault.back_up(file, backups.ASKED)
        put(journal, envelopes.new("note", {"text": world.token}))
        to_bin(journal, world.some("here"))
        holding.begin(journal, "")
        world.known = content_of(journal)

    def settle(acknowledged: bool) -> None:
        with open_journal(world) as journal:
            assert holding.end(journal), "the hold is lost"
        for kept in replacing.kept_in(world.home.folder):
            shutil.rmtree(kept)

    return Step(("vault", "restore", str(file), "--yes"), lambda before, now: now == then, settle=settle)


def init(world: World) -> Step:
    folder = world.home.path / f"second-{world.number}"

    def settle(acknowledged: bool) -> None:
        if creation.exists(folder):
            journal = Journal(Vault.open(folder, world.passphrase))
        else:
            assert not acknowledged
            root = recovery.new_root()
            prepare = migrations.prepare
            journal = Journal(Vault.create(folder, PASSPHRASE, root, cost=CHEAP_FOR_TESTS, prepare=prepare))
        with journal:
            assert journal.vault.verify() == []

    words = ("init", "--role", "nurse", "--recovery-to", str(world.file("code")), "--journal", str(folder))
    return Step(words, unchanged, folder=folder, settle=settle)


def rescue(world: World) -> Step:
    """The new journal is whole or not there, with a code that opens it."""
    folder, to = world.home.path / f"rescued-{world.number}", world.file("code")
    then = world.known

    def settle(acknowledged: bool) -> None:
        assert creation.exists(folder) or not acknowledged
        if creation.exists(folder):
            with Journal(Vault.open(folder, world.passphrase)) as journal:
                assert content_of(journal) == then
            codes = [each for each in (to, to.with_name(f"{to.name}.new")) if each.exists()]
            check_code(folder, codes[0].read_text().splitlines()[0])

    return Step(("vault", "rescue", str(folder), "--recovery-to", str(to)), unchanged, folder=folder, settle=settle)


COMMANDS: tuple[Callable[[World], Step], ...] = (
    note,
    good,
    reflect,
    trigger,
    tool_used,
    tool_kept,
    tool_added,
    guidance_added,
    checkin,
    plan_add,
    plan_done,
    plan_review,
    session,
    prepare,
    cpd_added,
    cpd_made_from,
    reading_added,
    reading_done,
    action_add,
    action_done,
    risk_add,
    risk_close,
    summary,
    cpd_exported,
    edit,
    share,
    remove,
    bin_restore,
    bin_empty,
    take_in_notes,
    import_archive,
    import_journal,
    export,
    person_added,
    people_swept,
    setting,
    contact,
    passphrase,
    rekey,
    recover,
    recovery_new,
    compacted,
    compacted_with_a_new_key,
    keyring_on,
    keyring_off,
    keys_mended,
    held,
    retention_to_bin,
    backup,
    restore,
    rescue,
    init,
)


# --- the killing -----------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Pace:
    """How long a command takes, in seconds: until it first touches the folder, and until its end."""

    first_touch: float
    whole: float


Paces = dict[Callable[[World], Step], Pace]


@pytest.fixture(scope="session")
def paces() -> Paces:
    """The pace of each command that was run to its end once."""
    return {}


@dataclass(frozen=True)
class Moment:
    """When to kill: so many seconds after the start, or after the program first touched the journal's folder."""

    seconds: float
    after_touch: bool


def a_moment(chance: random.Random, pace: Pace) -> Moment:
    """Most moments are where files are written, some are anywhere."""
    if chance.random() < 0.25:
        return Moment(chance.uniform(0, pace.whole), after_touch=False)
    return Moment(chance.uniform(0, (pace.whole - pace.first_touch) * 1.05), after_touch=True)


def traces(folder: Path) -> list[int]:
    """Something that changes when a file is made, renamed or removed in `folder`."""
    found = []
    for place in (folder.parent, folder, folder / inbox.NAME, folder / creation.MAKING):
        try:
            found.append(place.stat().st_mtime_ns)
        except OSError:
            found.append(0)
    return found


def run(world: World, step: Step, moment: Moment | None) -> tuple[str | None, Pace]:
    """Run a command and kill it at `moment`; what it printed if it was acknowledged, and its pace if it ended."""
    folder = step.folder or world.home.folder
    given = step.opens_as if step.words[:3] == ("vault", "recovery", "use") else world.passphrase
    environment = {**world.home.environment, "SELFCARE_PASSPHRASE": given}
    before = traces(folder)
    start = touched = time.monotonic()
    process = subprocess.Popen(
        [sys.executable, "-m", "selfcare", *step.words],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env=environment,
        cwd=world.home.path,
        text=True,
    )
    assert process.stdin
    process.stdin.write(step.stdin)
    process.stdin.close()
    process.stdin = None
    while process.poll() is None and traces(folder) == before:
        if moment and not moment.after_touch and time.monotonic() - start > moment.seconds:
            break
        time.sleep(0.001)
    touched = time.monotonic()
    if moment:
        wait_until(process, (touched if moment.after_touch else start) + moment.seconds)
        process.kill()
    out, err = process.communicate(timeout=60)
    assert CANARY not in err
    if process.returncode == 0 or (step.words[-1] == "--json" and is_whole_object(out)):
        return out, Pace(touched - start, time.monotonic() - start)
    assert moment, f"{step.words} was not killed and gave {process.returncode}: {err}"
    assert process.returncode == -9, err
    return None, Pace(0, 0)


def wait_until(process: "subprocess.Popen[str]", when: float) -> None:
    try:
        process.wait(max(0.0, when - time.monotonic()))
    except subprocess.TimeoutExpired:
        return


def is_whole_object(out: str) -> bool:
    try:
        return isinstance(json.loads(out), dict)
    except ValueError:
        return False


# --- looking at what is left -----------------------------------------------------------------------------------------


def open_journal(world: World) -> Journal:
    return Journal(Vault.open(world.home.folder, world.passphrase))


def code_opens(world: World, code: str) -> bool:
    try:
        check_code(world.home.folder, code)
    except SelfcareError:
        return False
    return True


def content_of(journal: Journal) -> Content:
    """All that the journal holds, its sealed notes taken in."""
    take_in(journal)
    with journal.reading() as session:
        found = [(where, find(session, Filter(in_bin=where == "bin"))) for where in ("here", "bin")]
    everything = [(where, each) for where, records in found for each in records]
    assert len({each.id for _, each in everything}) == len(everything)
    return {each.id: (where, said(each)) for where, each in everything}


def said(envelope: envelopes.Envelope) -> str:
    content: dict[str, Any] = envelopes.to_object(envelope)
    kept = ("kind", "happened_at", "day", "share", "theme", "tags", "fields")
    return json.dumps({name: content[name] for name in kept}, sort_keys=True)


def _bytes_of(path: Path) -> bytes:
    """What is in a file; nothing where a program that was started before the kill has just removed it."""
    try:
        return path.read_bytes()
    except FileNotFoundError:
        return b""


def plaintext_in(world: World, page: Path | None) -> list[str]:
    """The files in which a text can be read, but for a page that is made to be read."""
    forms = [CANARY.encode(coding) for coding in ("utf-8", "utf-16-le", "utf-16-be")]
    places = (world.home.path, Path(world.home.environment["TMPDIR"]))
    files = [path for place in places for path in place.rglob("*") if path.is_file()]
    found = [path.name for path in files if any(form in _bytes_of(path) for form in forms)]
    return [name for name in found if not (page and name.removeprefix(".").startswith(page.name))]


def look(world: World, step: Step, acknowledged: bool) -> None:
    """Everything that must hold after a command that ended, or that was killed."""
    assert plaintext_in(world, step.page) == []
    settle_passphrase(world, step, acknowledged)
    with open_journal(world) as journal:
        now = content_of(journal)
        assert journal.vault.verify() == []
        assert problems(journal) == []
        if world.passphrase != PASSPHRASE:  # every later step is quicker so
            journal.vault.change_passphrase(PASSPHRASE, cost=CHEAP_FOR_TESTS)
            world.passphrase = PASSPHRASE
    done = step.done(world.known, now)
    assert done or (not acknowledged and not step.acknowledged_before and now == world.known)
    world.known = now
    if step.settle:
        step.settle(acknowledged)


def settle_passphrase(world: World, step: Step, acknowledged: bool) -> None:
    """Find which passphrase opens the journal: the new one once it was acknowledged, else the new or the old."""
    if not step.opens_as:
        return
    try:
        Vault.open(world.home.folder, step.opens_as).close()
    except WrongPassphrase:
        assert not acknowledged
        return
    world.passphrase = step.opens_as


def strike(world: World, command: Callable[[World], Step], paced: Callable[[World], Step], paces: Paces) -> None:
    """Run `command` and kill it at a moment of the pace of `paced`, which runs to its end first if nobody knows it."""
    if paced not in paces:
        paces[paced] = one_step(world, paced, None)
    one_step(world, command, a_moment(world.chance, paces[paced]))


def one_step(world: World, command: Callable[[World], Step], moment: Moment | None) -> Pace:
    world.number += 1
    step = command(world)
    out, pace = run(world, step, moment)
    look(world, step, out is not None)
    return pace


def furnished(home: Home, chance: random.Random) -> World:
    """A journal with some records in it, and some in the bin."""
    from selfcare.journal.bin import remove as to_bin

    root = recovery.new_root()
    Vault.create(home.folder, PASSPHRASE, root, cost=CHEAP_FOR_TESTS, prepare=migrations.prepare).close()
    with home.open() as journal:
        for number in range(60):
            kept = put(journal, envelopes.new("note", {"text": f"{CANARY} first {number} " + "word " * 40}))
            if number % 3 == 0:
                to_bin(journal, kept.id)
        return World(home, chance, code=recovery.code_from(root), known=content_of(journal))


@pytest.mark.parametrize("batch", range(BATCHES))
def test_a_kill_at_any_moment_loses_nothing(
    empty_home: Home, batch: int, paces: Paces, request: pytest.FixtureRequest
) -> None:
    seed, kills = request.config.getoption("--seed"), request.config.getoption("--kills") or len(COMMANDS)
    world = furnished(empty_home, random.Random(f"{seed}-{batch}"))
    for number in range(batch, kills, BATCHES):
        command = COMMANDS[number % len(COMMANDS)]
        strike(world, command, command if kills > len(COMMANDS) else reflect, paces)
    verified = world.home.run("vault", "verify", "--json")
    assert (verified.code, verified.object["problems"]) == (0, [])
