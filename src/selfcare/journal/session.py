"""A session: one look at the encrypted database, or one change of it, in SQL with every value beside it."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    # The driver is the standard library's module with a key, and has its types.
    from sqlite3 import Connection

Values = Mapping[str, Any]


class Session:
    """A transaction that is open on `connection`.

    info  what a caller carries along for as long as it lasts
    """

    def __init__(self, connection: "Connection") -> None:
        self._connection = connection
        self.info: dict[str, Any] = {}

    def rows(self, query: str, **values: Any) -> list[tuple[Any, ...]]:
        """All rows of a query, whose `:names` are `values`."""
        return self._connection.execute(query, values).fetchall()

    def row(self, query: str, **values: Any) -> tuple[Any, ...] | None:
        """The first row, if there is one."""
        found: tuple[Any, ...] | None = self._connection.execute(query, values).fetchone()
        return found

    def column(self, query: str, **values: Any) -> list[Any]:
        """The first value of every row."""
        return [row[0] for row in self.rows(query, **values)]

    def value(self, query: str, **values: Any) -> Any:
        """The first value of the first row; none where there is no row."""
        found = self.row(query, **values)
        return found[0] if found else None

    def run(self, statement: str, **values: Any) -> None:
        """Change something."""
        self._connection.execute(statement, values)

    def insert(self, table: str, *rows: Values) -> None:
        """Write new rows, all with the same columns."""
        self._write("INSERT", table, rows)

    def replace(self, table: str, row: Values) -> None:
        """Write a row, new or in place of the one with its primary key."""
        self._write("INSERT OR REPLACE", table, [row])

    def _write(self, verb: str, table: str, rows: Sequence[Values]) -> None:
        if rows:
            names = ", ".join(rows[0])
            places = ", ".join(f":{name}" for name in rows[0])
            # The names are those of our own tables and columns, never anybody's words.
            self._connection.executemany(f"{verb} INTO {table} ({names}) VALUES ({places})", rows)
