"""The whole answer as Markdown with [n] markers: what the command line prints and an export keeps.

The page draws the same Answer with its own widgets; neither adds or drops a sentence.
"""

from collections.abc import Iterable, Sequence

from answer.draft import UNTITLED
from answer.schema import (
    ANY_READING,
    Alternative,
    Citation,
    CitedText,
    Conflict,
    Criterion,
    Determination,
    Reading,
    Statement,
    Units,
)

HEADLINES = {
    "supported": "Supported as described",
    "not_supported": "Not supported as described",
    "depends_on_payer": "Depends on the payer",
    "insufficient_information": "Not enough information to say",
    "red_flag_first": "The red flag comes first",
    "fits_not_all_said": "97112 fits what was done, but not all that it needs is said",
}
FIT_WORDS = {
    "supported": "yes, as described",
    "not_supported": "no, as described",
    "insufficient_information": "not enough information",
}
CRITERION_MARKS = {"met": "✓ met", "not_met": "✗ not met", "not_documented": "? not documented"}
RULE_NAMES = {"cms": "Medicare's total-time rule", "ama": "the code-by-code midpoint rule (AMA)"}
PARTLY = " (supported in part)"
# A mark beside the number of a citation whose source is not simply current and read.
STANDING_MARKS = {"superseded": "superseded", "disputed": "disputed"}


def render(
    determination: Determination | None,
    units: Sequence[Units],
    statements: Sequence[Statement],
    conflicts: Sequence[Conflict],
    citations: Sequence[Citation],
) -> str:
    """Red flags first, then the determination, computed units, the sentences by section, conflicts."""
    marks = Marks(citations)
    parts: list[str] = []
    if determination is not None:
        parts += _red_flags(determination, marks)
        ahead = ahead_of_verdict(determination, statements)
        parts += _statements(ahead, marks) if ahead else []
        said = {statement.text for statement in statements}
        statements = statements[len(ahead) :]
        parts += _determination(determination, "" if determination.summary in said else determination.summary)
    opening = leading(units, statements)
    parts += _statements(opening, marks) if opening else []
    parts += _units(units, marks)
    parts += _statements(statements[len(opening) :], marks)
    if determination is not None:
        parts += _grid(determination, marks)
        parts += _list("What would change it", ((t.text, t) for t in determination.would_change), marks)
        parts += _list(
            "Codes to consider instead", ((f"{a.code}: {a.why}", a) for a in determination.alternatives), marks
        )
    parts += _conflicts(conflicts, marks)
    return "\n".join(parts).strip()


def ahead_of_verdict(determination: Determination | None, statements: Sequence[Statement]) -> Sequence[Statement]:
    """The sentences that answer what is asked beside the verdict, such as an argument in dispute, before it is told."""
    places = [n for n, statement in enumerate(statements) if determination and statement.text == determination.summary]
    return statements[: places[0]] if places else ()


def leading(units: Sequence[Units], statements: Sequence[Statement]) -> Sequence[Statement]:
    """The computed sentences that answer before any units are shown: what was asked is no count, or decides it."""
    count = 0
    while units and count < len(statements) and _opens(statements[count]):
        count += 1
    return statements[:count]


def _opens(statement: Statement) -> bool:
    return statement.section in UNTITLED and statement.basis == "computed"


class Marks:
    """[n] for the reader, with a word where the source is superseded, disputed or unverified."""

    def __init__(self, citations: Sequence[Citation]) -> None:
        self._words = {
            c.n: ", ".join(
                filter(None, (STANDING_MARKS.get(c.status), "unverified" if c.verified == "unverified" else ""))
            )
            for c in citations
        }

    def __call__(self, numbers: Iterable[int]) -> str:
        return "".join(f" [{n}]" + (f" ({self._words[n]})" if self._words.get(n) else "") for n in numbers)


def _red_flags(determination: Determination, marks: Marks) -> list[str]:
    return [f"**Red flag: {flag.text}** {flag.action}{marks(flag.citations)}\n" for flag in determination.red_flags]


