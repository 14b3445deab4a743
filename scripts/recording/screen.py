"""A terminal's screen, as far as selfcare draws on one: text, line ends, moves of the cursor, and clearing."""

import re

_PIECES = re.compile(r"\x1b\[([0-9;?]*)([A-Za-z])|\x1b[=>]|([\r\n\b\a])|([^\x1b\r\n\b\a]+)")


class Screen:
    """Rows of characters and a cursor. What is written past the last row moves all rows up."""

    def __init__(self, rows: int, columns: int) -> None:
        self.rows, self.columns = rows, columns
        self.row = self.column = 0
        self._lines = [""] * rows
        self._rest = ""

    @property
    def lines(self) -> tuple[str, ...]:
        """What stands on each row, without spaces at its end."""
        return tuple(line.rstrip() for line in self._lines)

    @property
    def before_the_cursor(self) -> str:
        """What stands on the cursor's row, up to it."""
        return self._lines[self.row][: self.column].ljust(self.column)

    def write(self, text: str) -> None:
        """Draw what the program wrote. A code that is cut in two waits for its other half."""
        text = self._rest + text
        end = 0
        for piece in _PIECES.finditer(text):
            if piece.start() != end:
                break
            end = piece.end()
            count, code, control, words = piece.groups()
            self._obey(count or "", code or control or "")
            for character in words or "":
                self._put(character)
        self._rest = text[end:]

    def _put(self, character: str) -> None:
        if self.column == self.columns:
            self._obey("", "\r")
            self._obey("", "\n")
        line = self._lines[self.row].ljust(self.column)
        self._lines[self.row] = line[: self.column] + character + line[self.column + 1 :]
        self.column += 1

    def _obey(self, count: str, code: str) -> None:
        """Follow one code; colours and modes change nothing that is kept here."""
        times = int(count) if count.isdigit() else 1
        moves = {"A": (-times, 0), "B": (times, 0), "C": (0, times), "D": (0, -times), "\b": (0, -1)}
        if code in moves:
            down, right = moves[code]
            self.row = min(max(self.row + down, 0), self.rows - 1)
            self.column = min(max(self.column + right, 0), self.columns - 1)
        elif code == "\r":
            self.column = 0
        elif code == "\n":
            self._next_row()
        elif code in ("J", "K"):
            self._clear(below=code == "J")

    def _next_row(self) -> None:
        if self.row < self.rows - 1:
            self.row += 1
        else:
            self._lines = [*self._lines[1:], ""]

    def _clear(self, *, below: bool) -> None:
        """Clear the rest of the row, and the rows below it."""
        self._lines[self.row] = self._lines[self.row][: self.column]
        if below:
            self._lines[self.row + 1 :] = [""] * (self.rows - self.row - 1)
