"""CLIPS through clipspy: one fact a partnership with a slot a question, one rule a rule.

Of the shapes tried, these were the fastest: facts made by ``assert_fact`` and not parsed from text
(ten times slower), levels joined by ``|`` in one slot, and the rules that fire added up as bits of
two global numbers. A fact an answer, a batch of facts at once and results printed to a file were
slower. ``ClipsDirect`` passes by clipspy's own functions and calls the C library beneath them,
which clipspy does not document, and reads the agenda instead of firing the rules.
"""

import itertools
from collections.abc import Callable
from typing import Any

from tests.benchmark.contest import Reading
from tests.benchmark.peers_rulebook import answers, peers_rulebook, plain_rules

_BITS = 50
"""How many rules share a global number; CLIPS has 64 bits with a sign."""


_FRESH_AFTER = 2_000
"""clipspy keeps facts that are retracted, and each run looks through them: 10,000 are ten times as
slow as 1,000. An environment made anew after so many costs little, and is counted."""


class _Clips:
    def __init__(self) -> None:
        import clips

        self._rules = plain_rules()
        self._new: Callable[[], Any] = clips.Environment
        self._symbols = {
            level: clips.Symbol(level)
            for question in peers_rulebook().questions.values()
            for level in question.order
        }

    def _environment(self) -> Any:
        """Return an environment in which the facts have a slot a question; it has no rules."""
        environment = self._new()
        slots = " ".join(f"(slot {question})" for question in peers_rulebook().questions)
        environment.build(f"(deftemplate partnership {slots})")
        return environment

    @property
    def version(self) -> str:
        """The version of clipspy."""
        from importlib.metadata import version

        return version("clipspy")


class Clips(_Clips):
    """CLIPS by clipspy's documented functions."""

    def _with_rules(self) -> Any:
        environment = self._environment()
        totals = self._totals
        for total in totals:
            environment.build(f"(defglobal ?*{total}* = 0)")
        for number, rule in enumerate(self._rules):
            into = f"?*{totals[number // _BITS]}*"
            pattern = " ".join(f"({q} {'|'.join(levels)})" for q, levels in rule.conditions)
            environment.build(
                f"(defrule {rule.id} (partnership {pattern})"
                f" => (bind {into} (+ {into} {1 << number % _BITS})))"
            )
        clear = " ".join(f"(bind ?*{total}* 0)" for total in totals)
        environment.build(f"(defrule begin (declare (salience 1)) (partnership) => {clear})")
        environment.build(
            "(defrule end (declare (salience -1)) ?fact <- (partnership) => (retract ?fact))"
        )
        return environment

    @property
    def _totals(self) -> list[str]:
        return [f"total-{number}" for number in range(-(-len(self._rules) // _BITS))]

    def carry(self, number: int, seed: int) -> list[dict[str, Any]]:
        """Return the slots of each fact."""
        return [
            {question: self._symbols[level] for question, level in given.items()}
            for given in answers(number, seed)
        ]

    def run(self, carried: list[dict[str, Any]]) -> list[tuple[int, ...]]:
        """Return the totals after each partnership."""
        found = []
        for start in range(0, len(carried), _FRESH_AFTER):
            environment = self._with_rules()
            template = environment.find_template("partnership")
            totals = [environment.find_global(total) for total in self._totals]
            for slots in carried[start : start + _FRESH_AFTER]:
                template.assert_fact(**slots)
                environment.run()
                found.append(tuple(total.value for total in totals))
        return found

    def readings(self, found: list[tuple[int, ...]]) -> list[Reading]:
        """Return the rules whose bits are set."""
        return [
            Reading(
                frozenset(
                    rule.id
                    for number, rule in enumerate(self._rules)
                    if totals[number // _BITS] >> number % _BITS & 1
                )
            )
            for totals in found
        ]


class ClipsDirect(_Clips):
    """CLIPS by its C functions, as far as clipspy's binary module lets one at them."""

    def __init__(self) -> None:
        super().__init__()
        self._loaded = self._environment()
        # A rule an alternative: constants are looked up, where several in a slot are tried in turn.
        self._named: dict[bytes, str] = {}
        for rule in self._rules:
            questions = [question for question, _ in rule.conditions]
            for levels in itertools.product(*(levels for _, levels in rule.conditions)):
                name = f"rule-{len(self._named)}"
                pairs = zip(questions, levels, strict=True)
                pattern = " ".join(f"({question} {level})" for question, level in pairs)
                self._loaded.build(f"(defrule {name} (partnership {pattern}) => )")
                self._named[name.encode()] = rule.id

    def carry(self, number: int, seed: int) -> list[list[Any]]:
        """Return the value of each slot as CLIPS holds it."""
        from clips.values import clips_value

        held = self._loaded._env
        values = {text: clips_value(held, value=symbol) for text, symbol in self._symbols.items()}
        return [[values[level] for level in given.values()] for given in answers(number, seed)]

    def run(self, carried: list[list[Any]]) -> list[list[bytes]]:
        """Return the names of the rules that each partnership puts on the agenda."""
        from clips._clips import ffi, lib

        held = self._loaded._env
        slots = [question.encode() for question in peers_rulebook().questions]
        builder = lib.CreateFactBuilder(held, b"partnership")
        put, following, name_of = lib.FBPutSlot, lib.GetNextActivation, lib.ActivationRuleName
        found = []
        for values in carried:
            for slot, value in zip(slots, values, strict=True):
                put(builder, slot, value)
            fact = lib.FBAssert(builder)
            names = []
            activation = following(held, ffi.NULL)
            while activation != ffi.NULL:
                names.append(ffi.string(name_of(activation)))
                activation = following(held, activation)
            found.append(names)
            lib.Retract(fact)
        lib.FBDispose(builder)
        return found

    def readings(self, found: list[list[bytes]]) -> list[Reading]:
        """Return the rules behind the names."""
        return [Reading(frozenset(self._named[name] for name in names)) for names in found]
