"""What is said of many partnerships in short, from the reading over columns."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from advisor.batch.portfolio.portfolio import Portfolio
from advisor.batch.scored import (
    MOST_LISTED,
    NOTHING_ANSWERED,
    Scored,
    rulebook_stamp,
    stated_by,
)
from advisor.reasoning.columns.encoded import encode
from advisor.reasoning.columns.scores import ColumnScorer, Scores
from advisor.rulebook.rulebook import Rulebook
from advisor.rulebook.vocabulary import BANDS, STAGES, Band, Kind, Stage
from advisor.scenario.scenario import Scenario


class ScenarioAt(NamedTuple):
    """A partnership, and where it was read."""

    file: str
    row: int | None
    scenario: Scenario


class ColumnsInShort:
    """Scores partnerships against one rulebook.

    Attributes:
        scorer: What reads the rules.
        decisions: What each band says at each stage.
        titles: The title of each rule, as the rulebook has them.
        dos: What each step says to do, likewise.
        stamp: The version of the rulebook and the first letters of its hash.
    """

    def __init__(self, rulebook: Rulebook) -> None:
        self.rulebook = rulebook
        self.scorer = ColumnScorer(rulebook, MOST_LISTED)
        self.titles = tuple(rule.title for rule in rulebook.rules.values())
        self.dos = tuple(step.do for step in rulebook.steps.values())
        self.stamp = rulebook_stamp(rulebook)
        bands = rulebook.wording.bands
        self.decisions: Mapping[tuple[Stage, Band], str] = {
            (stage, band): bands[stage][band] for stage in STAGES for band in BANDS
        }

    def score(
        self, found: Sequence[ScenarioAt], *, over_all: bool
    ) -> tuple[list[Scored], Portfolio]:
        """Return what is said of each, and the picture over all of them if that is wanted."""
        encoded = encode(self.rulebook, [one.scenario for one in found])
        scores = self.scorer.score(encoded, over_all=over_all)
        in_short = [self._scored(one, scores, place) for place, one in enumerate(found)]
        return in_short, _portfolio(in_short, scores) if over_all else Portfolio.empty

    def _scored(self, one: ScenarioAt, scores: Scores, place: int) -> Scored:
        band, stage = BANDS[scores.band[place]], one.scenario.judged_at
        known = int(scores.known[place])
        return Scored(
            file=one.file,
            row=one.row,
            partnership=one.scenario.partnership,
            kind=one.scenario.kind,
            stage=stage,
            band=band,
            best=BANDS[scores.best[place]],
            worst=BANDS[scores.worst[place]],
            decision=self.decisions[stage, band] if known else NOTHING_ANSWERED,
            put_in_place=tuple(self.scorer.untils[code] for code in scores.held_by.of(place)),
            find_out_whether=tuple(
                self.scorer.untils[code] for code in scores.waiting_on.of(place)
            ),
            high=int(scores.severities["high"][place]),
            medium=int(scores.severities["medium"][place]),
            low=int(scores.severities["low"][place]),
            worst_risks=tuple(self.titles[code] for code in scores.worst_risks.of(place)),
            first_steps=tuple(self.dos[code] for code in scores.first_steps.of(place)),
            known=known,
            asked=int(scores.asked[place]),
            stated_by=stated_by(
                p.name for p in one.scenario.partners if p.answers_from == "others"
            ),
            rulebook=self.stamp,
        )


def _portfolio(in_short: Sequence[Scored], scores: Scores) -> Portfolio:
    bands: dict[Stage, dict[Band, int]] = {}
    kinds: dict[Kind, dict[Band, int]] = {}
    for one in in_short:
        if one.known:
            at, of = bands.setdefault(one.stage, {}), kinds.setdefault(one.kind, {})
            at[one.band] = at.get(one.band, 0) + 1
            of[one.band] = of.get(one.band, 0) + 1
    return portfolio_of_counts(len(in_short), bands, kinds, scores)


def portfolio_of_counts(
    partnerships: int,
    bands: dict[Stage, dict[Band, int]],
    kinds: dict[Kind, dict[Band, int]],
    scores: Scores,
) -> Portfolio:
    """Return the picture over partnerships of which scores were counted over all.

    Args:
        partnerships: How many there are.
        bands: How many of those of which anything is answered are at each band, by stage.
        kinds: The same by kind.
        scores: What is said of them.
    """
    counts = scores.over_all
    banded = sum(number for at in bands.values() for number in at.values())
    topics: dict[str, dict[str, int]] = {}
    for (topic, status), number in counts.topics.items():
        topics.setdefault(topic, {})[status] = number
    return Portfolio.model_validate(
        {
            "partnerships": partnerships,
            "nothing_answered": partnerships - banded,
            "answers_known": int(scores.known.sum()),
            "answers_asked": int(scores.asked.sum()),
            "bands": bands,
            "kinds": kinds,
            "judged": dict(counts.judged),
            "risks": dict(counts.risks),
            "undecided": dict(counts.undecided),
            "strengths": dict(counts.strengths),
            "steps": dict(counts.steps),
            "topics": topics,
            "asked": dict(counts.asked),
            "unknown": dict(counts.unknown),
            "not_asked": dict(counts.not_asked),
        }
    )
