"""The partnership advisor: cited advice on whether a school partnership is ready."""

__version__ = "0.2.0"
