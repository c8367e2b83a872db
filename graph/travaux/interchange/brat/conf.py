"""What brat is to be told of the annotations: their kinds, their parts, their colours."""

from __future__ import annotations

from collections.abc import Iterable

STANCES = ("support", "oppose", "propose", "reserve", "state")
PARTS = ("Holder", "Target", "Evidence", "Quotation", "Antecedent")
CUE = "Cue"

_ANNOTATION = """\
[entities]
{entities}

[relations]
<OVERLAP>	Arg1:<ANY>, Arg2:<ANY>, <OVL-TYPE>:<ANY>

[events]
Cue	Holder:Holder, Target:Target, Evidence:Evidence, Quotation?:Quotation, Antecedent?:Antecedent

[attributes]
{attributes}
"""
VISUAL = """\
[labels]
Holder | Holder
Cue | Cue
Target | Target
Evidence | Evidence | Ev
Quotation | Quotation | Quot
Antecedent | Antecedent | Ante

[drawing]
SPAN_DEFAULT	fgColor:black, bgColor:#eeeeee, borderColor:darken
Holder	bgColor:#a6c8ff
Cue	bgColor:#ffb3b8
Target	bgColor:#a7f0ba
Evidence	bgColor:#f4f4f4
Quotation	bgColor:#fddc69
Antecedent	bgColor:#d0e2ff
"""


def annotation(acts: Iterable[str]) -> str:
    """Return annotation.conf, with the acts that occur."""
    values = {"Stance": STANCES, "Act": tuple(sorted(set(acts))), "Certainty": ("explicit", "implied")}
    attributes = (f"{name}\tArg:{CUE}, Value:{'|'.join(known)}" for name, known in values.items() if known)
    return _ANNOTATION.format(entities="\n".join(PARTS), attributes="\n".join(attributes))
