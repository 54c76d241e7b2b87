"""Writes docs/questions.md from the headers of the named questions; ``--check`` tells whether it is up to date.

python scripts/questions_doc.py [--check]
"""

from __future__ import annotations

import sys
from pathlib import Path

from generated import write_or_check

from kg.schema.parameters import Parameter
from kg.schema.queries import Query, queries

TARGET = Path(__file__).resolve().parents[1] / "docs" / "questions.md"

HEAD = """# Questions

<!-- Written by scripts/questions_doc.py from ontology/queries/*.rq: change those files, not this one. -->

`kg query NAME` asks one of these questions, `-p key=value` gives it parameters, and `kg list queries` lists them:

```sh
kg query measures-against-target -p target=Russia -p since=2024 --format csv
```

Each question is a SPARQL file in `ontology/queries/` with a header that says what it asks in English and German. An
entity is given by any of its names, by a link such as `iso:RU` or by its IRI, a day as a day, a month or a year. With
`language=de` the names of instruments, actions and stages are German, and those of entities where kg knows a German
one. "Articles" are independent ones: near copies of one text count once.

From Python, as rows, as dictionaries, or as a data frame of pandas, which kg itself does not need:

```python
from kg.store import Store

with Store.open("graph") as store:
    records = store.named("who-measures-whom", limit=10).to_records()

# import pandas
# frame = pandas.DataFrame(records)
```

What a measure's last report said is all that is known of it: "in force" holds as of that day, not as of today.
The default graph of `kg query` is the union of all graphs. That includes the store's notes on itself, whose properties
begin with `https://w3id.org/kg/meta#`; a pattern inside `GRAPH <graph/derived> { … }`, or one with a property of kg,
does not meet them.
`scripts/time_questions.py STORE` measures how long each question takes on a graph of yours.
"""


def page() -> str:
    """The text of docs/questions.md."""
    found = queries()
    toc = "\n".join(f"- [`{name}`](#{name}): {question.title}" for name, question in found.items())
    return "\n\n".join([HEAD.rstrip("\n"), toc, *(_section(question) for question in found.values())]) + "\n"


def _section(question: Query) -> str:
    lines = [
        f"## {question.name}",
        "",
        f"**{question.titles['en']}** / {question.titles['de']}",
        "",
        question.descriptions["en"],
        "",
        f"*{question.descriptions['de']}*",
        "",
    ]
    if question.parameters:
        lines += ["| parameter | type | default | meaning |", "|---|---|---|---|"]
        lines += [_row(parameter) for parameter in question.parameters.values()] + [""]
    return "\n".join([*lines, f"Columns: {', '.join(f'`{column}`' for column in question.columns)}"])


def _row(parameter: Parameter) -> str:
    default = "required" if parameter.required else f"`{parameter.default}`" if parameter.default else ""
    return f"| `{parameter.name}` | {parameter.type} | {default} | {parameter.description} |"


def main() -> int:
    """Write the page, or compare it."""
    return write_or_check(TARGET, page(), __doc__)


if __name__ == "__main__":
    sys.exit(main())
