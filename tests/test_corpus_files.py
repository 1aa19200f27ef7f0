"""A broken table is told in one way: the file, what is wrong with it, and that it has to be mended."""

from pathlib import Path

import pytest

from corpus_files import read_table, well_formed
from errors import CorpusError


@pytest.mark.parametrize(
    ("content", "told"),
    [(None, "No such file"), (b"[a", "Expected"), (b"\xff\xfe", "utf-8")],
    ids=["missing", "no TOML", "no text"],
)
def test_a_file_that_is_no_table_is_named(tmp_path: Path, content: bytes | None, told: str) -> None:
    """Missing, no TOML or no UTF-8: one wording, with the file."""
    path = tmp_path / "some.toml"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(CorpusError, match=rf"some\.toml cannot be read \(.*{told}.*\): mend the file\."):
        read_table(path)


def test_a_row_of_another_shape_is_named(tmp_path: Path) -> None:
    """A key that is missing is named; what is already told is not told twice."""
    with pytest.raises(CorpusError, match=r"\('weight' is missing\): mend the file"), well_formed(tmp_path / "a.toml"):
        {}["weight"]
    with pytest.raises(CorpusError, match=r"^The word x is unknown$"), well_formed(tmp_path / "a.toml"):
        raise CorpusError("The word x is unknown")
