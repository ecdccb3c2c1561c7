"""One row of a score table, and the day from which its days are counted."""

import datetime as dt
from collections.abc import Iterable
from typing import NamedTuple

from advisor.files.validation import FileModel
from advisor.reasoning.assessment import Assessment, PartnerShown
from advisor.report.phrases import finding_title
from advisor.rulebook.rulebook import Rulebook
from advisor.rulebook.vocabulary import SEVERITIES, Band, Kind, Stage
from advisor.scenario.scenario import Partner, Scenario


class Today(NamedTuple):
    """The day of ``--on``, or else the day on which the program runs.

    Attributes:
        named: The day of ``--on``.
        actual: The day on which the program runs.
    """

    named: dt.date | None
    actual: dt.date

    @property
    def day(self) -> dt.date:
        """The day for everything about all partnerships together."""
        return self.named or self.actual

    def beside(self, as_of: dt.date | None) -> dt.date:
        """Return the day for one partnership: with no day named, that of its answers."""
        return self.named or as_of or self.actual


NOTHING_ANSWERED = "nothing answered"
EACH_FOR_ITSELF = "each for itself"
OTHERS_FOR = "others for {}"
MAX_LISTED = 3


class ScoreRow(FileModel):
    """One partnership in a score table.

    Attributes:
        file: Where it was read.
        row: The row of a table in which it begins; nothing where it has a file of its own.
        decision: The words for the band at the stage, or that too little or nothing is known.
        put_in_place: What has to be put in place.
        find_out_whether: What has to be found out; each reads on from "whether".
        high: How many concerns are of high severity; ``medium`` and ``low`` likewise.
        concerns: The first three concerns, in their order.
        first_steps: The first three steps, in their order.
        next_date: The next key date of its file; a table has none.
        known: How many answers are known, of ``asked``.
        stated_by: Whether each partner answered for itself, or for whom others did.
        rulebook: The version and the first letters of the hash.
    """

    file: str
    row: int | None
    partnership: str
    kind: Kind
    stage: Stage
    band: Band
    best: Band
    worst: Band
    decision: str
    put_in_place: tuple[str, ...]
    find_out_whether: tuple[str, ...]
    high: int
    medium: int
    low: int
    concerns: tuple[str, ...]
    first_steps: tuple[str, ...]
    next_date: str | None
    known: int
    asked: int
    stated_by: str
    rulebook: str


def score_row(
    file: str,
    assessment: Assessment,
    rulebook: Rulebook,
    *,
    row: int | None = None,
    today: Today | None = None,
) -> ScoreRow:
    """Return the row of an assessment; without ``today`` it has no next date."""
    verdict, concerns = assessment.verdict, assessment.concerns
    known, asked = assessment.answers_known
    counts = {s: sum(one.severity == s for one in concerns) for s in SEVERITIES}
    titles = (finding_title(c.title, presumed=c.presumed) for c in concerns[:MAX_LISTED])
    return ScoreRow(
        file=file,
        row=row,
        partnership=assessment.partnership,
        kind=assessment.kind,
        stage=assessment.stage,
        band=verdict.band,
        best=verdict.best,
        worst=verdict.worst,
        decision=verdict.decision if known else NOTHING_ANSWERED,
        put_in_place=_each_once(held.until for held in verdict.held_by),
        find_out_whether=_each_once(waiting.until for waiting in verdict.waiting_on),
        **counts,
        concerns=tuple(titles),
        # Columns know only the steps of risks, not those to take though nothing limits it.
        first_steps=tuple(step.do for step in assessment.steps if step.for_)[:MAX_LISTED],
        next_date=next_date(assessment, today),
        known=known,
        asked=asked,
        stated_by=stated_by(assessment.partners),
        rulebook=rulebook_stamp(rulebook),
    )


def next_date(of: Assessment | Scenario, today: Today | None) -> str | None:
    """Return the first key date that is not past."""
    if today is None:
        return None
    start = today.beside(of.as_of)
    days = [date.on for date in of.dates if date.on >= start]
    return min(days).isoformat() if days else None


def rulebook_stamp(rulebook: Rulebook) -> str:
    """Return the version of the rulebook and the first letters of its hash."""
    return f"{rulebook.version}, {rulebook.content_hash[:12]}"


def _each_once(texts: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(texts))


def stated_by(partners: Iterable[Partner | PartnerShown]) -> str:
    """Return who answered: each partner itself, or others for the partners named."""
    names = "; ".join(p.name for p in partners if p.answers_from == "others")
    return OTHERS_FOR.format(names) if names else EACH_FOR_ITSELF
