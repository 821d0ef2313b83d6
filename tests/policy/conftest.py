"""Generated cases are the same in every run, and nothing is timed."""

from hypothesis import settings

settings.register_profile(
    "policy", derandomize=True, deadline=None, database=None, max_examples=150
)
settings.load_profile("policy")
