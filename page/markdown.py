"""Text from questions and documents as Markdown that shows every letter and obeys none.

Streamlit reads GitHub's Markdown plus its own signs (`:red[…]`, `:smile:`, `$…$`). Everything that
this project did not write itself passes through `plain` or `passage_markdown` before it is drawn.
"""

import re
from urllib.parse import urlsplit

_SPECIAL = re.compile(r"([\\`*_\[\]{}<>$~|&]|:(?=[A-Za-z]))")
_BLOCK_START = re.compile(r"^(?:[-+#=]|\d+(?=[.)]))")
# These are found in the text after Markdown took its backslashes away, so only an invisible
# character inside them stops them: emoji and icon names, bare addresses, e-mail addresses.
_LATE = re.compile(r":(?=[+-]1:|100:|1234:|[\w-]*[a-z][\w-]*:)|https?:(?=//)|www(?=\.)|@(?=[\w-])", re.IGNORECASE)
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]")
WORD_JOINER = "\u2060"


def plain(text: str) -> str:
    """One paragraph that shows `text`; line breaks and runs of blanks become single blanks."""
    inline_text = inline(text.strip())
    opener = _BLOCK_START.match(inline_text)
    if opener is None:
        return inline_text
    position = opener.end() if opener.group()[0].isdigit() else 0
    return f"{inline_text[:position]}\\{inline_text[position:]}"


def inline(text: str) -> str:
    """`text` for the middle of a line: blanks at its ends are kept."""
    collapsed = re.sub(r"\s+", " ", _CONTROL.sub("", text))
    late_broken = _LATE.sub(lambda match: match.group() + WORD_JOINER, collapsed)
    return _SPECIAL.sub(r"\\\1", late_broken)


def badge(label: str, color: str) -> str:
    """A small coloured label; the words alone carry the meaning."""
    return f":{color}-badge[{inline(label)}]"


def marked(text: str, color: str) -> str:
    """`text` on a coloured ground, for a quotation or a finding in its context."""
    return f":{color}-background[{inline(text)}]" if text.strip() else inline(text)


def web_link(label: str, url: str) -> str | None:
    """A link, or None where `url` is not a plain http(s) address."""
    parts = urlsplit(url.strip()) if _is_printable(url) else None
    if parts is None or parts.scheme not in ("http", "https") or not parts.hostname:
        return None
    target = re.sub(r"[<>\\()\[\]`$|{}'\"]", lambda match: f"%{ord(match.group()):02X}", url.strip())
    return f"[{plain(label)}](<{target.replace('&', '&amp;')}>)"


def _is_printable(url: str) -> bool:
    return bool(url.strip()) and url.strip().isprintable() and " " not in url.strip()


def passage_markdown(text: str, quote: str = "", color: str = "yellow") -> str:
    """A stored passage as it reads: headings bold, list items as items, `quote` on a coloured ground.

    `quote` is found as an exact slice; where it is not in `text`, nothing is marked.
    """
    start = text.find(quote) if quote else -1
    end = start + len(quote) if start >= 0 else -1
    blocks = []
    offset = 0
    for line in text.splitlines(keepends=True):
        blocks.append(_line_markdown(line, start - offset, end - offset, color))
        offset += len(line)
    return "\n\n".join(block for block in blocks if block)


def _line_markdown(line: str, start: int, end: int, color: str) -> str:
    """One line; characters `start` to `end` of it (they may lie outside) are marked."""
    sign = re.match(r"\s*(#{1,6}\s+|[-*]\s+|>\s+)?", line)
    opening, lead = (sign.end(), (sign.group(1) or "").strip()) if sign else (0, "")
    body = line.rstrip()
    start, end = max(start, opening), min(end, len(body))
    if start < end:
        before, quoted, after = body[opening:start], body[start:end], body[end:]
        content = plain(before) + " " * before.endswith(" ") if before.strip() else ""
        content += marked(quoted, color) + inline(after)
    else:
        content = plain(body[opening:])
    if not content:
        return ""
    if lead.startswith("#"):
        return f"**{content}**"
    return f"- {content}" if lead in ("-", "*") else content
