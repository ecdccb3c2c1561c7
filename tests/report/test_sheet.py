"""The sheets of paper: each question on one of them, and all of it in every format."""

import re
from itertools import chain

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from advisor.report.blocks import Note, Page
from advisor.report.documents.question_sheet import IN_PRIVATE, may_be_asked, sheet_of
from advisor.report.explain.condition_text import lines_of, still_open
from advisor.report.form_blocks import PRIVACY_NOTICE, PURPOSES, Blanks, Purpose, TickBoxes
from advisor.rulebook.condition import All, AnswerIs, AnyOf, Condition, KindIs, StageIs
from advisor.rulebook.question import Question
from advisor.rulebook.rulebook import Rulebook
from advisor.rulebook.vocabulary import KINDS, ROLES, STAGES, Kind, Role, Stage
from tests.formats import SHEET_FORMATS, render_sheet
from tests.report.hostile import AWKWARD, can_be_seen, squeezed
from tests.report.reading import read_html, read_markdown
from tests.shipped import shipped_rulebook
from tests.small import small_rulebook
from tests.strategies import changed, examples, rulebooks

RULEBOOK = shipped_rulebook()
every_sheet = pytest.mark.parametrize("purpose", PURPOSES)
kinds = st.lists(st.sampled_from(KINDS), min_size=1, max_size=3, unique=True).map(tuple)
stages = st.sampled_from(STAGES)


def questions(sheet: Page) -> list[TickBoxes]:
    found = [block for section in sheet.sections for block in section.blocks]
    return [block for block in found if isinstance(block, TickBoxes)]


def ids(sheet: Page) -> list[str]:
    return [question.id for question in questions(sheet)]


def opening(sheet: Page) -> tuple[Blanks, Note]:
    blanks, how, *_ = sheet.opening
    assert isinstance(blanks, Blanks)
    assert isinstance(how, Note)
    return blanks, how


def asked(rulebook: Rulebook, of: tuple[Kind, ...], stage: Stage) -> list[str]:
    return [q.id for q in rulebook.questions.values() if may_be_asked(q, frozenset(of), stage)]


def check_that_nothing_is_left_out_or_asked_twice(
    rulebook: Rulebook, of: tuple[Kind, ...], stage: Stage
) -> None:
    sheets = [sheet_of(rulebook, of, stage, purpose) for purpose in PURPOSES]
    found = list(chain.from_iterable(map(ids, sheets)))
    assert sorted(found) == sorted(asked(rulebook, of, stage))
    partners = sheets[PURPOSES.index("partner")]
    by_role = {role: ids(sheet_of(rulebook, of, stage, "partner", role)) for role in ROLES}
    assert set(chain.from_iterable(by_role.values())) == set(ids(partners))
    for role, of_role in by_role.items():
        assert [q for q in ids(partners) if q in of_role] == of_role
        for name in of_role:
            question = rulebook.questions[name]
            assert question.once or question.is_asked_of(role)
    for sheet in sheets:
        numbers = [question.number for question in questions(sheet)]
        assert numbers == list(range(1, len(numbers) + 1))


@examples(60)
@given(data=st.data(), of=kinds, stage=stages)
def test_each_question_stands_on_one_sheet(
    data: st.DataObject, of: tuple[Kind, ...], stage: Stage
) -> None:
    rulebook = data.draw(rulebooks())
    flags = {name: data.draw(st.tuples(st.booleans(), st.booleans())) for name in ("q-a", "q-b")}
    marked = {
        name: changed(rulebook.questions[name], look_up=looked, delicate=delicate)
        for name, (looked, delicate) in flags.items()
    }
    rulebook = changed(rulebook, questions={**rulebook.questions, **marked})
    check_that_nothing_is_left_out_or_asked_twice(rulebook, of, stage)


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("stage", STAGES)
def test_each_shipped_question_stands_on_one_sheet(kind: Kind, stage: Stage) -> None:
    check_that_nothing_is_left_out_or_asked_twice(RULEBOOK, (kind,), stage)


