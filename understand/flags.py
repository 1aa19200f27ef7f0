"""The red flags of a case that call for action before any coding answer."""

from understand.case import Case, Finding
from understand.vocabulary import Vocabulary


def flags_to_raise(case: Case, vocabulary: Vocabulary) -> tuple[Finding, ...]:
    """Signs stated or doubted of the patient that no stated diagnosis or clearance explains.

    A doubted sign counts ("r/o cauda equina"): the doubt is the reason to act. A denied one, one of the
    past and one of somebody else do not.
    """
    return tuple(finding for finding in case.findings if _is_raised(finding, case, vocabulary))


def _is_raised(finding: Finding, case: Case, vocabulary: Vocabulary) -> bool:
    term = vocabulary.terms.get(finding.id)
    if term is None or term.category != "red_flag" or finding.subject != "patient":
        return False
    if finding.presence not in ("present", "uncertain"):
        return False
    return not case.present() & set(term.explained_by)
