"""Does once in a process what hundreds of tests would each do again: see ``share_work``."""

from collections import OrderedDict
from collections.abc import Callable, Hashable
from functools import wraps
from pathlib import Path
from threading import Lock
from typing import Any
from unittest.mock import patch

from textual.css.model import RuleSet
from textual.css.stylesheet import Stylesheet

from advisor.files.folders import shipped
from advisor.reasoning import reasoner
from advisor.reasoning.assessment import Assessment
from advisor.reasoning.engine import Engine
from advisor.reasoning.readings import Findings
from advisor.rulebook import loading
from advisor.rulebook.rulebook import Rulebook
from advisor.rulebook.vocabulary import Kind, Stage
from advisor.scenario.scenario import Scenario

SHARED = (shipped("rules"), Path(__file__).parent / "small_rules")
"""The rulebooks that are shared; a test that spoils one has a copy in a folder of its own."""

MOST_KEPT = 500
"""How much advice is kept; each takes some 0.3 MB."""

_Stamp = tuple[tuple[str, int, int], ...]
_Read = Callable[[Path], tuple[Rulebook, loading.Origins]]
_Load = Callable[[Path], Rulebook]


def share_work() -> None:
    """Share parsed rulebooks, the engines built for them, their advice, and parsed style sheets.

    In CPU time, reading the shipped rules takes 250 ms, even their compiled form 60 ms, an engine
    for them 55 ms, the advice for one partnership 20 ms, and the style sheets of one interview
    50 ms.
    """
    for owner, name, shared in (
        (loading, "load_rulebook", _loaded_once(loading.load_rulebook)),
        (loading, "load_with_origins", _read_once(loading.load_with_origins)),
        (reasoner, "Engine", _engine),
        (reasoner.Reasoner, "assess", _assessed_once(reasoner.Reasoner.assess)),
        (Stylesheet, "_parse_rules", _parsed_once(Stylesheet._parse_rules)),
    ):
        patch.object(owner, name, shared).start()


_read: dict[tuple[Path, _Stamp], tuple[Rulebook, loading.Origins]] = {}


def _read_once(read: _Read) -> _Read:
    """Read a shared folder again only once one of its files has changed."""

    @wraps(read)
    def once(folder: Path) -> tuple[Rulebook, loading.Origins]:
        if folder not in SHARED:
            return read(folder)
        key = folder, _stamp(folder)
        if key not in _read:
            _read[key] = read(folder)
        return _read[key]

    return once


def _loaded_once(load: _Load) -> _Load:
    """Load a shared folder as ``load_with_origins`` does, so that both have the same engines."""

    @wraps(load)
    def once(folder: Path) -> Rulebook:
        return loading.load_with_origins(folder)[0] if folder in SHARED else load(folder)

    return once


def _stamp(folder: Path) -> _Stamp:
    """Return what changes when a file of a folder does."""
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    return tuple((str(f), (said := f.stat()).st_mtime_ns, said.st_size) for f in files)


def _is_shared(rulebook: Rulebook) -> bool:
    return any(rulebook is shared for shared, _ in _read.values())


class _SharedEngine(Engine):
    """An engine for threads that take turns; the interview has a thread for each app."""

    def __init__(self, rulebook: Rulebook, kinds: frozenset[Kind], stage: Stage) -> None:
        super().__init__(rulebook, kinds, stage)
        self._turn = Lock()

    def run(self, scenario: Scenario) -> Findings:
        with self._turn:
            return super().run(scenario)


_engines: dict[tuple[int, frozenset[Kind], Stage], _SharedEngine] = {}


def _engine(rulebook: Rulebook, kinds: frozenset[Kind], stage: Stage) -> Engine:
    """Return the engine of a shared rulebook, or a new one for any other."""
    if not _is_shared(rulebook):
        return Engine(rulebook, kinds, stage)
    key = id(rulebook), kinds, stage
    if key not in _engines:
        _engines[key] = _SharedEngine(rulebook, kinds, stage)
    return _engines[key]


def _assessed_once(assess: Callable[..., Assessment]) -> Callable[..., Assessment]:
    """Assess a partnership once by a shared rulebook: the shipped ones stand in hundreds of tests.

    Tests of the engine, the evaluator and what compares them go round this.
    """
    kept: OrderedDict[Hashable, Assessment] = OrderedDict()

    @wraps(assess)
    def once(self: reasoner.Reasoner, scenario: Scenario, **how: Any) -> Assessment:
        if not _is_shared(self.rulebook):
            return assess(self, scenario, **how)
        # What was left out of a file is told apart from what is in it and says the same.
        said = scenario.model_dump_json(), scenario.model_dump_json(exclude_unset=True)
        key = id(self.rulebook), *said, repr(sorted(how.items()))
        if (advice := kept.get(key)) is None:
            advice = kept[key] = assess(self, scenario, **how)
            if len(kept) > MOST_KEPT:
                kept.popitem(last=False)
        return advice

    return once


def _parsed_once(parse: Callable[..., list[RuleSet]]) -> Callable[..., list[RuleSet]]:
    """Parse a style sheet once for each look."""
    kept: dict[Hashable, list[RuleSet]] = {}

    def once(sheet: Stylesheet, *source: Any, **how: Any) -> list[RuleSet]:
        key = frozenset(sheet._variables.items()), source, frozenset(how.items())
        if key not in kept:
            kept[key] = parse(sheet, *source, **how)
        return kept[key]

    return once
