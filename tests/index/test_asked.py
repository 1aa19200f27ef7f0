"""What people ask leads to sentences by meaning and by words."""

import numpy as np

from index.asked import AskedQuestions, Place

PLACES = [Place(0, 0, "how many minutes for 1 unit"), Place(0, 1, "how many minutes for 4 units"), Place(2, 0, "kx")]
ALIKE = np.array([[1.0, 0.0], [1.0, 0.0], [0.0, 1.0]], dtype=np.float32)


def test_meaning_alone_gives_the_cosine() -> None:
    """Without words a sentence is as near as its likest question in meaning."""
    near = AskedQuestions(PLACES, ALIKE).nearness(np.array([[1.0, 0.0]], dtype=np.float32))
    assert near == {(0, 0): 1.0, (0, 1): 1.0, (2, 0): 0.0}


def test_words_tell_questions_of_one_meaning_apart() -> None:
    """Of two questions with the same vector, the one that holds the words is nearer."""
    asked = AskedQuestions(PLACES, ALIKE)
    near = asked.nearness(np.array([[1.0, 0.0]], dtype=np.float32), {"minut": 1.0, "4": 1.0})
    assert near[0, 1] > near[0, 0] > near[2, 0]


def test_chat_lowers_all_alike() -> None:
    """A word that no question holds draws none of them nearer than the others."""
    asked = AskedQuestions(PLACES, ALIKE)
    vector = np.array([[1.0, 0.0]], dtype=np.float32)
    plain, chatty = asked.nearness(vector, {"4": 1.0}), asked.nearness(vector, {"4": 1.0, "tire": 1.0})
    assert chatty[0, 1] < plain[0, 1]
    assert max(chatty, key=lambda place: chatty[place]) == (0, 1)


def test_nothing_known_is_near_nothing() -> None:
    """An index without asked questions answers with none."""
    assert AskedQuestions([], np.zeros((0, 2), dtype=np.float32)).nearness(np.ones((1, 2), dtype=np.float32)) == {}
