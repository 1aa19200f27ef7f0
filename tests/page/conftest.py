"""Every page test asks hand-made answers, never the real engine."""

from collections.abc import Iterator

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from page import engine_loader
from tests.page.chromium import PROJECT
from tests.page.fake_engine import FakeEngine


@pytest.fixture
def engine(monkeypatch: pytest.MonkeyPatch) -> Iterator[FakeEngine]:
    """The engine that the page opens in this test."""
    fake = FakeEngine()
    st.cache_resource.clear()
    monkeypatch.setattr(engine_loader, "open_engine", lambda: fake)
    yield fake
    st.cache_resource.clear()


@pytest.fixture
def page(engine: FakeEngine) -> AppTest:
    """The page once its engine is open."""
    app = AppTest.from_file(str(PROJECT / "app.py"), default_timeout=30).run()
    engine_loader.engine_loader().wait()
    return app.run()
