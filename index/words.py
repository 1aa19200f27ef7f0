"""Text to the words that the lexical index compares."""

import re
from functools import lru_cache

import Stemmer

# ICD-10-CM codes (M54.2), letter-and-digit strings (R26.81, L34049), numbers with decimals, words.
WORD = re.compile(r"[a-z]\d+[a-z]?(?:\.[a-z0-9]+)?|\d+(?:\.\d+)?|[a-z]+(?:'[a-z]+)?|§")
STOP_WORDS = frozenset(
    WORD.findall(
        "a an and are as at be been but by can could did do does for from had has have he her his how i if in into "
        "is it its me my of on or our she should so that the their them then there these they this those to us was "
        "we were what when where which who why will with would you your"
    )
)
_stem = Stemmer.Stemmer("english")


@lru_cache(maxsize=50_000)
def stem(word: str) -> str:
    return str(_stem.stemWord(word))


def words(text: str) -> list[str]:
    """Lower-case stems in reading order, stop words left out; codes and numbers stay as they are."""
    return [stem(word) for word in typed_words(text)]


def typed_words(text: str) -> list[str]:
    """Lower-case words as they are written, in reading order, stop words left out."""
    return [word for word in WORD.findall(text.lower()) if word not in STOP_WORDS]
