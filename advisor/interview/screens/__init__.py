"""The screens of the interview, each beside its stylesheet."""