@pytest.mark.parametrize(
    ("looked", "delicate", "of", "expected"),
    [
        (False, False, "once", "room"),
        (True, False, "once", "look-up"),
        (True, True, "once", "partner"),
        (False, True, "once", "partner"),
        (False, False, ("member",), "partner"),
        (True, False, ("member",), "partner"),
    ],
)
def test_a_partner_answers_before_anyone_looks_up(
    looked: bool, delicate: bool, of: str | tuple[Role, ...], expected: Purpose
) -> None:
    asked = RULEBOOK.questions["dates-fixed"]
    levels = tuple(changed(level, in_brief=None) for level in asked.levels)
    question = changed(asked, look_up=looked, delicate=delicate, of=of, levels=levels)
    rulebook = changed(RULEBOOK, questions={question.id: question})
    for purpose in PURPOSES:
        found = ids(sheet_of(rulebook, ("cluster",), "agreeing", purpose))
        assert found == ([question.id] if purpose == expected else [])


def test_what_is_essential_comes_first_in_the_room() -> None:
    sheet = sheet_of(RULEBOOK, ("cluster",), "agreeing", "room")
    first, then = sheet.sections
    assert all(q.essential for q in first.blocks if isinstance(q, TickBoxes))
    assert not any(q.essential for q in then.blocks if isinstance(q, TickBoxes))
    assert len(first.blocks) + len(then.blocks) == len(questions(sheet))


def seen(sheet: Page, form: str, width: int = 80) -> str:
    """Return what a reader sees of a sheet, without white space."""
    text = render_sheet(sheet, form, width)
    assert text.endswith("\n")
    assert not text.endswith("\n\n")
    read = {"markdown": read_markdown, "html": read_html}
    return squeezed(read[form](text).text if form in read else text)


SHEET_KINDS: tuple[Kind, ...] = ("independent-state", "support")


def words_of(question: Question, rulebook: Rulebook, stage: Stage) -> list[str]:
    words = [question.asks, question.why, question.enough, f"({question.id}"]
    words += [f"{n} {level.says}" for n, level in enumerate(question.levels, start=1)]
    words += [
        f"x {n} Does not apply: {reason}" for n, reason in enumerate(question.may_not_apply, 1)
    ]
    if question.number:
        words.append(f"{question.number.unit}, from {question.number.least}")
    if question.delicate:
        words.append(IN_PRIVATE)
    if question.look_up:
        words += [question.find_out.how, question.find_out.who]
    left = question.ask_when and still_open(question.ask_when, frozenset(SHEET_KINDS), stage)
    if left and not isinstance(left, bool):
        words += ["Only if:", *(line for _, line in lines_of(left, rulebook))]
    if question.of != "once" and set(question.of) < set(ROLES):
        words.append("Asked of: ")
    return words


@every_sheet
@pytest.mark.parametrize("form", SHEET_FORMATS)
@pytest.mark.parametrize("rulebook", [RULEBOOK, small_rulebook()], ids=["shipped", "small"])
def test_every_format_says_everything_of_every_question(
    purpose: Purpose, form: str, rulebook: Rulebook
) -> None:
    for stage in STAGES:
        sheet = sheet_of(rulebook, SHEET_KINDS, stage, purpose)
        page = seen(sheet, form)
        blanks, how = opening(sheet)
        title = sheet.title.upper() if form == "text" else sheet.title
        wanted = [PRIVACY_NOTICE, title, sheet.closing, *sheet.about, *how.texts]
        wanted += [blank.label for blank in blanks.blanks]
        wanted += [choice for blank in blanks.blanks for choice in blank.choices]
        for name in ids(sheet):
            wanted += words_of(rulebook.questions[name], rulebook, stage)
        for text in wanted:
            assert squeezed(text) in page, f"{text} is missing in {form}"
        number = len(ids(sheet))
        assert page.count(squeezed("u Nobody knows. Who could tell us?")) == number
        assert page.count("Note:") == number


def test_only_if_names_nothing_that_kind_and_stage_decide() -> None:
    for of, stage in ((of, stage) for of in KINDS for stage in STAGES):
        found = {
            question.id: [words for _, words in question.only_if]
            for purpose in PURPOSES
            for question in questions(sheet_of(RULEBOOK, (of,), stage, purpose))
        }
        decided = [words for lines in found.values() for words in lines]
        assert not [w for w in decided if w.startswith(("it is ", "the question is "))]
        for name, words in found.items():
            given_as = RULEBOOK.questions[name].ask_when
            if given_as is not None and not words:
                assert still_open(given_as, frozenset({of}), stage) is True