def _determination(determination: Determination, summary: str) -> list[str]:
    """The verdict; none where no reading was laid out, because nothing of a code was asked."""
    if not determination.readings:
        return [summary, ""] if summary else []
    return [
        f"**{HEADLINES[determination.headline]}.** {summary}".rstrip(),
        f"- Is 97112 the code for what was done? {FIT_WORDS[determination.code_fit]}",
        f"- Is skilled therapy needed for it? {FIT_WORDS[determination.skilled_need]}",
        "",
    ]


def _units(units: Sequence[Units], marks: Marks) -> list[str]:
    lines: list[str] = []
    for result in units:
        billed = ", ".join(f"{code} × {count}" for code, count in result.lines.items()) or "nothing"
        name = f"{RULE_NAMES[result.rule]}, {result.plan} plan" if result.plan else RULE_NAMES[result.rule]
        lines.append(f"**By {name}: {_counted(result)}** ({billed}){marks(result.citations)}")
        lines += [f"{number}. {step}" for number, step in enumerate(result.steps, start=1)]
        if len(result.choices) > 1:
            ways = (", ".join(f"{code} × {count}" for code, count in choice.lines.items()) for choice in result.choices)
            lines.append("- Equally allowed, the therapist chooses: " + "; or ".join(ways))
        lines += [f"- {note}" for note in result.notes]
        lines.append("")
    return lines


def _counted(result: Units) -> str:
    """The units; beside untimed lines they are called timed, since the lines are more."""
    timed = "timed " if result.untimed else ""
    units = f"1 {timed}unit" if result.total == 1 else f"{result.total} {timed}units"
    lines = "1 untimed line" if result.untimed == 1 else f"{result.untimed} untimed lines"
    return f"{units} and {lines}" if result.untimed else units


def _statements(statements: Sequence[Statement], marks: Marks) -> list[str]:
    lines: list[str] = []
    section = None
    for statement in statements:
        if statement.section != section:
            section = statement.section
            lines += ["", f"### {section}"] if section not in UNTITLED else [""] if lines else []
        bullet, partly = "- " if section not in UNTITLED else "", PARTLY if statement.marked else ""
        lines.append(f"{bullet}{statement.text}{marks(statement.citations)}{partly}")
    return [*lines, ""]


def _grid(determination: Determination, marks: Marks) -> list[str]:
    """Each reading's criteria; what all readings in force ask alike, and find alike, stands once before them."""
    lines = ["### Criteria, reading by reading"] if determination.readings else []
    shared = _shared_criteria(determination.readings)
    lines += ["- Asked by every reading in force below", *_criteria(shared, marks)] if shared else []
    for reading in determination.readings:
        standing = "in force" if reading.in_force else reading.status
        dated = f", effective {reading.effective}" if reading.effective else ""
        lines.append(f"- {reading.name} ({reading.holder}; {standing}{dated})")
        lines += [f"  - {reading.note}"] if reading.note else []
        lines += _criteria([c for c in reading.criteria if not (reading.in_force and c in shared)], marks)
    return [*lines, ""]


def _shared_criteria(readings: Sequence[Reading]) -> list[Criterion]:
    """The criteria that every reading in force has in the same standing, if there are two such readings."""
    asking = [
        reading.criteria for reading in readings if reading.in_force and reading.criteria and reading.id != ANY_READING
    ]
    return [c for c in asking[0] if all(c in criteria for criteria in asking)] if len(asking) > 1 else []


def _criteria(criteria: Iterable[Criterion], marks: Marks) -> list[str]:
    lines = []
    for criterion in criteria:
        evidence = f": “{criterion.evidence}”" if criterion.evidence else ""
        lines.append(f"  - {CRITERION_MARKS[criterion.status]}: {criterion.text}{evidence}{marks(criterion.citations)}")
    return lines


def _list(title: str, items: Iterable[tuple[str, CitedText | Alternative]], marks: Marks) -> list[str]:
    lines = [f"- {text}{marks(item.citations)}" for text, item in items]
    return [f"### {title}", *lines, ""] if lines else []


def _conflicts(conflicts: Sequence[Conflict], marks: Marks) -> list[str]:
    lines: list[str] = []
    for conflict in conflicts:
        lines.append(f"### Where sources disagree: {conflict.topic}")
        for position in conflict.positions:
            dated = f" ({position.date})" if position.date else ""
            lines.append(f"- {position.holder}{dated}: {position.says}{marks(position.citations)}")
    return lines
