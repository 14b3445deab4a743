"""What the identifier check finds and what it asks without need, per kind, over invented notes with their labels.

Run it with `make bench`. The notes are in tests/identify/corpus: the rules were made with `tuning.jsonl` at hand;
`held_out.jsonl` was written after them. Numbers in both come from ranges that are never issued.
"""

import json
import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from selfcare.identify.find import find
from selfcare.identify.hits import Hit, Kind

CORPUS = Path(__file__).parent.parent / "tests" / "identify" / "corpus"
TODAY = date(2026, 11, 21)
QUESTIONS: tuple[Kind, ...] = ("person_name", "organisation_or_school")


@dataclass(frozen=True)
class Note:
    """A text, and what in it could identify a person: code points from, to, and the kind."""

    id: str
    text: str
    labels: tuple[tuple[int, int, Kind], ...]


@dataclass
class Figures:
    """Counts over notes, by kind.

    labels and found   what there is to find, and how much of it lies wholly under hits of its kind
    hits and right     what the check says, and how much of it touches a label
    clean              notes that hold nothing to find; the false hits in them, hard ones and questions
    """

    labels: Counter[Kind] = field(default_factory=Counter)
    found: Counter[Kind] = field(default_factory=Counter)
    hits: Counter[Kind] = field(default_factory=Counter)
    right: Counter[Kind] = field(default_factory=Counter)
    clean: int = 0
    false_hard: int = 0
    false_questions: int = 0
    missed: list[str] = field(default_factory=list)
    false: list[str] = field(default_factory=list)

    def recall(self, *kinds: Kind) -> float:
        """The part that was found of what there is to find, of these kinds together."""
        return sum(self.found[kind] for kind in kinds) / max(1, sum(self.labels[kind] for kind in kinds))

    def per_hundred_clean(self, count: int) -> float:
        """So many in a hundred clean notes."""
        return 100 * count / max(1, self.clean)


def notes(name: str) -> Iterator[Note]:
    """The notes of a file. A label is a substring; one that stands twice is labelled twice, from the left."""
    for line in (CORPUS / name).read_text("utf-8").splitlines():
        each = json.loads(line)
        yield Note(each["id"], each["text"], tuple(_placed(each["text"], each["labels"])))


def measured(name: str) -> Figures:
    """The figures over one file."""
    figures = Figures()
    for note in notes(name):
        _count(figures, note, find(note.text, today=TODAY))
    return figures


def _placed(text: str, labels: list[tuple[str, Kind]]) -> Iterator[tuple[int, int, Kind]]:
    at = 0
    for written, kind in labels:
        start = text.index(written, at)
        at = start + len(written)
        yield start, at, kind


def _count(figures: Figures, note: Note, hits: tuple[Hit, ...]) -> None:
    for start, end, kind in note.labels:
        covered = {at for hit in hits if hit.kind == kind for at in range(hit.start, hit.end)}
        figures.labels[kind] += 1
        if covered.issuperset(range(start, end)):
            figures.found[kind] += 1
        else:
            figures.missed.append(f"{note.id} {kind}: {note.text[start:end]!r}")
    figures.clean += not note.labels
    for hit in hits:
        figures.hits[hit.kind] += 1
        if any(hit.start < end and start < hit.end for start, end, _ in note.labels):
            figures.right[hit.kind] += 1
            continue
        figures.false.append(f"{note.id} {hit.kind}: {note.text[hit.start : hit.end]!r}")
        if not note.labels:
            figures.false_hard += hit.hard
            figures.false_questions += not hit.hard


def _show(name: str, figures: Figures) -> None:
    total = sum(1 for _ in notes(name))
    print(f"\n{name}: {total} notes, {figures.clean} of them with nothing to find")
    print(f"  {'kind':<24}{'labels':>8}{'recall':>8}{'hits':>8}{'precision':>11}")
    for kind in figures.labels | figures.hits:
        precision = figures.right[kind] / figures.hits[kind] if figures.hits[kind] else 0.0
        recall = f"{figures.recall(kind):.2f}" if figures.labels[kind] else "-"
        print(f"  {kind:<24}{figures.labels[kind]:>8}{recall:>8}{figures.hits[kind]:>8}{precision:>11.2f}")
    hard = [kind for kind in figures.labels if kind not in QUESTIONS]
    print(f"  hard kinds together: recall {figures.recall(*hard):.3f}")
    print(f"  in 100 clean notes: {figures.per_hundred_clean(figures.false_hard):.1f} false hard hits,", end=" ")
    print(f"{figures.per_hundred_clean(figures.false_questions):.1f} false questions")


def main(arguments: list[str]) -> None:
    """Print the figures; with `--each` every miss and every false hit too."""
    for name in ("tuning.jsonl", "held_out.jsonl"):
        figures = measured(name)
        _show(name, figures)
        if "--each" in arguments:
            print("\n".join(["  missed:", *figures.missed, "  false:", *figures.false]))


if __name__ == "__main__":
    main(sys.argv[1:])
