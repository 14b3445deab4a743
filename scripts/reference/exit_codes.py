"""docs/reference/exit-codes.md: every exit code, from the classes of `errors.py` and what they say of themselves."""

import inspect
from collections.abc import Iterator

from selfcare import errors
from selfcare.errors import SelfcareError

HEAD = """\
# Exit codes

Every command ends with one of these codes. On an error, two lines on standard error say what happened and what to do
next; with `--json` they are one object, whose `slug` names the cause:

```json
{"format": 1, "error": {"slug": "no-journal", "message": "...", "hint": "...", "exit": 10}}
```

| exit code | slug | what it means | what to do |
|---|---|---|---|
| 0 | | It is done. | |
"""
FOOT = """\

A wrong passphrase and a wrong code share a code, since both mean that the lock did not open. The codes and slugs stay
as they are within a major version.
"""


def page() -> str:
    """The page, whole."""
    rows = (f"| {each.exit_code} | `{each.slug}` | {means} | {todo} |\n" for each, means, todo in explained())
    return f"{HEAD}{''.join(rows)}{FOOT}"


def explained() -> Iterator[tuple[type[SelfcareError], str, str]]:
    """Each cause with what it means and what to do, by exit code."""
    causes = [each for each in vars(errors).values() if isinstance(each, type) and issubclass(each, SelfcareError)]
    for cause in sorted((each for each in causes if each is not SelfcareError), key=lambda each: each.exit_code):
        means, _, todo = inspect.cleandoc(cause.__doc__ or "").partition("\n\n")
        yield cause, " ".join(means.split()), " ".join(todo.split())
