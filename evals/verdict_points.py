"""Fits the points of `corpus/vocabulary/verdicts.toml`: `python -m evals.verdict_points` prints them.

Every example text is read as a question is. How it sounds is judged by what the other nine tenths teach, so that the
points do not trust the sound more than a new text deserves.
"""

import numpy as np
from sklearn.linear_model import LogisticRegression

from answer.case_asked import signs
from answer.classes import open_clause_reader
from answer.decide import determined
from answer.knowledge import Knowledge
from answer.passage_search import open_encoder, open_shelf
from answer.question import read_question
from settings import Settings
from understand.example_classes import ExampleClasses, Examples
from understand.verdicts import ASKED, VerdictClasses, load_verdict_examples

TENTHS = 10
# Inverse strength of the penalty: 0.3 to 3 give the same within a case in a hundred.
LOOSENESS = 1.0


def sounds(examples: Examples, vectors: np.ndarray) -> np.ndarray:
    """How much each text sounds asked for, by what the other tenths teach."""
    fold = np.random.default_rng(0).permutation(len(examples.texts)) % TENTHS
    found = np.zeros(len(examples.texts))
    for tenth in range(TENTHS):
        kept, apart = np.flatnonzero(fold != tenth), np.flatnonzero(fold == tenth)
        texts, classes = (tuple(row[i] for i in kept) for row in (examples.texts, examples.classes))
        fitted = VerdictClasses(ExampleClasses(Examples(texts, classes, examples.names), vectors[kept]))
        found[apart] = [fitted.asked(examples.texts[i], vectors[i]) for i in apart]
    return found


def main() -> None:
    """Prints each sign's points, and how many texts they take for what they are."""
    settings = Settings()
    encoder, knowledge = open_encoder(settings), Knowledge.load(settings.corpus_dir)
    clauses = open_clause_reader(settings.corpus_dir, knowledge.vocabulary, open_shelf(settings, encoder))
    examples = load_verdict_examples(settings.corpus_dir)
    rows, wanted = [], []
    sound = sounds(examples, encoder.encode(examples.texts))
    for text, name, sounded in zip(examples.texts, examples.classes, sound, strict=True):
        question = read_question(text, None, None, (), knowledge, clauses)
        rows.append(signs(question, knowledge, determined(question, knowledge), float(sounded)))
        wanted.append(name == ASKED)
    names = [name for name in rows[0] if name != "always"]
    table = np.array([[row[name] for name in names] for row in rows], dtype=float)
    model = LogisticRegression(C=LOOSENESS, max_iter=1000).fit(table, wanted)
    print(f"{len(rows)} texts, of {np.mean(model.predict(table) == wanted):.1%} it is known")
    for name, points in (("always", model.intercept_[0]), *zip(names, model.coef_[0], strict=True)):
        print(f"{name} = {points:.2f}")


if __name__ == "__main__":
    main()
