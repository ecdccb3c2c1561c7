"""The commands: thin, each importing what is heavy only when it runs."""
