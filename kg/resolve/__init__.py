"""Which claims of many articles speak of one measure.

The rule, first version. Claims are compared only within a block: one instrument and one target. The target of a block
is a state among the targets; where no state is named, each target; where there is none, the sender stands in, else the
goods. A claim against two states therefore speaks of two measures, one against each.

Two claims of a block speak of one measure when all of this holds:

1. Instrument: the same. "Sanctions" with no instrument named are an instrument of their own: a report that does not
   say which measure it means joins none that is named.
2. Sender: at least one in common, or one side names none.
3. Named targets beside the state (firms, persons, vessels): at least one in common, or one side names none.
4. Goods: at least one in common, or one side names none. Goods that the Harmonized System puts under one another count
   as in common: metals (chapters 74 to 81) and aluminium (76).
5. Time: no longer than ``GAP`` (400 days) without a report or act between them. Two acts of imposing that are carried
   out at stated dates more than ``NEAR`` (3 days) apart are two measures, and so is one imposed again after it was
   lifted. Dates that were reckoned from the date of an article which is itself in doubt contradict nothing.

The same date alone never joins two claims. Claims that name their sender are placed first, in the order of their
dates, then those that do not; each joins the measure that it agrees with most (senders, goods, named targets in
common, then nearness in time), or opens one. So the result depends on the claims alone, not on the order in which they
were stored.

Within a measure, claims of one action and stage report one step when their dates lie within ``NEAR`` days. A claim with
no date reports the last dated step before its article appeared, where it speaks of an act that is done, else the step
that is nearest within ``FRESH`` (60) days. A denial is a step of its own beside what it denies: it removes nothing.
Threatened, proposed, announced and done are steps of one measure, as are its renewal, easing, lifting and breach.
Near copies are all listed, and counted once.

Limits: a bloc and its members are different senders; a general name of goods without a code ("technology") does not
cover its kinds; a claim that names no sender goes to the measure that is nearest, which may be another's.
"""

from __future__ import annotations

from kg.resolve.blocks import Block, blocks
from kg.resolve.edges import Edge, EdgeForm, EdgeKey, edge, edge_keys
from kg.resolve.goods import Codes
from kg.resolve.independent import independent
from kg.resolve.measures import GAP, Measure, measures
from kg.resolve.records import ClaimRecord, Interval, Report
from kg.resolve.status import status
from kg.resolve.steps import FRESH, NEAR, Step

VERSION = "2"
"""Of the rule: raised with each change that would resolve the same claims otherwise."""

__all__ = [
    "FRESH",
    "GAP",
    "NEAR",
    "VERSION",
    "Block",
    "ClaimRecord",
    "Codes",
    "Edge",
    "EdgeForm",
    "EdgeKey",
    "Interval",
    "Measure",
    "Report",
    "Step",
    "blocks",
    "edge",
    "edge_keys",
    "independent",
    "measures",
    "status",
]
