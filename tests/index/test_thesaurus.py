"""The thesaurus adds the guidance's words; names of what every document is about count for nothing more."""

from index.thesaurus import Thesaurus
from tests.conftest import CORPUS

THESAURUS = Thesaurus.load(CORPUS / "vocabulary" / "thesaurus.toml")


def test_names_of_the_code_stand_for_the_code() -> None:
    """A note that happens to quote "neuro re-ed" is no nearer to a question that uses the name."""
    assert THESAURUS.put_in_place("is a Tinetti needed for neuro re-ed") == "is a Tinetti needed for 97112"


def test_other_terms_keep_their_own_words() -> None:
    """What tells one service from another stays as it was typed."""
    assert THESAURUS.put_in_place("gait training with a PTA") == "gait training with a PTA"
    assert "CQ" in " ".join(THESAURUS.additions("gait training with a PTA"))


def test_without_entries_nothing_changes() -> None:
    """An index of somebody's own files has no thesaurus."""
    assert Thesaurus(None, {}).put_in_place("neuro re-ed") == "neuro re-ed"
