"""What follows from a framework, in plain sentences, and the marks of its elements."""

from collections.abc import Iterable, Iterator, Mapping

from advisor.reasoning.framework_result import (
    OMITTED,
    ConclusionOfPhases,
    ConclusionOfProfile,
    ConclusionOfRange,
    ConclusionOfTest,
    ElementStatus,
    FrameworkResult,
    Outcome,
)
from advisor.report.blocks import Mark
from advisor.report.marks import NOT_KNOWN
from advisor.rulebook.framework import Framework, Part
from advisor.rulebook.rulebook import Rulebook

_MARKS: Mapping[ElementStatus, Mark] = {
    "in-place": Mark("in place", "[+]", "good"),
    "partly": Mark("partly", "[~]", "small"),
    "missing": Mark("missing", "[!]", "caution"),
    "unknown": NOT_KNOWN,
    "not-applicable": Mark("does not apply", "[ ]", "plain"),
    "background": Mark("reading matter", "[ ]", "plain"),
}
_FORM_MARKS: Mapping[ElementStatus, Mark] = {
    **_MARKS,
    "in-place": Mark("called for", "[+]", "good"),
    "missing": Mark("not called for", "[-]", "plain"),
}
_TEST_MARKS: Mapping[ElementStatus, Mark] = {
    **_MARKS,
    "in-place": Mark("so", "[+]", "good"),
    "partly": Mark("partly so", "[~]", "small"),
    "missing": Mark("not so", "[-]", "plain"),
}
OUTCOMES: Mapping[Outcome, str] = {"yes": "yes", "no": "no", "unknown": "not known"}


def marks_of(framework: Framework) -> Mapping[ElementStatus, Mark]:
    """Return the mark of each status.

    Of the forms of a range it says what is called for; of the ways to pass a test, where one
    may do for the others, it says which is so and calls none missing.
    """
    return {"range": _FORM_MARKS, "test": _TEST_MARKS}.get(framework.reads, _MARKS)


def part_title(part: Part) -> str:
    """Return the title of a part; in a test it says how many of its elements are needed."""
    needed = {"any": " (any of these)", "all": " (all of these)"}.get(part.takes or "", "")
    return f"{part.title}{needed}"


def conclusion_text(result: FrameworkResult, rulebook: Rulebook) -> Iterator[str]:
    """Yield what follows from a framework, a sentence at a time."""
    framework = rulebook.frameworks[result.id]
    match result.conclusion:
        case ConclusionOfProfile():
            yield _counts(result, framework)
        case ConclusionOfTest() as found:
            yield from _of_test(found, framework)
        case ConclusionOfRange() as found:
            yield from _of_range(found, framework, rulebook)
        case ConclusionOfPhases() as found:
            yield from _of_phases(found, framework)


def _counts(result: FrameworkResult, framework: Framework) -> str:
    """Return how many elements have each status; reading matter is counted where there is some."""
    if framework.background is not None:
        return f"Reading matter: {framework.background}"
    marks, counts = marks_of(framework), result.counts
    judged = ", ".join(
        f"{mark.word} {counts.get(status, 0)}"
        for status, mark in marks.items()
        if status not in OMITTED or (status == "not-applicable" and status in counts)
    )
    besides = counts.get("background", 0)
    return f"{judged[0].upper()}{judged[1:]}{f'; reading matter {besides}' if besides else ''}."


def _of_test(found: ConclusionOfTest, framework: Framework) -> Iterator[str]:
    if framework.answers is not None:
        yield getattr(framework.answers, found.outcome)
    titles = {part.id: part.title for part in framework.parts}
    yield from (f"{titles[part.id]}: {OUTCOMES[part.outcome]}." for part in found.parts)


def _of_range(found: ConclusionOfRange, framework: Framework, rulebook: Rulebook) -> Iterator[str]:
    says = {element.id: _clause(element.says) for element in framework.elements}
    if found.today is None:
        yield "Today's form is not known."
    else:
        question = rulebook.questions[framework.present or ""]
        yield f"Today: {_clause(question.level(found.today).says)}."
    others = _either(says[form] for form in found.could_fit if form != found.fits)
    if found.fits is None:
        yield (
            f"Which form fits is not known; it could be: {others}; or none of these."
            if others
            else "These answers call for none of these forms."
        )
    elif others:
        yield f"These answers call for this at least: {says[found.fits]}."
        yield f"It could turn out to be: {others}."
    else:
        yield f"These answers call for: {says[found.fits]}."
    if found.move == "none":
        yield "Today's form is the one that fits."
    if found.next is not None:
        yield f"The next form on the way, a {found.move} one: {says[found.next]}."
        yield from (f"To get there: {_clause(rulebook.steps[s].do)}." for s in found.steps)


def _of_phases(found: ConclusionOfPhases, framework: Framework) -> Iterator[str]:
    titles = {part.id: _clause(part.title) for part in framework.parts}
    if found.phase is None:
        nothing = "Nothing in these phases applies here."
        yield "Every phase is wholly in place." if found.finished == "yes" else nothing
        return
    if found.finished == "no" and found.could_be == (found.phase,):
        yield f"The phase at hand: {titles[found.phase]}."
    else:
        could_be = [titles[phase] for phase in found.could_be]
        could_be += ["none, since all is in place"] if found.finished == "unknown" else []
        yield f"The phase at hand cannot be told yet; it could be: {_either(could_be)}."
    says = {element.id: _clause(element.says) for element in framework.elements}
    wanted = "; ".join(says[element] for element in found.calls_for)
    verb = "still calls for" if found.finished == "no" and len(found.could_be) == 1 else "calls for"
    yield f"{titles[found.phase]} {verb}: {wanted}."


def _clause(text: str) -> str:
    """Return a text of one line for use within a sentence."""
    return text.removesuffix(".")


def _either(texts: Iterable[str]) -> str:
    """Return texts that exclude one another, in one line."""
    return "; or ".join(texts)
