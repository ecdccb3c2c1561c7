"""Whatever people write, every screen shows it as it is: it neither crashes nor acts."""

import json
import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import cycle, islice
from pathlib import Path
from typing import Any

import pytest
from textual import events
from textual.app import App
from textual.widgets import Input, TextArea

from advisor.files.clean_text import one_line
from advisor.interview.messages import Visit
from advisor.interview.widgets.number_field import NumberField
from advisor.reasoning.asked_questions import questions_asked
from advisor.scenario.answers import Answer
from tests.interview.scenes import EVERY, Scene, settled, standing, visit, working_in
from tests.interview.screen import Driven, driven, run
from tests.interview.textual_parts import painted_lines
from tests.report.hostile import can_be_seen, squeezed
from tests.shipped import shipped_rulebook, shipped_scenario

LONG = 4000
TEXTS = (
    *("[/", "[/foo]", "[a=b:", "[@click=app.quit]x[/]", "[bold]y", "[link=file:///]z[/link]"),
    *("$error", "$background 10%", "\\[a\\]", "back\\", "two\nlines", "a\r\nb\u2028c", "\ttab"),
    *("{0} %s {name}", "\x1b[31mred", "\x1b]52;c;aGk=\x07clip", "\x1b]0;title\x07", "\x9b31mc1"),
    *("\x90dcs\x9c", "\u202eright\u202c", "\u2067isolate\u2069", "nul\x00byte", "del\x7f"),
    *("👩‍👩‍👧 family", "1\ufe0f\u20e3 key", "e\u0301accent", "שלום עולם", "漢字" * 40, "x" * LONG),
    *("word " * (LONG // 5), "[" * LONG, "› ● ○ [x]"),
)
ACTS = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
ENDS = "\u2028\u2029"
BY_NAME = {scene.name: scene for scene in EVERY}
PREFIX = 12
"""As many characters of a text as every screen has room for."""


def test_every_text_has_something_to_show() -> None:
    assert all(map(can_be_seen, TEXTS))


def a_hostile(turn: int) -> dict[str, Any]:
    """Return a partnership in which each text is the next awkward one, from some turn on."""
    said: dict[str, Any] = json.loads(
        shipped_scenario("trustees-not-told").model_dump_json(exclude_none=True)
    )
    texts = turning(turn)
    said["partnership"] = next(texts)
    for number, partner in enumerate(said["partners"]):
        partner["name"] = f"{next(texts)} {number}"
        spoil(partner["answers"], texts)
    spoil(said["answers"], texts)
    day = "2026-06-27"
    book = shipped_rulebook()
    said["dates"] = [{"on": day, "what": next(texts)} for _ in TEXTS]
    said["steps"] = {step: {"owner": next(texts), "by": day} for step in book.steps}
    said["disagreements"] = {rule: next(texts) for rule in book.rules}
    said["room"] = "us"
    return said


def as_file(said: dict[str, Any]) -> str:
    """Return a partnership file, with what no file may hold as it stands written as escapes."""
    text = json.dumps(said, ensure_ascii=False)
    return "".join(f"\\u{ord(x):04x}" if "\x7f" <= x <= "\x9f" or x in ENDS else x for x in text)


def turning(turn: int) -> Iterator[str]:
    """Yield the texts for ever, from a place on."""
    while True:
        yield TEXTS[turn % len(TEXTS)]
        turn += 1


def spoil(answers: dict[str, Any], texts: Iterator[str]) -> None:
    for answer in answers.values():
        answer |= {"note": next(texts), "said_by": next(texts)}
        if answer.get("answer", answer.get("every")) == "unknown":
            answer["who_could_tell"] = next(texts)


def assert_harmless(app: App[None]) -> None:
    """Fail if anything that is painted could act, in the app or on the terminal."""
    for strip in painted_lines(app):
        for segment in strip:
            bad = [
                letter
                for letter in segment.text
                if unicodedata.category(letter) == "Cc" or letter in ACTS
            ]
            assert not bad, segment
            if segment.style is not None:
                assert "@click" not in segment.style.meta
                assert segment.style.link is None


_WITHOUT_TEXTS = {
    *("open", "new", "example", "help-at-start", "reason", "export"),
    *("typed-number", "result-light", "question-contrast", "grid-wide", "arrow"),
}
"""Scenes in which nothing stands that a person wrote, or nothing that others do not show."""
SCENES = [scene for scene in EVERY if scene.name not in _WITHOUT_TEXTS]


@pytest.mark.parametrize("turn", range(len(SCENES)), ids=[scene.name for scene in SCENES])
def test_a_scene_stands_whatever_was_written(turn: int, tmp_path: Path) -> None:
    async def steps(file: Path) -> None:
        async with standing(SCENES[turn], file) as hands:
            assert_harmless(hands.app)
            assert not hands.app.is_leaving

    with working_in(written(tmp_path, as_file(a_hostile(turn))), None) as file:
        run(lambda: steps(file))


def written(folder: Path, text: str, name: str = "year-8.yaml") -> Path:
    """Write a partnership file into a folder, and return the folder."""
    (folder / name).write_text(text, encoding="utf-8")
    return folder


def test_a_click_on_a_text_that_looks_like_a_link_does_nothing(tmp_path: Path) -> None:
    said = a_hostile(0)
    said["partnership"] = text = "[@click=app.quit]leave[/]"
    said["answers"]["values-compared"] |= {"note": text, "said_by": text}

    async def steps(file: Path) -> None:
        async with standing(BY_NAME["question"], file) as hands:
            shown = hands.shown
            for y, line in enumerate(shown.splitlines()):
                for place in (match.start() for match in re.finditer("click|leave", line)):
                    await hands.pilot.click(offset=(place + 2, y))
            await settled(hands)
            assert not hands.app.is_leaving
            assert hands.shown == shown

    with working_in(written(tmp_path, as_file(said)), None) as file:
        run(lambda: steps(file))


SHOWS = {
    "grid": ("partners",),
    "partners": ("partners",),
    "dates": ("dates",),
    "read-back": ("answers",),
    "steps": ("steps",),
}
"""Scenes that show a text of each of these, if the terminal is tall enough."""


@pytest.mark.parametrize("name", SHOWS)
def test_a_text_is_shown_as_it_is(name: str, tmp_path: Path) -> None:
    said = a_hostile(0)
    one = said["partners"][0]
    said["partners"] = [one | {"name": f"{text} {n}"} for n, text in enumerate(TEXTS)]
    notes = turning(0)
    for answer in said["answers"].values():
        answer["note"] = next(notes)
    for partner in said["partners"]:
        partner["answers"] = json.loads(json.dumps(partner["answers"]))
    scene = replace(BY_NAME[name], size=(110, 400))

    async def steps(file: Path) -> None:
        async with standing(scene, file) as hands:
            shown = letters(hands.shown)
            texts = list(expected(name, hands))
            assert len(texts) > 5
            missing = [text for text in texts if letters(one_line(text))[:PREFIX] not in shown]
            assert not missing, missing

    with working_in(written(tmp_path, as_file(said)), None) as file:
        run(lambda: steps(file))


def letters(text: str) -> str:
    """Return a text without white space and without what frames it."""
    return squeezed(text.translate({ord(letter): None for letter in "│▁▂▃▄▅▆▇█"}))


def expected(name: str, hands: Driven) -> Iterable[str]:
    scenario = hands.scenario
    for kind in SHOWS[name]:
        if kind == "partners":
            yield from (partner.name for partner in scenario.partners)
        elif kind == "dates":
            yield from (date.what for date in scenario.dates)
        elif kind == "answers":
            for question in questions_asked(shipped_rulebook(), scenario):
                answer = scenario.answers.get(question.id)
                if answer and answer.note and answer.visibility == "shared":
                    yield from () if question.delicate else (answer.note,)
        else:
            assessment = getattr(hands.app.screen, "assessment", None)
            assert assessment is not None
            yield from (step.owner for step in assessment.steps if step.owner)


def test_the_question_shows_a_text_as_it_is(tmp_path: Path) -> None:
    async def steps(file: Path) -> None:
        async with standing(replace(BY_NAME["question"], size=(140, 70)), file) as hands:
            session = hands.app.room.session
            assert session is not None
            for text in TEXTS:
                facts = session.scenario.with_facts(partnership=text)
                answer = Answer(answer="done-aloud", note=text, said_by=text)
                scenario = facts.with_answer("values-compared", answer)
                hands.app.room.session = replace(session, scenario=scenario)
                hands.app.post_message(Visit("values-compared"))
                await hands.pilot.pause()
                part = letters(one_line(text))[:PREFIX]
                assert part in letters(hands.shown.splitlines()[0])
                assert f"n:notefrom{part[:-1]}" in letters(hands.shown)
                assert f":{part}" in letters(hands.shown)
                assert_harmless(hands.app)

    with working_in(tmp_path) as file:
        run(lambda: steps(file))


PASTED = tuple(text for text in TEXTS if text[:1] in {"[", "\x1b", "\x9b", "\u202e", "\x90"})
FIELDS = (
    *("open", "name", "partner", "key-day", "note", "who", "disagree", "owner", "day"),
    *("export-path", "menu"),
)
"""The scenes in which something can be typed."""


@pytest.mark.parametrize("name", FIELDS)
def test_whatever_is_pasted_into_a_field_does_no_harm(name: str, tmp_path: Path) -> None:
    async def steps(file: Path) -> None:
        async with standing(BY_NAME[name], file) as hands:
            screen = hands.app.screen
            inputs = [field for field in screen.query(Input) if not field.restrict]
            # The fields of a page are alike: the first and the last stand for those between.
            fields = [*inputs[:1], *inputs[1:][-1:], *screen.query(TextArea)]
            assert fields
            # Each text into one field of a page, on the next page into the other one.
            turns = islice(cycle(fields), FIELDS.index(name), None)
            for text, field in zip(PASTED, turns, strict=False):
                field.focus()
                hands.app.post_message(events.Paste(text))
                await hands.pilot.pause()
                assert_harmless(hands.app)
                assert field.value if isinstance(field, Input) else field.text
                field.clear()
            assert hands.app.screen is screen
            assert not hands.app.is_leaving

    with working_in(tmp_path) as file:
        run(lambda: steps(file))


TYPED = tuple(text for text in TEXTS if len(text) < 200)


@pytest.mark.parametrize(
    ("name", "back"),
    [
        ("name", "SetUpPage"),
        ("note", "QuestionsScreen"),
        ("who", "QuestionsScreen"),
        ("disagree", "ConcernScreen"),
        ("partner", "SetUpPage"),
    ],
)
def test_whatever_is_given_is_kept_and_shown(name: str, back: str, tmp_path: Path) -> None:
    text = "".join(TYPED)

    async def steps(file: Path) -> None:
        async with standing(BY_NAME[name], file) as hands:
            screen = hands.app.screen
            for area in screen.query(TextArea):
                area.insert(text)
            field = screen.query(Input).first()
            field.clear()
            field.insert_text_at_cursor(text)
            field.focus()
            await hands.press("enter")
            await hands.screen(back)
            await settled(hands)
            assert_harmless(hands.app)
            assert letters(one_line(text))[:PREFIX] in letters(hands.shown)

    with working_in(tmp_path) as file:
        run(lambda: steps(file))


def test_a_number_field_takes_digits_and_nothing_else(tmp_path: Path) -> None:
    async def steps(file: Path) -> None:
        async with standing(BY_NAME["number"], file) as hands:
            field = hands.app.screen.query_one(NumberField)
            for text in TEXTS:
                hands.app.post_message(events.Paste(text))
            # A digit behind them says that the field has seen all of them.
            hands.app.post_message(events.Paste("8"))
            for letter in "[\\$\u202e漢\x9b-+e7":
                field.post_message(events.Key("", letter))
            await hands.until(lambda: field.text.endswith("7"))
            assert field.text == "7"
            assert_harmless(hands.app)

    with working_in(tmp_path) as file:
        run(lambda: steps(file))


NAMES = ("[@click=app.quit]x[&]", "\x1b[31mred\x9b\u202e[a=b:", "[bold]$error\\")
"""Names for folders and files."""


@pytest.mark.parametrize("name", NAMES, ids=range(len(NAMES)))
@pytest.mark.parametrize("scene", ["start", "open", "leaving", "export-path"])
def test_a_file_may_have_any_name(scene: str, name: str, tmp_path: Path) -> None:
    folder = tmp_path / name
    folder.mkdir()

    async def steps(file: Path) -> None:
        async with standing(replace(BY_NAME[scene], size=(200, 60)), file) as hands:
            assert_harmless(hands.app)
            assert letters(one_line(name)) in letters(hands.shown)

    with working_in(folder, name=f"{name}.yaml") as file:
        run(lambda: steps(file))


@pytest.mark.parametrize("name", NAMES, ids=range(len(NAMES)))
def test_what_is_told_does_no_harm(name: str, tmp_path: Path) -> None:
    async def steps(file: Path) -> None:
        async with driven(file, size=(200, 40)) as hands:
            await visit("values-compared", "1", "ctrl+s")(hands)
            await hands.until(lambda: "Saved to" in hands.shown)
            assert_harmless(hands.app)
            assert letters(one_line(name)) in letters(hands.shown)

    with working_in(tmp_path, name=f"{name}.yaml") as file:
        run(lambda: steps(file))


def test_the_scenes_that_show_texts_are_scenes() -> None:
    assert {*SHOWS, *FIELDS} <= {scene.name for scene in EVERY}
    assert isinstance(EVERY[0], Scene)
