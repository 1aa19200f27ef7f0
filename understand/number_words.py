"""Numbers in words, from zero to ninety-nine."""

ONES = ("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")
TEENS = ("ten", "eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen")
TENS = {
    "twenty": 20, "thirty": 30, "forty": 40, "fourty": 40, "fifty": 50, "sixty": 60, "seventy": 70, "eighty": 80,
    "ninety": 90,
}  # fmt: skip
UP_TO_NINETEEN = {word: number for number, word in enumerate((*ONES, *TEENS))}


def number_of(word: str) -> float:
    """The value of digits or of a number word up to ninety-nine."""
    if word[0].isdigit() or word[0] == ".":
        return float(word)
    if word in UP_TO_NINETEEN:
        return UP_TO_NINETEEN[word]
    for tens, value in TENS.items():
        if word.startswith(tens):
            return value + UP_TO_NINETEEN.get(word[len(tens) :].strip(" -"), 0)
    raise ValueError(word)
