"""The verdict in words, the effect of resolving concerns, and what could still change it."""

from advisor.report.blocks import Paragraph, Section
from advisor.report.partner_names import joined
from advisor.report.phrases import Phrases, plural

# A choice: the sentence takes a line and a half at most. Each line costs a hub's brief a concern.
_LONG = 50


def verdict_section(phrases: Phrases) -> Section:
    """Return the verdict."""
    assessment, wording = phrases.assessment, phrases.rulebook.wording
    verdict = assessment.verdict
    mark = phrases.band(verdict.band)
    trial = ""
    if verdict.band == "pilot" and assessment.stage in {"agreeing", "starting"}:
        trial = wording.kinds[assessment.kind].pilot_is
    texts = (
        trial,
        " ".join(filter(None, (_promise(phrases), _outlook(phrases)))),
        _not_waited_for(phrases),
    )
    return Section(
        id="verdict",
        title=mark.word,
        lead=verdict.decision,
        tone=mark.tone,
        blocks=tuple(Paragraph(text) for text in texts if text),
    )


def _promise(phrases: Phrases) -> str:
    """Return the verdict once the concerns that decide it are resolved, all else unchanged."""
    assessment = phrases.assessment
    verdict, concerns = assessment.verdict, assessment.concerns
    held = {one.id for one in verdict.held_by}
    numbers = [n for n, c in enumerate(concerns, start=1) if held.intersection(c.risks)]
    put_right = _points(numbers)
    open_ones = "what is still open turns out well" if verdict.waiting_on else ""
    if not put_right and not open_ones:
        return ""
    if verdict.then == verdict.band:
        # Resolving them would not change it, so promise nothing.
        return ""
    then = f"{phrases.band(verdict.then).word}: {phrases.says(verdict.then, assessment.stage)}"
    becomes = f"the advice becomes {then}."
    if not put_right:
        return f"If {open_ones}, {becomes}"
    condition = f"{put_right}, and if {open_ones or 'nothing else changes'} {becomes}"
    # A team that resolves one of several must not expect the better verdict.
    alone = {concerns[n - 1].then for n in numbers} | {one.then for one in verdict.waiting_on}
    if len(numbers) > 1 and alone == {verdict.band}:
        condition += " Put only one right, and the advice stays as it is."
    return condition


def _not_waited_for(phrases: Phrases) -> str:
    """Return which partners the advice does not wait for, as the set-up chose."""
    partners = phrases.assessment.partners
    others = [one for one in partners if not one.core]
    if not others:
        return ""
    names = joined(phrases.short_names[one.name] for one in others)
    whom = names if len(names) <= _LONG else f"{len(others)} of the {len(partners)} partners"
    them = "it" if len(others) == 1 else "them"
    it = "These talks" if phrases.assessment.stage == "exploring" else "This"
    return f"{it} could go on without {whom}, so the advice does not wait for {them}."


def _points(numbers: list[int]) -> str:
    if not numbers:
        return ""
    first, last = numbers[0], numbers[-1]
    runs_on = len(numbers) > 2 and last - first == len(numbers) - 1
    named = f"{first} to {last}" if runs_on else joined(map(str, numbers))
    return f"Put {'point' if len(numbers) == 1 else 'points'} {named} right"


def _outlook(phrases: Phrases) -> str:
    """Return whether unknown answers could change the verdict."""
    assessment = phrases.assessment
    verdict = assessment.verdict
    if verdict.band == verdict.best != verdict.worst:
        lowest = phrases.band(verdict.worst).word
        if verdict.band != "ready":
            # Most of the further questions could not lower it here, so their number says nothing.
            return f"What is still open could lower this, as far as {lowest}."
        if verdict.further_open:
            open_questions = plural(verdict.further_open, "further question")
            are = "is" if verdict.further_open == 1 else "are"
            return f"{open_questions} {are} open and could lower this, as far as {lowest}."
    if verdict.best != verdict.worst:
        worst, best = phrases.band(verdict.worst).word, phrases.band(verdict.best).word
        known, asked = assessment.answers_known
        return (
            f"You know {known} of {asked} answers. The others could still move this, down to "
            f"{worst} or up to {best}."
        )
    if verdict.waiting_on:
        return ""
    if assessment.unknown or assessment.not_asked:
        return "No answer that is still open would change the verdict today."
    return "You have answered every question."
