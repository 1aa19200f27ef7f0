"""How fast a foreign collection is ingested and searched: `python -m evals.speed [--documents N]`.

Makes abstract-like documents of about 1,300 characters from the words of the corpus, ingests them as JSON
lines with the command line into an index of their own, searches 200 questions, and prints the figures.
"""

import argparse
import json
import os
import random
import re
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from index.encoder import SentenceTransformerEncoder, precision_for_this_cpu
from index.search import Searcher
from index.store import Index
from index.thesaurus import Thesaurus

CORPUS = Path(__file__).resolve().parents[1] / "corpus"
CHARACTERS = 1_300
QUESTIONS = 200
QUESTION_WORDS = 12
SEED = 97112
SENTENCE_END = re.compile(r"(?<=[.?!])\s+")


def main() -> None:
    """Writes the collection, ingests it, searches it, prints what each took."""
    parser = argparse.ArgumentParser(prog="python -m evals.speed", description=__doc__)
    parser.add_argument("--documents", type=int, default=1_000)
    count = parser.parse_args().documents
    with tempfile.TemporaryDirectory() as folder:
        collection, questions, index_dir = Path(folder, "rows.jsonl"), Path(folder, "q.jsonl"), Path(folder, "index")
        write_collection(collection, questions, count)
        print(f"load before: {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores, {precision_for_this_cpu()}")
        ingest_seconds, said = timed("ingest", str(collection), "--index", str(index_dir))
        print(said.strip())
        batch = ("--batch", str(questions), "--out", str(Path(folder, "out.jsonl")), "-k", "20")
        batch_seconds, _ = timed("search", *batch, "--index", str(index_dir))
        passages, milliseconds = search_times(index_dir, questions)
        print(f"{passages / ingest_seconds:.0f} passages/s, {count / ingest_seconds:.0f} documents/s (whole process)")
        print(f"{QUESTIONS} searches in {batch_seconds:.1f} s (whole process)")
        print(f"a search: median {statistics.median(milliseconds):.1f} ms, 95th {sorted(milliseconds)[-10]:.1f} ms")
        print(f"load after: {os.getloadavg()[0]:.1f}")


def write_collection(collection: Path, questions: Path, count: int) -> None:
    """Sentences of the corpus with their words shuffled: real words, real lengths, no document of ours."""
    chance = random.Random(SEED)
    paths = sorted((CORPUS / "documents").glob("*.md"))
    texts = [path.read_text(encoding="utf-8").split("---", 2)[2] for path in paths]
    sentences = [s.split() for text in texts for s in SENTENCE_END.split(text.replace("#", "")) if len(s) > 20]
    rows = []
    for number in range(count):
        text = ""
        while len(text) < CHARACTERS - 60:
            words = chance.choice(sentences)
            text += " ".join(chance.sample(words, len(words))) + ". "
        rows.append({"id": f"document-{number}", "title": " ".join(chance.choice(sentences)[:8]), "text": text})
    asked = []
    for number in range(QUESTIONS):
        words = chance.choice(sentences)
        asked.append({"id": number, "text": " ".join(chance.sample(words, min(len(words), QUESTION_WORDS)))})
    collection.write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    questions.write_text("\n".join(map(json.dumps, asked)), encoding="utf-8")


def timed(*arguments: str) -> tuple[float, str]:
    started = time.perf_counter()
    done = subprocess.run([sys.executable, "-m", "cli", *arguments], check=True, capture_output=True, text=True)
    return time.perf_counter() - started, done.stdout


def search_times(index_dir: Path, questions: Path) -> tuple[int, list[float]]:
    """The number of passages, and the milliseconds of each search in an open index."""
    thesaurus = Thesaurus.load(CORPUS / "vocabulary" / "thesaurus.toml")
    searcher = Searcher(Index.open(index_dir), SentenceTransformerEncoder(), thesaurus)
    texts = [json.loads(line)["text"] for line in questions.read_text(encoding="utf-8").splitlines()]
    searcher.search(texts[0], 20)
    milliseconds = []
    for text in texts:
        started = time.perf_counter()
        searcher.search(text, 20)
        milliseconds.append(1000 * (time.perf_counter() - started))
    return len(searcher.index.passages), milliseconds


if __name__ == "__main__":
    main()
