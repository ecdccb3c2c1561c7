"""Holds what the columns said of a partnership to experta, rule by rule and word by word."""

from collections.abc import Iterable

from advisor.batch.column_summaries import ScenarioAt
from advisor.batch.score_row import Scored, scored
from advisor.batch.today import Today
from advisor.files.clean_text import one_line, quoted
from advisor.reasoning.columns.column_reader import ColumnReader
from advisor.reasoning.columns.partnership_arrays import encode
from advisor.reasoning.reasoner import Disagreement, Reasoner
from advisor.rulebook.rulebook import Rulebook

_MOST_NAMED = 6


def verify_all(kept: Iterable[tuple[ScenarioAt, Scored]], rulebook: Rulebook, today: Today) -> None:
    """Compare every rule, and everything that was said in short, with what experta says.

    The rules are read by columns from the partnerships as they are given here, what was said is
    what came of the file or the frame.

    Raises:
        Disagreement: They differ.
    """
    reasoner, reader = Reasoner(rulebook), ColumnReader(rulebook)
    for one, said in kept:
        said_by_experta = reasoner.assess(one.scenario)
        found = (*said_by_experta.risks, *said_by_experta.strengths)
        values = reader.read(encode(rulebook, [one.scenario]))
        stands, could, _, likely = (
            {r for r, is_so in zip(values.rules, of[:, 0], strict=True) if is_so}
            for of in values[1:]
        )
        presumed = {risk.id for risk in said_by_experta.risks if risk.presumed}
        undecided = {waiting.id for waiting in said_by_experta.undecided} | presumed
        differ = stands ^ {one.id for one in found if one.id not in presumed}
        differ |= (could - stands) ^ undecided
        risks = {rule for rule in likely - stands if rulebook.rules[rule].kind == "risk"}
        differ |= risks ^ presumed
        expected = scored(one.file, said_by_experta, rulebook, row=one.row, today=today)
        differ |= {name for name, value in expected if getattr(said, name) != value}
        if differ:
            place = f"{one.file}:{one.row}" if one.row else one.file
            names = sorted(differ)
            more = f" and {len(names) - _MOST_NAMED} more" if len(names) > _MOST_NAMED else ""
            says = f"columns and experta differ on {quoted(one.scenario.partnership)}, in"
            raise Disagreement(f"{one_line(place)}: {says} {', '.join(names[:_MOST_NAMED])}{more}")
