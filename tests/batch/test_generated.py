"""Generated tables: partnerships that the rulebook takes, and bad rows that are all listed."""

import csv
from collections.abc import Iterator
from pathlib import Path

import pytest

from advisor.rulebook.vocabulary import KINDS, ROLES
from advisor.scenario.load_scenario import load_scenario
from tests.benchmark.own import scenario_of
from tests.benchmark.partnership_files import write_partnership_files
from tests.generated import generated, write
from tests.generated_cells import BAD_CELLS, Shape
from tests.shipped import shipped_rulebook

_BAD_LINES = {"field too many", "field too few", "not UTF-8"}


@pytest.mark.parametrize("partners", [0, 1, 3])
def test_generated_partnerships_are_ones_that_files_could_hold(
    partners: int, tmp_path: Path
) -> None:
    rulebook = shipped_rulebook()
    rows = generated(60, partners=partners).iter_rows(named=True)
    scenarios = [scenario_of(row, rulebook) for row in rows]
    write_partnership_files(scenarios, tmp_path)
    assert [load_scenario(path, rulebook) for path in sorted(tmp_path.iterdir())] == scenarios
    assert {scenario.kind for scenario in scenarios} == set(KINDS)
    said = [a for scenario in scenarios for a in scenario.answers.values()]
    assert any(answer.model_dump().get("answer") == "unknown" for answer in said)


def test_a_row_a_partner_says_what_a_row_a_partnership_says() -> None:
    joined = generated(40, partners=3)
    rows = generated(40, partners=3, form="partner")
    assert rows.height == 3 * joined.height
    for place, row in enumerate(joined.iter_rows(named=True)):
        three = rows[3 * place : 3 * place + 3].to_dicts()
        for heading, cell in row.items():
            cells = [one["partner" if heading == "partners" else heading] or "" for one in three]
            parts = (cell or "").split(";")
            once = heading not in rows.columns[4:10] and (
                heading not in shipped_rulebook().questions
                or shipped_rulebook().questions[heading].once
            )
            if once and heading not in {"partnership", "partners"}:
                assert cells == [cell or "", "", ""]
            else:
                assert cells == (parts * 3 if len(parts) == 1 else parts)


def test_a_seed_makes_the_same_rows_again(tmp_path: Path) -> None:
    shape = Shape(1, is_by_partner=False, is_csv=True)
    written = []
    for number, seed in enumerate((5, 5, 6)):
        file = tmp_path / f"{number}.csv"
        write(shape, 50, seed, 0.1, file)
        written.append((file.read_bytes(), Path(f"{file}.bad.csv").read_bytes()))
    assert written[0] == written[1]
    assert written[0][0] != written[2][0]


@pytest.mark.parametrize(
    "shape",
    [
        Shape(0, is_by_partner=False, is_csv=True),
        Shape(1, is_by_partner=True, is_csv=True),
        Shape(3, is_by_partner=False, is_csv=True),
        Shape(3, is_by_partner=True, is_csv=True),
    ],
)
def test_every_bad_row_is_listed_and_no_other(shape: Shape, tmp_path: Path) -> None:
    file = tmp_path / "rows.csv"
    number = write(shape, 400, 3, 0.4, file)
    with Path(f"{file}.bad.csv").open(encoding="utf-8", newline="") as listing:
        listed = [(int(row["row"]), row["sort"]) for row in csv.DictReader(listing)]
    assert len(listed) == number
    assert listed == list(_bad_rows(file))
    sorts = {sort for _, sort in listed}
    assert sorts >= {"unknown kind", "unknown level", "number out of range"}
    assert sorts <= {*BAD_CELLS, *_BAD_LINES}
    assert ("wrong number of parts" in sorts) == (shape.partners > 1 and not shape.is_by_partner)
    assert bool(sorts & _BAD_LINES) == (not shape.is_by_partner)


def _bad_rows(file: Path) -> Iterator[tuple[int, str]]:
    """Yield what is wrong in each line, found without what wrote it."""
    heading, *lines = file.read_bytes().splitlines()
    headings = heading.decode().split(",")
    for number, line in enumerate(lines, 2):
        if line.startswith(b"\xff"):
            yield number, "not UTF-8"
            continue
        cells = next(csv.reader([line.decode()]))
        if len(cells) != len(headings):
            yield number, f"field too {'many' if len(cells) > len(headings) else 'few'}"
        elif wrong := _wrong(dict(zip(headings, cells, strict=True))):
            yield number, wrong


def _wrong(row: dict[str, str]) -> str:
    partners = (row.get("partners") or "one").count(";") + 1
    if not row["partnership"]:
        return "empty name"
    if row["kind"] not in {"", *KINDS}:
        return "unknown kind"
    if not set(row.get("role", "").split(";")) <= {"", *ROLES}:
        return "unknown role"
    for question in shipped_rulebook().questions.values():
        parts = row.get(question.id, "").split(";")
        if len(parts) not in {1, partners}:
            return "wrong number of parts"
        for part in parts:
            if part.isdigit() and question.number:
                if not question.number.least <= int(part) <= question.number.most:
                    return "number out of range"
            elif part not in {"", "unknown", *question.order, *_reasons(question.may_not_apply)}:
                return "unknown level"
    return ""


def _reasons(reasons: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(f"not-applicable: {reason}" for reason in reasons)
