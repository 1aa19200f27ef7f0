"""Work of the same visit that has a line of its own on the day sheet: "TE 15, NMR 15, US 8"."""

from collections.abc import Callable
from dataclasses import replace

from understand.case import Case, Finding, Span
from understand.services import ServicesRead

# What words of a line can say of its work; a deficit or a test beside it is still the patient's.
OF_THE_WORK = frozenset({"intervention", "purpose", "skill"})
# What a helper did in minutes of their own says nothing of the therapist's, nor does who did it.
OF_A_HELPER = OF_THE_WORK | {"provider"}


def set_apart(case: Case, services: ServicesRead, category: Callable[[str], str], code: str = "97112") -> Case:
    """The case with the words of other codes' lines set apart, where the code has a line too, of minutes or of units.

    Args:
        category: the category of a finding's id.
    """
    case = _without_helpers(case, services, category)
    lines = services.services or services.billed_lines
    own = [line.span for line in lines if line.code == code]
    others = [line.span for line in lines if line.code != code]
    if not own or not others or services.assumed_code:
        return case
    findings = tuple(
        replace(finding, apart=True)
        if category(finding.id) in OF_THE_WORK and _is_of(finding, others) and not _is_of(finding, own)
        else finding
        for finding in case.findings
    )
    return replace(case, findings=findings)


def _without_helpers(case: Case, services: ServicesRead, category: Callable[[str], str]) -> Case:
    """ "PT 20 balance, tech did 20 bike": where the therapist has minutes, the helper's are set apart."""
    theirs = [part.span for part in services.by_helpers if services.services]
    findings = tuple(
        replace(finding, apart=True) if category(finding.id) in OF_A_HELPER and _is_of(finding, theirs) else finding
        for finding in case.findings
    )
    return replace(case, findings=findings)


def _is_of(finding: Finding, lines: list[Span]) -> bool:
    return any(line.start < finding.span.end and finding.span.start < line.end for line in lines)
