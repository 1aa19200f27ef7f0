"""What a follow-up changes in the services of the turn before it."""

import re
from dataclasses import replace

from understand.services.service import Service, ServicesRead

ADDS = re.compile(r"^\W*(?:and|plus|also|then|ok and|\+)\b(?!.*\binstead\b)", re.IGNORECASE)
CHANGES = re.compile(
    r"\binstead\b|\bwhat if\b|\bhow about\b|\bwhat about\b|\bmake (?:it|that)\b|\bchange\b|\bcorrection\b|\bactually\b"
    r"|\brather\b|\bif (?:it|i|we|the|she|he)\b|\bsuppose\b|\bsay\b",
    re.IGNORECASE,
)
ASSISTANT = re.compile(r"\b(?:pta|c?ota|assistant)s?\b", re.IGNORECASE)


def continue_services(earlier: ServicesRead, now: ServicesRead, text: str) -> ServicesRead:
    """The services that a follow-up means: its own, with what it leaves out taken from the turn before.

    "What if it was 22 min of neuro instead" changes one code and keeps the others, "and 10 min of manual"
    adds, "and with a PTA?" gives the same minutes to the assistant. A question with minutes that neither
    adds nor changes stands alone.

    Args:
        text: the follow-up.
    """
    if not earlier.services:
        return now
    changes = bool(CHANGES.search(text))
    if not now.services and not (changes and now.unplaced):
        kept = _with_assistant(earlier, now, text)
        return replace(
            kept,
            premises=now.premises,
            claimed_units=now.claimed_units,
            billed=now.billed or earlier.billed,
            concurrent=now.concurrent or earlier.concurrent,
            group=now.group or earlier.group,
            overlap=now.overlap or earlier.overlap,
            codes=tuple(dict.fromkeys((*earlier.codes, *now.codes))),
            untimed=tuple(dict.fromkeys((*earlier.untimed, *now.untimed))),
        )
    if not (changes or ADDS.search(text)):
        return now
    told = _with_code(earlier, now)
    if told is None:
        return now
    services = _changed(earlier.services, told) if changes else (*earlier.services, *told)
    return replace(
        now,
        services=services,
        assumed_code=False,
        visit_minutes=None,
        unplaced=(),
        codes=tuple(dict.fromkeys((*earlier.codes, *now.codes))),
        untimed=tuple(dict.fromkeys((*earlier.untimed, *now.untimed))),
    )


def _changed(earlier: tuple[Service, ...], told: tuple[Service, ...]) -> tuple[Service, ...]:
    """The earlier services with those told anew in the place of the same code's."""
    kept: list[Service] = []
    done: set[str] = set()
    for service in earlier:
        again = [s for s in told if s.code == service.code]
        kept += [] if service.code in done else again or [service]
        done |= {service.code} if again else set()
    return (*kept, *(s for s in told if s.code not in done))


def _with_code(earlier: ServicesRead, now: ServicesRead) -> tuple[Service, ...] | None:
    """The services told now; minutes without a code are of the only code told before, else nobody's."""
    if now.services and not now.assumed_code:
        return now.services
    codes = {service.code for service in earlier.services}
    if len(codes) != 1:
        return None
    code = codes.pop()
    return tuple(replace(service, code=code) for service in now.services or now.unplaced)


def _with_assistant(earlier: ServicesRead, now: ServicesRead, text: str) -> ServicesRead:
    """ "And with a PTA?": all minutes are the assistant's, or those of the code that is named."""
    if not ASSISTANT.search(text):
        return earlier
    theirs = set(now.mentioned) & {service.code for service in earlier.services}
    services = tuple(
        replace(s, who="assistant" if not theirs or s.code in theirs else s.who or "therapist")
        for s in earlier.services
    )
    return replace(earlier, services=services)
