"""Rulebook and scenario to assessment: the evaluator, the experta engine, and what they find."""
