"""The first screen of the page: the decision, the verdict, what holds it, what to do first."""

from advisor.reasoning.assessment import Assessment
from advisor.report.blocks import FIRST, FindingLine, FirstScreen, HeldLine, Mark, StepLine
from advisor.report.words import STRENGTH, Words, dated, plural
from advisor.rulebook.vocabulary import BANDS

PUT_IN_PLACE = "put in place"
FIND_OUT = "find out"


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
    if verdict.best != verdict.worst:
        ratings = words.rulebook.wording.ratings
        ends = " and ".join(ratings[b].short for b in (verdict.worst, verdict.best))
        return f"What is not known could still move this between {ends}."
    if assessment.unknown or assessment.not_asked:
        return "What you do not know yet cannot change this today."
    return "Nothing is unknown that could change this."


def held_lines(words: Words) -> tuple[HeldLine, ...]:
    """Return what has to be put in place, then what has to be found out, each thing once."""
    verdict = words.assessment.verdict
    put = dict.fromkeys(held.until for held in verdict.held_by)
    find = dict.fromkeys(waiting.until for waiting in verdict.waiting_on)
    return (
        *(HeldLine(PUT_IN_PLACE, until) for until in put),
        *(HeldLine(FIND_OUT, f"whether {until}") for until in find if until not in put),
    )


def _settled(words: Words) -> str:
    """Return what the verdict becomes once everything that holds it is settled."""
    assessment, wording = words.assessment, words.rulebook.wording
    held, then = held_lines(words), assessment.verdict.then
    if not held or then == assessment.verdict.band:
        return ""
    what = {1: "this", 2: "both"}.get(len(held), "these")
    promises = then == "pilot" and assessment.stage in {"agreeing", "starting"}
    says = wording.kinds[assessment.kind].pilot if promises else _band_says(assessment, words)
    left = len(assessment.risks) - len(assessment.verdict.held_by)
    besides = f" {plural(left, 'other risk')} would stand." if then == "ready" and left else ""
    word = words.band(then).word
    return f"Settle {what} well and it can become {word}: {says}.{besides}"


def _band_says(assessment: Assessment, words: Words) -> str:
    return words.rulebook.wording.bands[assessment.stage][assessment.verdict.then]


def _findings(words: Words) -> tuple[str, tuple[FindingLine, ...]]:
    """Return the worst risks, or the strengths where no risk stands, with their heading."""
    assessment = words.assessment
    if assessment.risks:
        risks = assessment.risks[:FIRST]
        lines = tuple(
            FindingLine(
                words.severity(risk.severity),
                risk.title,
                words.voices(risk.because),
                disputed=risk.disagreement is not None,
            )
            for risk in risks
        )
        title = "Risks, what holds it first" if risks[0].holds_at else "Worst risks"
        return _of_how_many(title, len(lines), len(assessment.risks)), lines
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
    kept = FIRST - 1 if waits else FIRST
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
        for name in list(asked)[: FIRST - len(steps) if waits or not steps else 0]
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
