"""Tests that need other software than Python; ``.ci/run all`` installs it and runs them."""
