"""Characters that cannot be written down, and what stands for them."""


def whole_characters(text: str) -> str:
    """The text with each half of a surrogate pair (broken JSON, a mistyped argument) replaced by �."""
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
