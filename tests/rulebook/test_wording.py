"""What a band says is the kind's own where it has words of its own, and else that of the stage."""

import numpy as np

from advisor.batch.column_summaries import ColumnSummaries
from advisor.rulebook.vocabulary import BANDS, KINDS, STAGES
from tests.shipped import shipped_rulebook


def test_a_kind_may_replace_what_a_band_says_at_a_stage() -> None:
    wording = shipped_rulebook().wording
    own = {kind: words for kind, words in wording.kinds.items() if words.bands}
    assert own
    for kind in KINDS:
        for stage in STAGES:
            for band in BANDS:
                usual = wording.bands[stage][band]
                there = wording.kinds[kind].bands.get(stage, {})
                assert wording.said(kind, stage, band) == there.get(band, usual)


def test_nobody_is_told_to_begin_a_federation_small() -> None:
    assert "small" not in shipped_rulebook().wording.said("federation", "starting", "pilot")


def test_tables_say_the_same_as_reports() -> None:
    rulebook = shipped_rulebook()
    in_short = ColumnSummaries(rulebook)
    for kind in KINDS:
        for stage in STAGES:
            for band in BANDS:
                said = rulebook.wording.said(kind, stage, band)
                place = in_short.place_of(
                    np.array([KINDS.index(kind)]),
                    np.array([STAGES.index(stage)], np.uint8),
                    np.array([BANDS.index(band)]),
                )
                assert in_short.decisions[place[0]] == said
