"""Headings: each fact and question found however it is spelt, and the others told with a hint."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from advisor.batch.tables.headings import FACTS, FORM_TOOL_COLUMNS, heading_key, layout_of
from advisor.batch.tables.table_chunks import headings_of
from advisor.files.faults import Faults
from tests.shipped import shipped_rulebook

QUESTIONS = [*shipped_rulebook().questions]
HEAD_ASKS = shipped_rulebook().questions["head-backing"].asks
FORM_TOOLS = [
    "Timestamp",
    "Email Address",
    "Start time",
    "Completion time",
    "ID",
    "Name",
    "IP Address",
    "EndDate",
    "End Date",
    "Date submitted",
    "Seed",
    "Distribution Channel",
]


@st.composite
def spelt(draw: st.DrawFn, name: str) -> str:
    between = draw(st.sampled_from(["-", "_", " ", "  ", "\xa0"]))
    name = name.replace("-", between).replace("_", between)
    name = draw(st.sampled_from([name, name.upper(), name.title()]))
    name = draw(st.sampled_from([name, f"\ufeff{name}", name.replace("a", "a\xad\u200e")]))
    return draw(st.sampled_from([name, f" {name} ", f"{name}:", f"{name} *"]))


@given(data=st.data())
def test_facts_questions_and_notes_are_found_however_they_are_spelt(data: st.DataObject) -> None:
    questions = shipped_rulebook().questions
    facts = data.draw(st.sets(st.sampled_from(FACTS)))
    facts = {"partnership", *facts - {"partners"}}
    asked = data.draw(st.lists(st.sampled_from(QUESTIONS), unique=True))
    noted = data.draw(st.lists(st.sampled_from(QUESTIONS), unique=True))
    headings: dict[tuple[str, str], str] = {}
    for sort, names in (("fact", facts), ("question", asked), ("note", noted)):
        for name in names:
            wordings = [name] if sort == "fact" else [name, questions[name].asks]
            text = data.draw(st.sampled_from(wordings)) + (" note" if sort == "note" else "")
            headings[sort, name] = data.draw(spelt(text))
    shuffled = data.draw(st.permutations([*headings.values(), "#row", *FORM_TOOLS]))
    layout = layout_of(shuffled, shipped_rulebook(), "t.csv")
    found = {("fact", name): heading for name, heading in layout.facts.items()}
    found |= {("question", name): heading for name, heading in layout.questions.items()}
    found |= {("note", name): heading for name, heading in layout.notes.items()}
    assert found == headings
    assert {each.heading: each.hint for each in layout.unmatched} == dict.fromkeys(FORM_TOOLS, "")
    assert layout.is_by_partner == ("partner" in facts)


@pytest.mark.parametrize(
    ("heading", "hint"),
    [
        ("hed-backing", "head-backing"),
        ("Hed backing note", "head-backing note"),
        ("Who runs the joint work from day to day or will do it", "driver-named"),
        ("stages", "stage"),
        ("answer_from", "answers_from"),
        ("colour", ""),
        ("comments", ""),
        ("column 7", ""),
        ("Please tell us anything else that you would like the trust to know", ""),
    ],
)
def test_another_heading_is_told_with_the_nearest(heading: str, hint: str) -> None:
    layout = layout_of(["partnership", heading], shipped_rulebook(), "t.csv")
    assert layout.unmatched == ((heading, hint),)


def test_columns_of_form_tools_are_known_however_they_are_spelt() -> None:
    assert all(column == heading_key(column) for column in FORM_TOOL_COLUMNS)
    assert len({*FORM_TOOL_COLUMNS}) == len(FORM_TOOL_COLUMNS)
    spelt = [*FORM_TOOL_COLUMNS, "StartDate", "EndDate", "Seed", "Date submitted", "IPAddress"]
    layout = layout_of(["partnership", *spelt], shipped_rulebook(), "t.csv")
    assert {each.hint for each in layout.unmatched} == {""}


def test_repeated_headings_of_columns_that_are_not_read_are_listed_once() -> None:
    headings = headings_of(["Comments", "partnership", "Comments", "Comments", ""], "t.csv", 1)
    assert len({*headings}) == 5
    layout = layout_of(headings, shipped_rulebook(), "t.csv")
    assert layout.unmatched == (("Comments", ""), ("column 5", ""))


@pytest.mark.parametrize(
    ("heading", "question"),
    [
        (f"Q3. {HEAD_ASKS}", True),
        ("G01Q01[SQ1]. head-backing", True),
        ("1. Head backing *", True),
        (f"reach. {HEAD_ASKS}", False),
        ("Q3. Something else", False),
    ],
)
def test_a_code_before_a_wording_is_passed_over(heading: str, question: bool) -> None:
    layout = layout_of(["Q1. Partnership", heading], shipped_rulebook(), "t.csv")
    assert layout.facts == {"partnership": "Q1. Partnership"}
    assert layout.questions == ({"head-backing": heading} if question else {})


@pytest.mark.parametrize(
    ("headings", "field", "says"),
    [
        (["kind", "reach"], "", "no column is headed"),
        (["Partnershp", "reach"], "", 'is it "Partnershp"?'),
        (["partnership", "reach", "Reach"], "Reach", 'means the same as "reach"'),
        (headings_of(["partnership", "reach", "reach"], "t.csv", 1), "reach", "column 3 has the"),
        (["partnership", "as of", "as_of"], "as_of", 'means the same as "as of"'),
        (["partnership", "partner", "partners"], "partners", "choose one"),
    ],
)
def test_headings_that_cannot_be_told_apart_are_faults(
    headings: list[str], field: str, says: str
) -> None:
    with pytest.raises(Faults) as raised:
        layout_of(headings, shipped_rulebook(), "t.csv")
    (fault,) = raised.value.faults
    assert fault.field == field
    assert says in fault.says
