"""What every test runs under: what is shared in a process, how many cases Hypothesis tries."""

import gc
import os

from hypothesis import HealthCheck, settings

from tests.strategies import EVERYDAY_EXAMPLES
from tests.surroundings import put_aside

# Textual reads some of it as it is imported, which the modules of tests do after this one.
put_aside()

from tests.shared_work import share_work  # noqa: E402

share_work()


def pytest_xdist_auto_num_workers() -> int:
    """Run one test more at once than there are cores: some wait for a screen or a process."""
    # Not two more: each process takes 8 s of CPU time to import, collect and build engines.
    return len(os.sched_getaffinity(0)) + 1


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
