"""Articles with nearly the same text, such as one agency report in many papers: MinHash over word triples.

Signatures are made by rensa (R-MinHash). Two texts are near-copies when the share of equal slots, which estimates the
Jaccard index of their sets of word triples, reaches the threshold.

    near = NearCopies()
    for article in articles(sources):
        article = article.model_copy(update={"near_copies": near.add(article)})

A store that keeps ``NearCopies.signature(article)`` (512 bytes) can fill the index again with ``add_signature``.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from kg.model import Article

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

PERMUTATIONS, SEED, WORDS = 128, 42, 3
"""Slots of a signature, the seed they are drawn by, and words of a shingle. Fixed: stored signatures depend on them."""
BANDS, ROWS = 25, 5
"""A pair of Jaccard s shares a band with probability 1 - (1 - s^5)^25: 0.99 at 0.7, 0.9999 at 0.8, 0.23 at 0.4."""
THRESHOLD = 0.7
CAPACITY = 100_000
_CHAIN = 64  # candidates of one band that are looked at, newest first
_WORD = re.compile(r"[^\W_]+")


class NearCopies:
    """An index of signatures that forgets the oldest: about 1 kB an article, ``capacity`` articles at most.

    threshold: estimated Jaccard index, 0 to 1, from which two texts are near-copies.
    capacity: articles remembered.
    """

    def __init__(self, threshold: float = THRESHOLD, capacity: int = CAPACITY) -> None:
        import numpy as np

        self._threshold, self._capacity = threshold, capacity
        self._slots = 1 << (2 * capacity - 1).bit_length()
        # Zero pages are not touched before they are needed, so that a small index stays small.
        self._signatures = np.zeros((capacity, PERMUTATIONS), np.uint32)
        self._heads = np.zeros((BANDS, self._slots), np.int64)
        self._earlier = np.zeros((capacity, BANDS), np.int64)
        self._ids: dict[int, str] = {}
        self._last = 0

    def __len__(self) -> int:
        """Articles remembered."""
        return len(self._ids)

    @staticmethod
    def signature(article: Article) -> bytes:
        """The 128 slots as 512 bytes, little-endian; furniture of the page does not count."""
        import numpy as np
        from rensa import RMinHash

        sketch = RMinHash(PERMUTATIONS, SEED)
        sketch.update(shingles(_plain(article)))
        return np.asarray(sketch.digest(), "<u4").tobytes()

    def add(self, article: Article) -> tuple[str, ...]:
        """Remember an article; the ids of earlier near-copies, best first. The article's own id is left out."""
        return self.add_signature(article.id, self.signature(article))

    def add_signature(self, name: str, signature: bytes) -> tuple[str, ...]:
        """The same with a stored signature. Raises ValueError for bytes of another length."""
        import numpy as np

        if len(signature) != 4 * PERMUTATIONS:
            raise ValueError(f"a signature has {4 * PERMUTATIONS} bytes, not {len(signature)}")
        row = np.frombuffer(signature, "<u4")
        places = self._places(row)
        found = self._matches(row, places)
        self._remember(name, row, places)
        return tuple(dict.fromkeys(each for each in found if each != name))

    def _places(self, row: NDArray[np.uint32]) -> NDArray[np.int64]:
        """The slot of each band in its table."""
        import numpy as np

        rows = row[: BANDS * ROWS].reshape(BANDS, ROWS).astype(np.uint64)
        mixed = np.full(BANDS, 0xCBF29CE484222325, np.uint64)
        for column in rows.T:  # FNV-1a over words
            mixed = (mixed ^ column) * np.uint64(0x100000001B3)
        return ((mixed ^ (mixed >> np.uint64(29))) % np.uint64(self._slots)).astype(np.int64)

    def _matches(self, row: NDArray[np.uint32], places: NDArray[np.int64]) -> list[str]:
        import numpy as np

        numbers = np.array(sorted(self._candidates(places), reverse=True), np.int64)
        if not len(numbers):
            return []
        share = (self._signatures[numbers % self._capacity] == row).mean(axis=1)
        order = np.argsort(-share, kind="stable")
        return [self._ids[int(numbers[i])] for i in order if share[i] >= self._threshold]

    def _candidates(self, places: NDArray[np.int64]) -> set[int]:
        """The numbers of articles that share a band."""
        found: set[int] = set()
        oldest = max(0, self._last - self._capacity)
        for band, number in enumerate(self._heads[range(BANDS), places].tolist()):
            steps, current = 0, number
            while current > oldest and steps < _CHAIN:
                found.add(current)
                current, steps = int(self._earlier[current % self._capacity, band]), steps + 1
        return found

    def _remember(self, name: str, row: NDArray[np.uint32], places: NDArray[np.int64]) -> None:
        self._last += 1
        place = self._last % self._capacity
        self._signatures[place] = row
        self._earlier[place] = self._heads[range(BANDS), places]
        self._heads[range(BANDS), places] = self._last
        self._ids[self._last] = name
        self._ids.pop(self._last - self._capacity, None)


def shingles(text: str) -> list[str]:
    """The word triples of a text, case folded; a shorter text is one shingle."""
    words = _WORD.findall(text.casefold())
    if len(words) < WORDS:
        return [" ".join(words)]
    return [" ".join(triple) for triple in zip(*(words[i:] for i in range(WORDS)), strict=False)]


def _plain(article: Article) -> str:
    pieces, position = [], 0
    for region in article.boilerplate:
        pieces.append(article.text[position : region.start])
        position = max(position, region.end)
    return " ".join([*pieces, article.text[position:]])
