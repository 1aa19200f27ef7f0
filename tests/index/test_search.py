"""Ranking, with vectors that can be explained."""

from dataclasses import replace

import pytest

from index.document import Source
from index.search import Filters, Searcher
from index.thesaurus import Thesaurus
from index.words import stem
from tests.conftest import Shelf

REGISTRY = {
    "law": ("law", "current", "2024-01-01", ("medicare",)),
    "vendor": ("trade", "current", "2022-05-01", ()),
    "old": ("payer", "superseded", "2019-03-01", ("aetna",)),
    "new": ("payer", "current", "2025-10-28", ("aetna",)),
    "other": ("payer", "current", "2023-01-01", ("cigna",)),
}


def source(id_: str) -> Source:
    tier, status, effective, payers = REGISTRY[id_]
    return Source(
        id=id_, publisher=id_, title=id_, section="", url="", tier=tier, status=status,  # type: ignore[arg-type]
        verified="primary", effective=effective, payers=payers,
    )  # fmt: skip


@pytest.fixture
def guided(shelf: Shelf) -> Shelf:
    """A shelf of digests with registered sources."""
    texts = {
        "law": "Balance training needs the skill of a therapist in the manual.",
        "vendor": "Balance training needs the skill of a therapist in our opinion.",
        "old": "Before the revision the insurer required a neurological condition for coverage.",
        "new": "After the revision the insurer lists posture and proprioception for coverage.",
        "other": "Modifier KX goes on the claim above the threshold. The code 97112 is timed.",
    }
    for id_, text in texts.items():
        shelf.write(f"{id_}.md", f"---\nid: {id_}\nsource: {id_}\ntitle: {id_}\n---\n# Title\n\n{text}\n")
    shelf.ingest(sources={id_: source(id_) for id_ in REGISTRY})
    return shelf


def found(searcher: Searcher, query: str, filters: Filters | None = None, count: int = 10) -> list[str]:
    return [hit.passage.document_id for hit in searcher.search(query, count, filters).hits]


def test_equals_are_ordered_by_tier(guided: Shelf) -> None:
    """Of two passages that say the same, the stronger source comes first."""
    order = found(guided.searcher(), "skill of a therapist balance training")
    assert order[:2] == ["law", "vendor"]


def test_superseded_sources_come_after_current_ones(guided: Shelf) -> None:
    """Between equals the source that is in force comes first."""
    order = found(guided.searcher(), "revision insurer coverage")
    assert order.index("new") < order.index("old")


@pytest.mark.parametrize(
    ("filters", "allowed"),
    [
        (Filters(payers=frozenset({"aetna"})), {"old", "new", "vendor"}),
        (Filters(tiers=frozenset({"law"})), {"law"}),
        (Filters(effective_from="2024"), {"law", "new"}),
        (Filters(effective_to="2022-12-31"), {"vendor", "old"}),
        (Filters(payers=frozenset({"nobody"}), tiers=frozenset({"payer"})), set()),
    ],
    ids=["payer", "tier", "from", "to", "nothing"],
)
def test_filters_leave_in_what_they_say(guided: Shelf, filters: Filters, allowed: set[str]) -> None:
    """A filter is exact: all that it allows can be found, and nothing else."""
    searcher = guided.searcher()
    assert set(found(searcher, "balance revision code insurer therapist", filters)) == allowed


@pytest.mark.parametrize("typed", ["97112", "KX", "is KX right?"])
def test_exact_codes_come_first(guided: Shelf, typed: str) -> None:
    """A passage that holds the code or modifier that was typed outranks all others."""
    assert found(guided.searcher(), typed)[0] == "other"


def test_a_misspelling_finds_the_word(guided: Shelf) -> None:
    """A long word that nobody wrote is taken for the nearest one that is written."""
    hits = guided.searcher().search("neurologcal conditon", 1).hits
    assert hits[0].passage.document_id == "old"
    assert set(hits[0].matched) == {"neurological", "condition"}


def test_the_thesaurus_adds_the_words_of_the_guidance(guided: Shelf) -> None:
    """What people type stands for what the guidance says."""
    import re

    thesaurus = Thesaurus(re.compile("proprio", re.IGNORECASE), {"proprio": "proprioception posture"})
    assert found(guided.searcher(thesaurus), "proprio")[0] == "new"


