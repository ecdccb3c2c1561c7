"""The first screen of the page: the decision, the verdict, what holds it, what to do first."""

from collections.abc import Iterable

from advisor.reasoning.assessment import Assessment, Held, WaitingOn
from advisor.report.blocks import FIRST, FindingLine, FirstScreen, HeldLine, Mark, StepLine
from advisor.report.words import STRENGTH, Words, dated, plural, title_told
from advisor.rulebook.vocabulary import BANDS

PUT_IN_PLACE = "put in place"
FIND_OUT = "find out"
TO_ASK_FIRST = 5
"""How many questions stand in place of steps where too little is known to judge."""


def first_screen(words: Words) -> FirstScreen:
    """Return the first screen."""
    assessment = words.assessment
    verdict = assessment.verdict
    findings_title, findings = _findings(words)
    steps_title, steps = _steps(words)
    return FirstScreen(
        title="Partnership advice",
        dated=dated(assessment.as_of),
        partners=tuple((p.name, p.count) for p in assessment.partners),
        partnership=assessment.partnership,
        kinds=words.kinds,
        decision=decision_today(words),
        verdict=words.band(verdict.band),
        sentence=verdict.decision,
        scale=tuple(
            (words.rulebook.wording.ratings[band].short, band == verdict.band) for band in BANDS
        ),
        outlook=_outlook(words),
        held=held_lines(words),
        settled=_settled(words),
        findings_title=findings_title,
        findings=findings,
        steps_title=steps_title,
        steps=steps,
        uncovered=tuple(item.id.replace("-", " ") for item in assessment.not_covered),
    )


def decision_today(words: Words) -> str:
    """Return the decision in front of the room, and whether it was read into the file."""
    asks = f"Decision today: {words.stage}"
    assessment = words.assessment
    if assessment.stage_given:
        return asks
    return f"{asks.removesuffix(')')}; no stage given, read as {assessment.stage})"


def _outlook(words: Words) -> str:
    assessment = words.assessment
    verdict = assessment.verdict
    if verdict.further_open and verdict.band == verdict.best != verdict.worst:
        open_ones = plural(verdict.further_open, "further question")
        lowest = words.band(verdict.worst).word
        return f"{open_ones} still open could lower this, as far as {lowest}."
    if verdict.best != verdict.worst:
        ratings = words.rulebook.wording.ratings
        ends = " and ".join(ratings[b].short for b in (verdict.worst, verdict.best))
        return f"What is not known could still move this between {ends}."
    if assessment.unknown or assessment.not_asked:
        return "What you do not know yet cannot change this today."
    return "Nothing is unknown that could change this."


def held_lines(words: Words) -> tuple[HeldLine, ...]:
    """Return what has to be put in place, then what has to be found out, each thing once."""
    verdict, rulebook = words.assessment.verdict, words.rulebook

    def in_order(rules: Iterable[Held | WaitingOn]) -> dict[str, None]:
        """Return what ends their hold, what weighs most first."""
        return dict.fromkeys(one.until for one in sorted(rules, key=weight))

    def weight(one: Held | WaitingOn) -> tuple[int, int]:
        rule = rulebook.rules[one.id]
        band = rule.band_at(words.assessment.stage) or "ready"
        return BANDS.index(band), rulebook.concern_order[rule.concern or ""]

    put, find = in_order(verdict.held_by), in_order(verdict.waiting_on)
    return (
        *(HeldLine(PUT_IN_PLACE, until) for until in put),
        *(HeldLine(FIND_OUT, f"whether {until}") for until in find if until not in put),
    )


def _settled(words: Words) -> str:
    """Return what the verdict becomes once everything that holds it is settled."""
    assessment, wording = words.assessment, words.rulebook.wording
    verdict, held = assessment.verdict, held_lines(words)
    if not held:
        return ""
    what = {1: "this", 2: "both"}.get(len(held), "all of these")
    hold: tuple[Held | WaitingOn, ...] = (*verdict.held_by, *verdict.waiting_on)
    alone = {one.then for one in hold}
    if len(held) > 1 and alone == {verdict.band}:
        what += " (one alone changes nothing)"
    then = verdict.then
    if then == verdict.band:
        return f"Settle {what} and the verdict is still the same."
    promises = then == "pilot" and assessment.stage in {"agreeing", "starting"}
    trial = wording.kinds[assessment.kind].pilot_is
    says = f". {trial}" if promises else f": {_band_says(assessment, words)}."
    watched = [concern for concern in assessment.concerns if concern.holds_at is None]
    left = len(watched) if then == "ready" else 0
    besides = f" {plural(left, 'concern')} would be left to watch." if left else ""
    word = words.band(then).word
    return f"Settle {what} and it becomes {word}{says}{besides}"


def _band_says(assessment: Assessment, words: Words) -> str:
    return words.rulebook.wording.bands[assessment.stage][assessment.verdict.then]


def _findings(words: Words) -> tuple[str, tuple[FindingLine, ...]]:
    """Return the first concerns, or the strengths where there is none, with their heading."""
    assessment = words.assessment
    risks = {risk.id: risk for risk in assessment.risks}
    if assessment.concerns:
        lines = tuple(
            FindingLine(
                words.severity(concern.severity),
                title_told(concern.title, presumed=concern.presumed),
                words.voices(tuple(one for risk in concern.risks for one in risks[risk].because)),
                disputed=any(risks[risk].disagreement is not None for risk in concern.risks),
            )
            for concern in assessment.concerns[:FIRST]
        )
        holds = assessment.concerns[0].holds_at is not None
        title = "Concerns, worst first" if holds else "Worth watching"
        return _of_how_many(title, len(lines), len(assessment.concerns)), lines
    lines = tuple(
        FindingLine(
            Mark("", STRENGTH.symbol, "good"),
            strength.title,
            words.voices(strength.because),
            disputed=strength.disagreement is not None,
        )
        for strength in assessment.strengths[:FIRST]
    )
    return _of_how_many("In your favour", len(lines), len(assessment.strengths)), lines


def _steps(words: Words) -> tuple[str, tuple[StepLine, ...]]:
    """Return the first steps, and what to find out first where the verdict waits on that."""
    assessment = words.assessment
    verdict = assessment.verdict
    waited_for = (name for rule in verdict.waiting_on for name in rule.asks)
    asked = dict.fromkeys((*waited_for, *(item.question for item in assessment.find_out)))
    waits = bool(verdict.waiting_on) and verdict.best != verdict.worst
    kept, places = (FIRST - 1 if waits else FIRST), FIRST
    if verdict.too_little_known:
        kept, places = 0, TO_ASK_FIRST
    steps = tuple(
        StepLine(step.do, words.step_who(step), words.step_by(step))
        for step in assessment.steps[:kept]
    )
    find_out = tuple(
        StepLine(
            f"Find out: {words.question(name)}" if steps else words.question(name),
            _who_could_tell(name, words),
            "",
        )
        for name in list(asked)[: places - len(steps) if waits or not steps else 0]
    )
    if steps:
        return _of_how_many("First steps", len(steps), len(assessment.steps)), (*steps, *find_out)
    return _of_how_many("First to find out", len(find_out), len(asked)), find_out


def _who_could_tell(question: str, words: Words) -> str:
    """Return everyone who is named to ask, of the partners of whom the question is open."""
    of = [item.partner for item in words.assessment.find_out if item.question == question]
    return ", ".join(dict.fromkeys(words.who_could_tell(question, name) for name in of or [None]))


def _of_how_many(title: str, shown: int, number: int) -> str:
    return f"{title} ({shown} of {number})" if number > shown else title
