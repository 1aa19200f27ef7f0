from pathlib import Path

import pytest

from rules.tables import Tables, load_tables


@pytest.fixture(scope="session")
def corpus() -> Path:
    return Path(__file__).parents[2] / "corpus"


@pytest.fixture(scope="session")
def tables(corpus: Path) -> Tables:
    return load_tables(corpus)
