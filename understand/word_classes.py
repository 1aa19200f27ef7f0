"""The one door to scikit-learn: which classes a text belongs to by its words and their parts.

Beside the vectors of an encoder, which know meaning, this knows terms ("insulin", "flow sheet", "gait belt")
and, by their parts, misspelled ones. The library takes a while to import, so nothing here does so before use.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from sklearn.feature_extraction.text import TfidfVectorizer

Rows = NDArray[np.float32]
# Words and pairs of words; parts of words of two to five letters, which survive a misspelling.
WORDS = {"ngram_range": (1, 2), "token_pattern": r"[A-Za-z]+|\d+"}
PARTS = {"ngram_range": (2, 5), "analyzer": "char_wb"}
# The code that everything here is about stands in texts of every class; counted, it told them apart by accident.
SUBJECT = re.compile(r"\b97112\b")
# Inverse strength of the penalty: of 1, 5, 10 and 20 the best on questions by a writer whom nothing was taught from.
LOOSENESS = 10.0
MOST_STEPS = 300
# The same of a margin: of 0.1, 0.3 and 1 the best on clauses of cases that nothing was taught from.
MARGIN_LOOSENESS = 0.1
# Of many examples, what stands in one alone tells nothing: without it fitting takes half as long, and is as good.
MANY, FEWEST_HOLDING = 500, 2
RECIPE = f"{WORDS} {PARTS} {SUBJECT.pattern} {LOOSENESS} {MOST_STEPS} {MANY} {FEWEST_HOLDING}"
MARGIN_RECIPE = f"{RECIPE} {MARGIN_LOOSENESS}"


@dataclass(frozen=True, slots=True)
class WordClasses:
    """A logistic regression on weighted words and parts of words; made by `fit_words` or from stored arrays."""

    _readers: "tuple[TfidfVectorizer, ...]"
    _coefficients: Rows
    _intercepts: Rows

    def scores(self, texts: Sequence[str]) -> Rows:
        """Shape (texts, classes): the probability of each class, in the order of the classes fitted."""
        from scipy.sparse import hstack

        features = hstack([reader.transform(texts) for reader in self._readers]).tocsc()
        said = np.flatnonzero(np.diff(features.indptr))  # a question holds few of all words
        logits = features[:, said] @ self._coefficients[:, said].T.astype(np.float32) + self._intercepts
        likely = np.exp(logits - logits.max(axis=1, keepdims=True))
        return np.asarray(likely / likely.sum(axis=1, keepdims=True), dtype=np.float32)

    def arrays(self) -> dict[str, NDArray[Any]]:
        """What `from_arrays` needs, for numpy's `savez`."""
        stored: dict[str, NDArray[Any]] = {"coefficients": self._coefficients, "intercepts": self._intercepts}
        for name, reader in zip(("words", "parts"), self._readers, strict=True):
            stored[name] = np.array("\n".join(reader.get_feature_names_out()))
            stored[f"{name}_weight"] = reader.idf_.astype(np.float32)
        return stored

    @classmethod
    def from_arrays(cls, stored: Any) -> "WordClasses":
        """A KeyError or ValueError says that the arrays are not those of `arrays`."""
        readers = []
        for name, options in (("words", WORDS), ("parts", PARTS)):
            reader = _reader(options, vocabulary=str(stored[name]).split("\n"))
            reader.idf_ = stored[f"{name}_weight"].astype(np.float64)
            readers.append(reader)
        return cls(tuple(readers), stored["coefficients"], stored["intercepts"])


def fit_words(
    texts: Sequence[str], classes: Sequence[str], names: Sequence[str], *, by_the_dozen: bool = False
) -> WordClasses:
    """Learns `classes` of `texts`; scores come in the order of `names` (two classes at least).

    Args:
        by_the_dozen: tells each class apart from all others by a margin, in seconds instead of minutes where there
            are dozens of them; the scores rank classes and are no probabilities.
    """
    from scipy.sparse import hstack
    from sklearn.linear_model import LogisticRegression
    from sklearn.svm import LinearSVC

    rare = {"min_df": FEWEST_HOLDING} if len(texts) >= MANY else {}
    readers = (_reader({**WORDS, **rare}), _reader({**PARTS, **rare}))
    features = hstack([reader.fit_transform(texts) for reader in readers]).tocsr()
    likely = LogisticRegression(C=LOOSENESS, max_iter=MOST_STEPS, class_weight="balanced")
    model = LinearSVC(C=MARGIN_LOOSENESS, random_state=0) if by_the_dozen else likely
    model.fit(features, [names.index(name) for name in classes])
    coefficients, intercepts = _one_row_a_class(model.coef_, model.intercept_)
    return WordClasses(readers, coefficients.astype(np.float16), intercepts.astype(np.float32))


def _reader(options: dict[str, Any], vocabulary: list[str] | None = None) -> "TfidfVectorizer":
    from sklearn.feature_extraction.text import TfidfVectorizer

    return TfidfVectorizer(
        sublinear_tf=True, vocabulary=vocabulary, dtype=np.float32, preprocessor=_without_subject, **options
    )


def _without_subject(text: str) -> str:
    return SUBJECT.sub(" ", text.lower())


def _one_row_a_class(coefficients: NDArray[Any], intercepts: NDArray[Any]) -> tuple[NDArray[Any], NDArray[Any]]:
    """Of two classes the library keeps one row; the other's is its opposite, both halved."""
    if len(coefficients) > 1:
        return coefficients, intercepts
    return np.vstack([-coefficients, coefficients]) / 2, np.concatenate([-intercepts, intercepts]) / 2
