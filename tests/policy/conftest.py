"""Generated cases are the same in every run, and nothing is timed."""

import os
import random
from pathlib import Path

CACHE = Path(__file__).resolve().parents[2] / ".jit" / "hypothesis"
# read when hypothesis first stores something
os.environ.setdefault("HYPOTHESIS_STORAGE_DIRECTORY", str(CACHE))

import pytest  # noqa: E402
from hypothesis import settings  # noqa: E402

settings.register_profile(
    "policy", derandomize=True, deadline=None, database=None, max_examples=150
)
settings.load_profile("policy")


@pytest.fixture
def chance():
    return random.Random(19)
