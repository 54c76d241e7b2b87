"""``kg read`` and ``kg articles``: sources → JSON lines. Both are filters; no store is touched."""

from __future__ import annotations

from typing import Annotated

from typer import Option

from kg.cli.console import Reporter
from kg.cli.options import Jobs, Language, Output, Quiet, Sources
from kg.cli.output import STANDARD, is_terminal, opened
from kg.errors import UsageError

Sample = Annotated[bool, Option("--sample", help="Take the sample articles that come with kg.")]


def read(
    source: Sources = None,
    sample: Sample = False,
    output: Output = STANDARD,
    jobs: Jobs = None,
    language: Language = None,
    quiet: Quiet = False,
) -> None:
    """Print what each article says, as JSON lines.

    One line an article: its head, the entities it names, its claims with the quoted words (docs/codebook.md).

    Examples:
      kg read news/2024-04-13-metals-announcement.txt
      kg read news -o readings.jsonl
      cat news/2024-10-02-arms.txt | kg read -
    """
    from kg import pipeline

    reporter = Reporter()
    names = chosen(source, sample)
    total = pipeline.estimate(names)
    with reporter.bar("reading", total, quiet=quiet or is_terminal(output)) as bar, opened(output) as stream:
        found = pipeline.read(names, jobs=jobs, language=language, on_error=reporter.error)
        for number, reading in enumerate(found, 1):
            stream.write(reading.to_json().encode() + b"\n")
            bar.at(number)
    reporter.end()


def articles(
    source: Sources = None,
    sample: Sample = False,
    output: Output = STANDARD,
    language: Language = None,
) -> None:
    """Print the articles found in sources, as JSON lines.

    With date and how it was found, and boilerplate with the rule that found it. What is printed is a source
    again, for kg read or kg build.

    Examples:
      kg articles news -o articles.jsonl
      kg articles news | kg read -
    """
    from kg.sources import articles as found

    reporter = Reporter()
    with opened(output) as stream:
        for article in found(chosen(source, sample), language=language, on_error=reporter.error):
            stream.write(article.model_dump_json().encode() + b"\n")
    reporter.end()


def chosen(source: list[str] | None, sample: bool) -> list[str]:
    """The sources of a command line. Raises UsageError when there are none."""
    from kg.pipeline import samples

    names = [*(source or ()), *(samples() if sample else ())]
    if not names:
        raise UsageError("no source", hint="give a file, folder or address, - for standard input, or --sample")
    return names
