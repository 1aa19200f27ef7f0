"""An answer of quotations opens with the sentence that answers, and says little beside it."""

import pytest

from answer.compose import Sections, Wanted, compose
from answer.draft import OPENING
from index.document import Source
from tests.conftest import CORPUS, Shelf

SOURCES = {
    "manual": ("law", "current", "Centers", ()),
    "vendor": ("trade", "disputed", "TheraPlatform (practice software)", ()),
    "old": ("payer", "superseded", "Aetna", ("aetna",)),
    "modifiers": ("law", "current", "Centers", ()),
}
TEXTS = {
    "manual": "A first unit of 97112 needs at least 8 minutes. A second unit of 97112 needs 23 minutes.",
    "vendor": "TheraPlatform says that every unit of 97112 needs at least 8 minutes, and that is wrong.",
    "old": "Aetna once paid 97112 for stroke with palsy.",
    "modifiers": "Modifier KX attests necessity above the yearly threshold.",
}
ASKED = {
    "manual": ("A first unit of 97112 needs at least 8 minutes.", "how many minutes do i need for 1 unit"),
    "vendor": (TEXTS["vendor"], "what does theraplatform say on minutes"),
    "old": (TEXTS["old"], "did aetna pay for stroke"),
    "modifiers": (TEXTS["modifiers"], "what is kx"),
}


@pytest.fixture
def shelf_of_four(shelf: Shelf) -> Shelf:
    """Four digests with what people ask of each."""
    for id_, text in TEXTS.items():
        shelf.write(f"{id_}.md", f"---\nid: {id_}\nsource: {id_}\ntitle: {id_}\n---\n# {id_}\n\n## Heading\n{text}\n")
        sentence, question = ASKED[id_]
        shelf.write(f"{id_}.asked.toml", f'[[asked]]\nsentence = "{sentence}"\nquestions = ["{question}"]\n')
    shelf.ingest(sources={id_: _source(id_) for id_ in SOURCES})
    return shelf


def _source(id_: str) -> Source:
    tier, status, publisher, payers = SOURCES[id_]
    return Source(
        id=id_, publisher=publisher, title=id_, section="", url="", tier=tier, status=status,  # type: ignore[arg-type]
        verified="primary", payers=payers,
    )  # fmt: skip


def said(shelf: Shelf, question: str, likely: dict[str, float], own: frozenset[str] = frozenset()) -> list[str]:
    searcher = shelf.searcher()
    search = searcher.search(question, 10, by_sentence=True, likely=likely)
    drafts = compose(search, searcher.index, Sections.load(CORPUS), Wanted("units", own_payers=own))
    return [draft.text for draft in drafts]


def test_the_sentence_that_is_asked_for_opens(shelf_of_four: Shelf) -> None:
    """What people ask just this of comes first."""
    order = said(shelf_of_four, "how many minutes do i need for 1 unit of 97112", {"manual": 0.8})
    assert order[0] == "A first unit of 97112 needs at least 8 minutes."


def test_a_disputed_page_does_not_open(shelf_of_four: Shelf) -> None:
    """A sentence on a wrong claim shares the question's words and stands behind one that is right."""
    order = said(shelf_of_four, "does every unit of 97112 need at least 8 minutes", {"manual": 0.5, "vendor": 0.6})
    assert order[0] in TEXTS["manual"]


def test_a_disputed_page_opens_for_who_asks_for_it_by_name(shelf_of_four: Shelf) -> None:
    """Who names the publisher wants to read what it says."""
    order = said(shelf_of_four, "what does TheraPlatform say on minutes of 97112", {"vendor": 0.8})
    assert order[0] == TEXTS["vendor"]


def test_a_payer_s_old_text_opens_for_who_asks_of_that_payer(shelf_of_four: Shelf) -> None:
    """Where only an old text of a payer is held, the question about that payer gets it."""
    order = said(shelf_of_four, "aetna 97112 stroke", {"old": 0.8}, frozenset({"aetna"}))
    assert order[0] == TEXTS["old"]


def test_what_nobody_asked_about_is_left_out(shelf_of_four: Shelf) -> None:
    """A sentence of a document that the question is not about is padding."""
    order = said(shelf_of_four, "how many minutes do i need for 1 unit of 97112", {"manual": 0.8})
    assert TEXTS["modifiers"] not in order
    assert TEXTS["old"] not in order


def test_chat_beside_the_question_leads_nowhere(shelf_of_four: Shelf) -> None:
    """Words that no source holds change nothing of what opens."""
    order = said(shelf_of_four, "2 am and the front desk swears.. what is kx", {"modifiers": 0.6})
    assert order[0] == TEXTS["modifiers"]


def test_a_sentence_that_a_computed_one_rests_on_is_not_said_again(shelf_of_four: Shelf) -> None:
    """The rule stands in the computed sentence and behind its citation."""
    searcher = shelf_of_four.searcher()
    search = searcher.search("how many minutes do i need for 2 units of 97112", 10, by_sentence=True)
    rule = "A second unit of 97112 needs 23 minutes."
    sections = Sections.load(CORPUS)
    said_too = Wanted("units", said=frozenset({rule}))
    alone = [draft.text for draft in compose(search, searcher.index, sections, Wanted("units"))]
    beside = [draft.text for draft in compose(search, searcher.index, sections, said_too)]
    assert rule in alone
    assert rule not in beside


def test_what_would_be_filler_opens_in_no_case(shelf_of_four: Shelf) -> None:
    """A page that may not open by itself does before a sentence that has hardly anything to do with the question."""
    order = said(shelf_of_four, "is every unit wrong that has less", {"vendor": 0.29})
    assert order[0] == TEXTS["vendor"]


def test_what_is_asked_comes_before_what_a_word_of_the_question_means(shelf_of_four: Shelf) -> None:
    """Beside the meaning of a modifier a sentence opens only for who surely asks just that."""
    searcher, sections = shelf_of_four.searcher(), Sections.load(CORPUS)
    openings = []
    for question in ("how many minutes do i need for 1 unit", "KX on the claim of the second visit"):
        search = searcher.search(question, 10, by_sentence=True, likely={"manual": 0.8})
        drafts = compose(search, searcher.index, sections, Wanted("units", opened=True, only_explained=True))
        openings.append([draft.text for draft in drafts if draft.section == OPENING])
    assert openings == [["A first unit of 97112 needs at least 8 minutes."], []]


def test_no_neighbour_opens_where_the_sentence_asked_for_is_said_already(shelf_of_four: Shelf) -> None:
    """The next best of a computed rule is about something else."""
    searcher, sections = shelf_of_four.searcher(), Sections.load(CORPUS)
    search = searcher.search("how many minutes do i need for 1 unit", 10, by_sentence=True, likely={"manual": 0.8})
    rule = "A first unit of 97112 needs at least 8 minutes."
    wanted = Wanted("units", opened=True, only_explained=True, said=frozenset({rule}))
    drafts = compose(search, searcher.index, sections, wanted)
    assert [draft.text for draft in drafts if draft.section == OPENING] == []
