"""Where a measure stands, as its steps tell it."""

from __future__ import annotations

from collections.abc import Sequence

from kg.resolve.steps import Step, stage_rank

_ENDS = {"lift": "lifted"}
_SOFTENS = {"ease": "eased"}
_BESIDE = {"evade", "enforce", "exempt"}
"""Acts that show a measure to be there and change nothing of it."""


def status(steps: Sequence[Step]) -> str:
    """``threatened``, ``proposed``, ``announced``, ``in force``, ``eased``, ``lifted``, or ``denied``.

    It holds as of the last report: silence is not an end, and an act carried out is not undone by a later threat.
    """
    done = [step for step in steps if step.stage == "done"]
    if done:
        last = next((step.action for step in reversed(done) if step.action not in _BESIDE), "")
        return _ENDS.get(last) or _SOFTENS.get(last) or "in force"
    said = [step.stage for step in steps if step.stage != "denied"]
    if not said:
        return "denied"
    # A lifting that is only planned shows that the measure is there.
    presupposed = any(step.action != "impose" and step.stage != "denied" for step in steps)
    return "in force" if presupposed else max(said, key=stage_rank)