def test_near_duplicates_stand_once(shelf: Shelf) -> None:
    """Of passages that say the same in the same words, only the best ranked is found."""
    text = "Balance training on foam with eyes closed needs the skill of a therapist and a plan of care."
    shelf.write("a.txt", text)
    shelf.write("b.txt", text + " Indeed.")
    shelf.write("c.txt", "Something else about balance.")
    shelf.ingest()
    assert sorted(found(shelf.searcher(), "balance training foam")) in (["a.txt", "c.txt"], ["b.txt", "c.txt"])


def test_searching_twice_gives_the_same(guided: Shelf) -> None:
    """Scores and order repeat exactly, also after the index was opened again."""
    first = guided.searcher().search("balance code insurer", 10)
    again = guided.searcher().search("balance code insurer", 10)
    assert first.hits == again.hits


def test_scores_lie_between_0_and_1_and_fall(guided: Shelf) -> None:
    """A score can be compared with a threshold, and the order is that of the scores."""
    scores = [hit.score for hit in guided.searcher().search("balance 97112 KX", 10).hits]
    assert scores == sorted(scores, reverse=True)
    assert all(0 <= score <= 1 for score in scores)


@pytest.mark.parametrize(
    "query", ["", "?!", "\ud800", "zzzz", "a" * 5000], ids=["empty", "marks", "half", "unknown", "long"]
)
def test_odd_queries_are_searched_without_failing(guided: Shelf, query: str) -> None:
    """Whatever is typed, a search ends in hits, not in an error."""
    assert len(guided.searcher().search(query, 3).hits) <= 3


def test_more_is_asked_than_there_is(guided: Shelf) -> None:
    """A count above the number of passages gives what there is."""
    assert len(found(guided.searcher(), "balance", count=100_000)) == 5


def test_an_encoder_of_other_weights_or_size_is_refused(guided: Shelf) -> None:
    """Vectors that cannot be compared are never compared; the line says what to do."""
    from errors import IndexUnusable
    from tests.conftest import WordCountEncoder

    index = guided.open()
    for change, remedy in [
        ({"name": "other"}, "another --index DIR"),
        ({"dimension": 3}, "another --index DIR"),
        ({"weights_sha256": "0"}, "ask97112 ingest"),
    ]:
        encoder = WordCountEncoder(guided.encoder_folder)
        for name, value in change.items():
            setattr(encoder, name, value)
        with pytest.raises(IndexUnusable, match=remedy):
            Searcher(index, encoder, Thesaurus(None, {}))


def test_a_source_is_frozen() -> None:
    """What was found cannot be changed by who shows it."""
    with pytest.raises(AttributeError):
        source("law").tier = "trade"  # type: ignore[misc]
    assert replace(source("law"), tier="trade").tier == "trade"


def test_of_a_sure_document_the_passage_that_is_asked_for_comes_first(shelf: Shelf) -> None:
    """However surely a question is about a document, the order of its passages is still told."""
    other = "\n\n".join(f"## Code {n}\nCode {n} of a denial says something about the therapy claim." for n in range(6))
    last = "## How long may I appeal?\nA denial may be appealed within 120 days."
    shelf.write("law.md", f"---\nid: law\nsource: law\ntitle: Denials\n---\n# Denials\n\n{other}\n\n{last}\n")
    shelf.ingest(sources={"law": source("law")})
    hits = shelf.searcher().search("how many days to appeal a denial", 10, likely={"law": 1.0}).hits
    assert "120 days" in hits[0].passage.text
    assert hits[0].score > hits[1].score


def test_the_question_before_says_less_of_what_is_asked(guided: Shelf) -> None:
    """What a follow-up asks outweighs the question that it leans on, whose words still count."""
    asked = guided.searcher().search("who signs the plan", 3, before="balance on foam")
    assert asked.newest == "who signs the plan"
    assert asked.query == "balance on foam who signs the plan"
    assert 0 < asked.weights[stem("foam")] < asked.weights[stem("plan")]