IS_HUB, IS_ITT = KindIs(kinds=("hub",)), KindIs(kinds=("itt",))
AGREES, RUNS = StageIs(stages=("agreeing",)), StageIs(stages=("running",))
ADULTS = AnswerIs(question="reach", levels=("adults-meet",))


# An "any" is decided by one true part, an "all" by one false one.
@pytest.mark.parametrize(
    ("condition", "expected"),
    [
        (IS_HUB, True),
        (RUNS, False),
        (AnyOf(parts=(IS_HUB, ADULTS)), True),
        (All(parts=(IS_ITT, ADULTS)), False),
        (AnyOf(parts=(IS_ITT, ADULTS)), ADULTS),
        (All(parts=(AGREES, ADULTS)), ADULTS),
        (All(parts=(IS_HUB, AGREES)), True),
        (AnyOf(parts=(IS_ITT, RUNS)), False),
        (AnyOf(parts=(IS_ITT, All(parts=(AGREES, ADULTS)))), ADULTS),
        (All(parts=(ADULTS, IS_HUB, ADULTS)), All(parts=(ADULTS, ADULTS))),
    ],
)
def test_kind_and_stage_decide_what_they_can(
    condition: Condition, expected: Condition | bool
) -> None:
    assert still_open(condition, frozenset({"hub"}), "agreeing") == expected


def test_a_sheet_on_which_nothing_is_asked_says_so() -> None:
    empty = sheet_of(changed(RULEBOOK, questions={}), ("hub",), "running", "partner")
    for form in SHEET_FORMATS:
        assert squeezed("Nothing is asked on this sheet.") in seen(empty, form)


@every_sheet
@pytest.mark.parametrize("width", [60, 80, 200])
def test_text_fits_the_width_and_draws_nothing(purpose: Purpose, width: int) -> None:
    text = render_sheet(sheet_of(RULEBOOK, ("support",), "starting", purpose), "text", width)
    for line in text.split("\n"):
        assert cell_len(line) <= width
        assert line == line.rstrip()
        assert not re.search(r"\[ \]$", line)
    assert not re.search("[\u2500-\u25ff]", text)
    assert re.search(r"^    \[ \] 1 +\S", text, re.MULTILINE)


def test_boxes_of_markdown_are_those_of_a_list_of_tasks() -> None:
    text = render_sheet(sheet_of(RULEBOOK, ("hub",), "running", "room"), "markdown")
    assert re.search(r"^- \[ \] 1 \S", text, re.MULTILINE)
    assert not re.search("[\u2500-\u25ff]", text)
    assert "hr" not in read_markdown(text).made_of


def test_html_breaks_no_question_over_two_pages_and_fetches_nothing() -> None:
    text = render_sheet(sheet_of(RULEBOOK, ("hub",), "running", "partner"), "html")
    assert "size: A4" in text
    assert re.search(r"article \{[^}]*break-inside: avoid", text)
    assert "http:" not in text
    assert "https:" not in text
    assert "url(" not in text
    assert "@src" not in read_html(text).made_of


def test_a_sheet_for_a_role_asks_for_no_role() -> None:
    sheet = sheet_of(RULEBOOK, ("support",), "starting", "partner", "supported")
    assert "For the role: supported school" in sheet.about
    assert "Its role" not in [blank.label for blank in opening(sheet)[0].blanks]


@pytest.mark.parametrize("text", [text for text in AWKWARD if can_be_seen(text)])
def test_whatever_a_rulebook_says_comes_out_as_itself(text: str) -> None:
    words = " ".join(text.split())[:200] or "x"
    question = RULEBOOK.questions["senior-team"]
    level = changed(question.levels[0], says=f"{words} level")
    spoilt = changed(
        question,
        asks=f"{words} asks",
        why=words,
        levels=(level, *question.levels[1:]),
        may_not_apply=(f"{words} reason",),
    )
    sheet = sheet_of(
        changed(RULEBOOK, questions={spoilt.id: spoilt}), ("cluster",), "agreeing", "partner"
    )
    (shown,) = questions(sheet)
    for form in SHEET_FORMATS:
        page = seen(sheet, form)
        for written in (shown.asks, shown.about[0][1], shown.choices[0].says):
            assert squeezed(written) in page
    parts = read_html(render_sheet(sheet, "html")).made_of
    assert not parts & {"script", "b", "@onclick", "a"}
