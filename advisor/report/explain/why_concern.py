"""The risks behind a concern in one partnership, each with the id that explains it."""

from collections.abc import Mapping, Sequence

from rich.text import Text

from advisor.reasoning.trace import Trace, Truth
from advisor.report.explain.why import marked_lines
from advisor.report.phrases import plural
from advisor.report.writers.cells import hanging, styled
from advisor.rulebook.rule import Rule
from advisor.rulebook.rulebook import Concern, Rulebook
from advisor.rulebook.vocabulary import BANDS, Stage


def risks_to_explain(
    concern: Concern, traces: Mapping[str, Trace], rulebook: Rulebook, stage: Stage
) -> tuple[Rule, ...]:
    """Return the risks of a concern that are true or likely, worst first.

    If none is, return the ones that apply to this kind and decision; if none does, all of them.
    """
    risks = rulebook.risks_of[concern.id]
    found = [risk for risk in risks if _is_likely(traces.get(risk.id))]

    def weight(risk: Rule) -> tuple[int, bool]:
        is_open = risk.id not in traces or traces[risk.id].value != Truth.TRUE
        return BANDS.index(risk.band_at(stage) or "ready"), is_open

    # A stable sort: risks of equal weight keep the order of the rulebook.
    shown = sorted(found, key=weight) or [risk for risk in risks if risk.id in traces] or risks
    return tuple(shown)


def _is_likely(trace: Trace | None) -> bool:
    if trace is None or trace.value == Truth.FALSE:
        return False
    return trace.value == Truth.TRUE or trace.presumed


def concern_lines(
    concern: Concern,
    risks: Sequence[Rule],
    traces: Mapping[str, Trace],
    rulebook: Rulebook,
    width: int,
) -> list[Text]:
    """Return the title of a concern, and each of the risks with the id to ask for next."""
    of_all = len(rulebook.risks_of[concern.id])
    so = sum(_is_likely(traces.get(risk.id)) for risk in risks)
    count = f"{so} of {plural(of_all, 'risk')}" if so else f"None of {plural(of_all, 'risk')}"
    verb = "are" if so > 1 else "is"
    lines = hanging("", concern.title, width, 0, "bold")
    lines += hanging("", f"{count} behind this {verb} true or likely here:", width, 0)
    for risk in risks:
        lines += marked_lines(traces.get(risk.id), f"{risk.title} ({risk.id})", width)
    ask = f"To see why, ask for one of them: advisor why FILE {risks[0].id}"
    return [*lines, styled(""), *hanging("", ask, width, 0)]
