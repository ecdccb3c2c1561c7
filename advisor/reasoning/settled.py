"""What the verdict becomes once something that holds it, or that it waits on, is settled."""

from collections.abc import Collection

from advisor.reasoning.findings import Findings
from advisor.reasoning.verdict import verdict
from advisor.rulebook.rulebook import Rulebook
from advisor.rulebook.vocabulary import Band, Stage


def band_without(
    settled: Collection[str], findings: Findings, rulebook: Rulebook, stage: Stage, floor: Band
) -> Band:
    """Return the band worked out again with some risks gone and all else unchanged."""
    left = Findings(*(tuple(r for r in found if r not in settled) for found in findings))
    return verdict(rulebook, stage, left, floor).band
