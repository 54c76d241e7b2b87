"""What the documentation says holds."""

from __future__ import annotations

import json
import re
from pathlib import Path

import kg.resolve
from kg.model import Reading

ROOT = Path(__file__).resolve().parents[1]


def blocks(path: str, language: str) -> list[str]:
    return re.findall(rf"```{language}\n(.*?)```", (ROOT / path).read_text(encoding="utf-8"), re.DOTALL)


def test_readme_begins_with_the_two_commands() -> None:
    run, test = blocks("README.md", "sh")[:2]
    assert "kg build --sample" in run
    assert "pytest" in test
    # What CI installs is what the README tells a newcomer to install.
    assert '-e ".[dev]"' in test
    assert '-e ".[dev]"' in (ROOT / ".ci" / "run").read_text(encoding="utf-8")


def test_the_rule_of_one_measure_is_quoted_to_the_letter() -> None:
    assert kg.resolve.__doc__ is not None
    rule = kg.resolve.__doc__.strip().split("\n\n", 1)[1].replace("``", "`")
    assert rule in (ROOT / "docs" / "measures.md").read_text(encoding="utf-8")


def test_the_codebooks_example_is_a_reading() -> None:
    (example,) = blocks("docs/codebook.md", "json")
    reading = Reading.model_validate(json.loads(example))
    text = reading.claims[0].evidence[0].text
    for entity in reading.entities:
        for mention in entity.mentions:
            assert text[mention.start : mention.end] == mention.text


def test_links_between_documents_lead_somewhere() -> None:
    for document in (*ROOT.glob("*.md"), *(ROOT / "docs").glob("*.md")):
        for target in re.findall(r"\]\(([^)#:]+)(?:#[^)]*)?\)", document.read_text(encoding="utf-8")):
            assert (document.parent / target).exists(), f"{document.name}: {target}"


def test_files_stay_short() -> None:
    long = [p for p in (ROOT / "kg").rglob("*.py") if len(p.read_text(encoding="utf-8").splitlines()) >= 400]
    assert long == []


def test_the_repository_names_no_place_of_a_machine() -> None:
    suspicious = re.compile(r"/(?:work|root|tmp|home)/[a-z]")
    for folder in ("kg", "ontology", "data", "docs"):
        for path in (ROOT / folder).rglob("*"):
            if path.suffix in {".py", ".toml", ".ttl", ".csv", ".md", ".rq"}:
                assert not suspicious.search(path.read_text(encoding="utf-8")), path
