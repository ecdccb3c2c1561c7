"""Writes a sheet as GitHub-flavoured Markdown, its boxes as those of a list of tasks."""

from collections.abc import Iterator

from advisor.report.markdown import escaped
from advisor.report.sheet import NOTE, Blank, Choice, Sheet, SheetQuestion

_LINE = "_" * 30
"""Underscores between spaces are read as themselves."""


def sheet_markdown(sheet: Sheet) -> str:
    """Return the sheet as Markdown."""
    return "\n\n".join(_blocks(sheet)) + "\n"


def _blocks(sheet: Sheet) -> Iterator[str]:
    yield f"# {escaped(sheet.title)}"
    yield "\\\n".join(map(escaped, sheet.about))
    for blank in sheet.blanks:
        yield _blank(blank)
    yield from map(escaped, sheet.how)
    for part in sheet.parts:
        yield f"## {escaped(part.title)}"
        for question in part.questions:
            yield from _question(question)
    if not sheet.parts:
        yield "Nothing is asked on this sheet."
    yield escaped(sheet.closing)


def _blank(blank: Blank) -> str:
    if not blank.choices:
        return f"**{escaped(blank.label)}:** {_LINE}"
    boxes = (f"- [ ] {escaped(choice)}" for choice in blank.choices)
    return "\n".join([f"**{escaped(blank.label)}:**\n", *boxes])


def _question(question: SheetQuestion) -> Iterator[str]:
    yield f"### {question.number}. {escaped(question.asks)}"
    yield escaped(question.small)
    for remark in question.remarks:
        yield f"**{escaped(remark)}**"
    if question.only_if:
        first, *rest = question.only_if
        lines = [f"**Only if:** {escaped(first[1])}"]
        lines += [f"{'  ' * (depth - 1)}- {escaped(line)}" for depth, line in rest]
        yield "\n".join(lines)
    yield "\n".join(f"- **{label}:** {escaped(text)}" for label, text in question.about)
    if question.number_of:
        yield f"{_LINE} {escaped(question.number_of)}"
    yield "\n".join(map(_choice, question.choices))
    yield f"**{NOTE}:** {_LINE}"


def _choice(choice: Choice) -> str:
    line = f" {_LINE}" if choice.to_write else ""
    return f"- [ ] {escaped(choice.key)} {escaped(choice.says)}{line}"
