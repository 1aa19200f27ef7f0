"""The fake engine, as slow to open as a real one on a cold machine."""

import time

from tests.page.fake_engine import FakeEngine

OPENING_SECONDS = 4


def open_engine() -> FakeEngine:
    time.sleep(OPENING_SECONDS)
    return FakeEngine()
