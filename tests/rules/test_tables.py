"""The shipped tables load, every row cites a sentence that stands in the corpus, broken files are named."""

import shutil

import pytest

from errors import CorpusError
from rules.tables import Tables, expand_codes, load_tables


def all_cites(tables: Tables):
    for rows in (
        tables.minute_rules.values(),
        tables.payer_rules.values(),
        tables.codes.values(),
        tables.pairs,
        tables.no_edits,
        tables.limits,
        tables.thresholds,
        tables.modifiers.values(),
        tables.caps.values(),
    ):
        for row in rows:
            yield from row.cites
    yield from tables.sentences.values()


def test_every_cite_is_a_whole_sentence_of_its_document(tables, corpus):
    """Each quote occurs exactly once, as a whole line or list item of the digest it names."""
    texts = {}
    for cite in set(all_cites(tables)):
        lines = texts.setdefault(
            cite.document_id,
            [
                line.removeprefix("- ").strip()
                for line in (corpus / "documents" / f"{cite.document_id}.md").read_text(encoding="utf-8").splitlines()
            ],
        )
        assert lines.count(cite.quote) == 1, cite


def test_year_without_figure_has_no_row(tables):
    """No amount is held for 2027."""
    assert {t.year for t in tables.thresholds} == {2021, 2022, 2023, 2024, 2025, 2026, None}


def test_synonyms_name_one_code_each(tables):
    """No name stands for two codes."""
    names = [name for code in tables.codes.values() for name in code.synonyms]
    assert len(names) == len(set(names))


def test_ranges_are_expanded():
    """A range stands for each of its codes."""
    assert expand_codes(["62320-62322", "0213T"]) == ("62320", "62321", "62322", "0213T")


@pytest.mark.parametrize(
    ("name", "broken", "told"),
    [
        ("code_pairs.toml", '[[pair]]\ncolumn1 = ["1"]\n', "row 1 of [[pair]]"),
        ("code_pairs.toml", "edition = 2024", "edition"),
        (
            "unit_limits.toml",
            'edition = "2024-07-01"\n[[limit]]\ncode = "97112"\nunits = "four"\n',
            "row 1 of [[limit]]",
        ),
        ("codes.toml", "[[code", "codes.toml"),
    ],
)
def test_broken_table_names_file_and_row(corpus, tmp_path, name, broken, told):
    """A broken file is refused with its name and, where it is a row, the row."""
    shutil.copytree(corpus / "tables", tmp_path / "tables")
    (tmp_path / "tables" / name).write_text(broken, encoding="utf-8")
    with pytest.raises(CorpusError) as error:
        load_tables(tmp_path)
    assert name in str(error.value)
    assert told in str(error.value)


def test_missing_table_is_named(tmp_path):
    """A missing file is refused with its name."""
    with pytest.raises(CorpusError, match=r"minute_rules\.toml"):
        load_tables(tmp_path)
