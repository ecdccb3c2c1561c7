"""What every test runs under: what is shared in a process, how many cases Hypothesis tries."""

import gc
import os

import pytest
from hypothesis import HealthCheck, settings

from tests.strategies import EVERYDAY_EXAMPLES
from tests.surroundings import put_aside

# Textual reads some of it as it is imported, which the modules of tests do after this one.
put_aside()

from tests.shared_work import share_work  # noqa: E402

share_work()


def pytest_xdist_auto_num_workers() -> int:
    """Run two tests more at once than there are cores: many wait for a screen or a process."""
    return len(os.sched_getaffinity(0)) + 2


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Begin with the longest, so that the end of a run is not spent waiting for one of them."""
    items.sort(key=lambda item: item.get_closest_marker("long") is None)


DEEP = os.environ.get("ADVISOR_HYPOTHESIS") == "deep"

# Closed screens are garbage in circles, and to free it took a tenth of the time. So in the
# everyday run a process frees it only once it is some 700 MB, and leaves the last of it to its end.
# The deep run frees it as it goes, and so sees a file that nobody closed.
gc.set_threshold(50_000 if DEEP else 10_000_000, 10, 10)


def pytest_sessionfinish() -> None:
    """Leave what is garbage by now where it is."""
    if not DEEP:
        gc.freeze()


# The everyday run tries the same cases each time, so that a failure is never a matter of luck; the
# deep one tries many more (``examples`` in strategies.py) and other ones each time.
_ALWAYS = settings(
    deadline=None,
    database=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
settings.register_profile("default", _ALWAYS, derandomize=True, max_examples=EVERYDAY_EXAMPLES)
settings.register_profile("deep", _ALWAYS, derandomize=False, max_examples=10 * EVERYDAY_EXAMPLES)
settings.load_profile("deep" if DEEP else "default")
