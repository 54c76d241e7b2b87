"""All mentions of an article: the finders, one after the other, and what holds where they overlap."""

from __future__ import annotations

from collections.abc import Sequence

from kg.mentions.bodies import bodies, governments
from kg.mentions.document import Candidate, Document, select
from kg.mentions.known import known
from kg.mentions.persons import persons
from kg.mentions.phrases import phrases
from kg.mentions.shortforms import short_forms
from kg.model import Article, Mention
from kg.text import Sentence


def find(article: Article, sentences: Sequence[Sentence]) -> tuple[Mention, ...]:
    """The mentions in the given sentences of an article, sorted, without overlaps.

    ``Mention.key`` is the same for all mentions of one thing: its link where it has one. Articles in a language that
    kg does not read are searched for English names.
    """
    if not sentences:
        return ()
    document = Document(article, sentences)
    found = known(document)
    found += phrases(document, found)
    anchors = select(found)
    found += persons(document, anchors)
    anchors = select(found)
    found += governments(document, anchors) + bodies(document, anchors)
    found += short_forms(document, select(found))
    return tuple(_mention(candidate, document, article.text) for candidate in select(found))


def _mention(candidate: Candidate, document: Document, text: str) -> Mention:
    start, end = document.original(candidate.start), document.original(candidate.end - 1) + 1
    return Mention(
        start=start, end=end, text=text[start:end], type=candidate.type, key=candidate.key,
        name=candidate.name, link=candidate.link, form=candidate.form, how=candidate.how,
    )  # fmt: skip
