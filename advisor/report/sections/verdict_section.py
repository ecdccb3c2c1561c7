"""The verdict in words, what putting things right would do, and what could still change it."""

from advisor.report.blocks import Paragraph, Section
from advisor.report.words import Words, plural
from advisor.rulebook.vocabulary import Band


def verdict_section(words: Words) -> Section:
    """Return the verdict."""
    assessment, wording = words.assessment, words.rulebook.wording
    verdict = assessment.verdict
    mark = words.band(verdict.band)
    trial = ""
    if verdict.band == "pilot" and assessment.stage in {"agreeing", "starting"}:
        trial = wording.kinds[assessment.kind].pilot_is
    texts = (trial, " ".join(filter(None, (_promise(words), _outlook(words)))))
    return Section(
        id="verdict",
        title=mark.word,
        lead=verdict.decision,
        tone=mark.tone,
        blocks=tuple(Paragraph(text) for text in texts if text),
    )


def _promise(words: Words) -> str:
    """Return the verdict once the concerns that decide it are resolved, all else unchanged."""
    verdict = words.assessment.verdict
    held = {one.id for one in verdict.held_by}
    points = [c for c in words.assessment.concerns if held.intersection(c.risks)]
    find_out = "find out what is still open" if verdict.waiting_on else ""
    what = " and ".join(filter(None, (_points(len(points)), find_out)))
    if not what:
        return ""
    what = what[0].upper() + what[1:]
    if verdict.then == verdict.band:
        return f"{what}: by itself that does not change the advice yet."
    promise = (
        f"{what}, and if nothing else changes the advice becomes {_advice(verdict.then, words)}."
    )
    if len(points) + bool(find_out) == 1:
        return promise
    alone = {concern.then for concern in points} | {one.then for one in verdict.waiting_on}
    return promise + (" One alone changes nothing." if alone == {verdict.band} else "")


def _points(count: int) -> str:
    if count == 0:
        return ""
    return {1: "put point 1 right", 2: "put points 1 and 2 right"}.get(
        count, f"put points 1 to {count} right"
    )


def _advice(band: Band, words: Words) -> str:
    says = words.rulebook.wording.bands[words.assessment.stage][band]
    return f"{words.band(band).word}: {says}"


def _outlook(words: Words) -> str:
    """Return whether what is not known could change the verdict."""
    assessment = words.assessment
    verdict = assessment.verdict
    if verdict.further_open and verdict.band == verdict.best != verdict.worst:
        open_questions = plural(verdict.further_open, "further question")
        lowest = words.band(verdict.worst).word
        are = "is" if verdict.further_open == 1 else "are"
        return f"{open_questions} {are} open and could lower this, as far as {lowest}."
    if verdict.best != verdict.worst:
        worst, best = words.band(verdict.worst).word, words.band(verdict.best).word
        return f"What you still have to find out could move this between {worst} and {best}."
    if assessment.unknown or assessment.not_asked:
        return "Nothing you have left to find out would change this today."
    return "Every question is answered, so nothing is left to find out that could change this."
