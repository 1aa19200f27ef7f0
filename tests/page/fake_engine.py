"""An engine of hand-made answers: what the page shows of them can be foreseen letter by letter."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from answer.schema import (
    Alternative,
    Answer,
    Citation,
    CitedText,
    Conflict,
    Criterion,
    Determination,
    FindingRead,
    Notice,
    Position,
    Reading,
    RedFlag,
    ServiceRead,
    Statement,
    UnitChoice,
    Units,
)
from errors import UsageError
from index.document import Document, Passage, Source

SEED = "Is 97112 appropriate for cervicalgia with arm tingling?"
HOSTILE = (
    "$5 and $10 *not bold* _not italic_ `code` [link](http://evil.example) ![x](http://evil.example/x.png) "
    "<script>alert(1)</script> <img src=x onerror=alert(2)> :red[red] :smile: www.evil.example a@evil.example"
)
EDITION = "fake0123456789abcdef"
DISCLAIMER = "Educational only. Verify with the payer's current policy. CPT is a trademark of the AMA."

_SOURCES = {
    "cgs-l34049": Source(
        "cgs-l34049",
        "CGS Administrators (Medicare contractor)",
        "Outpatient Physical and Occupational Therapy Services",
        "LCD L34049 v.36, 97112",
        "https://www.cms.gov/medicare-coverage-database/view/lcd.aspx?lcdid=34049",
        "contractor",
        "current",
        "primary",
        published="2021-04-01",
        effective="2020-01-01",
        payers=("medicare-cgs",),
    ),
    "aetna-old": Source(
        "aetna-old",
        "Aetna",
        "Physical Therapy, CPB 0325",
        "neuromuscular reeducation, old text",
        "",
        "payer",
        "superseded",
        "secondary",
        published="2019",
        retired="2025-10-28",
        payers=("aetna",),
    ),
    "vendor-guide": Source(
        "vendor-guide",
        "A vendor's guide",
        "Guide to 97112",
        "minutes",
        "javascript:alert(1)",
        "trade",
        "disputed",
        "unverified",
    ),
    "code-97112-meaning": Source(
        "code-97112-meaning",
        "American Medical Association, as quoted by contractors",
        "CPT 97112",
        "meaning",
        "https://example.org/cpt",
        "law",
        "current",
        "secondary",
        effective="2024-01-01",
    ),
}
_TEXTS = {
    "cgs-l34049": (
        "# CGS LCD L34049 on neuromuscular reeducation\n\n## When CGS may cover 97112\n"
        "CGS L34049 counts poor static or dynamic sitting or standing balance as one of seven findings, each "
        "enough on its own, that can make 97112 reasonable when function is affected. "
        "CGS L34049 does not name pain or muscle spasm among its seven findings for 97112.\n"
    ),
    "aetna-old": (
        "# Aetna's earlier text on 97112\n\n## Does Aetna want a neurological cause?\n"
        "Until 28 October 2025, Aetna tied 97112 to impairments of the neuromuscular system that come from "
        "severe nervous system trauma, stroke or systemic neurological disease.\n"
    ),
    "vendor-guide": (
        "# A vendor's guide to 97112\n\n## How are minutes counted?\n"
        "A vendor's guide says that Medicare counts each code by itself; that is wrong for Medicare.\n"
    ),
    "code-97112-meaning": (
        "# What 97112 means\n\n## What is 97112 for?\n"
        "CPT 97112 is for retraining movement, balance, coordination, kinesthetic sense, posture or "
        "proprioception for sitting or standing activities.\n"
    ),
}
_QUOTES = {
    "cgs-l34049": "CGS L34049 does not name pain or muscle spasm among its seven findings for 97112.",
    "aetna-old": _TEXTS["aetna-old"].splitlines()[-1],
    "vendor-guide": _TEXTS["vendor-guide"].splitlines()[-1],
    "code-97112-meaning": _TEXTS["code-97112-meaning"].splitlines()[-1],
}


def make_citation(n: int, document_id: str) -> Citation:
    source = _SOURCES[document_id]
    return Citation(
        n=n,
        passage_id=f"{document_id}#1",
        document_id=document_id,
        title=source.title,
        publisher=source.publisher,
        section=source.section,
        url=source.url,
        published=source.published,
        effective=source.effective,
        retired=source.retired,
        tier=source.tier,
        status=source.status,
        verified=source.verified,
        quote=_QUOTES[document_id],
    )


ALL_CITATIONS = tuple(make_citation(n, document_id) for n, document_id in enumerate(_SOURCES, start=1))


def make_answer(question: str, **fields: object) -> Answer:
    """A whole answer; `fields` replace its parts."""
    plain_answer: dict[str, object] = {
        "question": question,
        "kind": "definition",
        "persona": "clinician",
        "payer": None,
        "abstained": False,
        "abstention_reason": None,
        "determination": None,
        "units": None,
        "statements": (),
        "conflicts": (),
        "citations": (),
        "answer_markdown": question,
        "followups": (),
        "warnings": (),
        "disclaimer": DISCLAIMER,
        "mode": "extractive",
        "corpus_edition": EDITION,
        "timings_ms": {"retrieve": 12.0, "compose": 9.0, "total": 24.0},
    }
    return Answer.model_validate(plain_answer | fields)


def make_finding(question: str, finding_id: str, label: str, text: str, presence: str = "present") -> FindingRead:
    start = question.index(text)
    return FindingRead(id=finding_id, label=label, presence=presence, start=start, end=start + len(text), text=text)


def make_reading(reading_id: str, name: str, holder: str, in_force: bool, n: int) -> Reading:
    return Reading(
        id=reading_id,
        name=name,
        holder=holder,
        in_force=in_force,
        effective="2020-01-01" if in_force else "2019",
        status="insufficient_information",
        criteria=(
            Criterion(id="balance", text="Poor static or dynamic balance", status="not_documented", citations=(n,)),
            Criterion(
                id="posture", text="Impaired posture or postural control", status="not_documented", citations=(n,)
            ),
            Criterion(
                id="pain",
                text="More than pain or spasm alone",
                status="not_met",
                evidence="cervicalgia",
                citations=(n,),
            ),
            Criterion(
                id="sign", text="A neurological sign or symptom", status="met", evidence="arm tingling", citations=(n,)
            ),
        ),
    )


def seed_answer(question: str) -> Answer:
    """The question that the project started from, with every part that an answer can have but red flags."""
    determination = Determination(
        status="insufficient_information",
        summary="A diagnosis of cervicalgia with arm tingling does not by itself support 97112; no finding that "
        "97112 retrains was described.",
        code_fit="insufficient_information",
        skilled_need="insufficient_information",
        readings=(
            make_reading("descriptor", "The code's own words", "CPT descriptor", True, 4),
            make_reading("cgs", "Seven alternatives, any one", "CGS (Medicare contractor)", True, 1),
            make_reading("aetna-old", "Neurological cause required", "Aetna, until 28 October 2025", False, 2),
        ),
        would_change=(
            CitedText(text="A measured balance or joint position error deficit that limits function.", citations=(1,)),
            CitedText(text="A record of what was retrained, and the cueing that it took.", citations=(4,)),
        ),
        alternatives=(
            Alternative(code="97110", why="if strength, range of motion or endurance was trained", citations=(4,)),
        ),
        findings=(
            make_finding(question, "dx_cervicalgia", "Cervicalgia", "cervicalgia"),
            make_finding(question, "paresthesia", "Paresthesia", "arm tingling"),
        ),
    )
    return make_answer(
        question,
        kind="necessity",
        determination=determination,
        statements=(
            Statement(text=determination.summary, section="Answer", citations=(1, 4), basis="computed", support=1.0),
            Statement(
                text=_QUOTES["code-97112-meaning"],
                section="What the code is for",
                citations=(4,),
                basis="quote",
                support=1.0,
            ),
            Statement(
                text=_QUOTES["cgs-l34049"],
                section="What Medicare contractors say",
                citations=(1,),
                basis="quote",
                support=1.0,
            ),
            Statement(
                text=_QUOTES["aetna-old"], section="What insurers say", citations=(2,), basis="quote", support=1.0
            ),
            Statement(
                text="Two bodies read the code differently.",
                section="What insurers say",
                citations=(1, 2),
                basis="model",
                support=0.5,
            ),
        ),
        conflicts=(
            Conflict(
                topic="Does 97112 need a neurological cause?",
                positions=(
                    Position(holder="CGS", says="No: any one of seven findings.", date="2020-01-01", citations=(1,)),
                    Position(holder="Aetna, old text", says="Yes, until 28 October 2025.", date="2019", citations=(2,)),
                    Position(holder="A vendor", says="Says nothing of it.", date=None, citations=(3,)),
                ),
            ),
        ),
        citations=ALL_CITATIONS,
        answer_markdown="A diagnosis alone does not support 97112 [1].",
        followups=("And if her payer is Medicare?", "What should I test and document?"),
        warnings=(Notice(code="disputed_source", message="One source is disputed and marked."),),
    )


def red_flag_answer(question: str) -> Answer:
    flag = RedFlag(
        text="Hoffmann's sign with hand clumsiness suggests cervical myelopathy.",
        action="Refer for urgent medical assessment before any treatment.",
        citations=(1,),
    )
    determination = Determination(
        status="insufficient_information",
        summary="Coding can wait.",
        code_fit="insufficient_information",
        skilled_need="insufficient_information",
        red_flags=(flag,),
    )
    return make_answer(question, kind="red_flag", determination=determination, citations=(ALL_CITATIONS[0],))


def units_answer(question: str) -> Answer:
    cms = Units(
        rule="cms",
        lines={"97112": 2, "97110": 1},
        total=3,
        citations=(4,),
        steps=(
            "Total timed minutes: 24 + 23 = 47.",
            "47 minutes allow 3 units (38 to 52).",
            "Largest remainder first: 97112 has 9 minutes left, 97110 has 8.",
        ),
        choices=(UnitChoice(lines={"97112": 2, "97110": 1}), UnitChoice(lines={"97112": 1, "97110": 2})),
        notes=("Verify the payer's rule.",),
    )
    ama = Units(
        rule="ama",
        lines={"97112": 2, "97110": 2},
        total=4,
        citations=(3,),
        steps=("97112: 24 minutes are 1 whole 15 and 9 more.", "97110: 23 minutes are 1 whole 15 and 8."),
    )
    services = (
        ServiceRead(code="97112", minutes=24, by="not told"),
        ServiceRead(code="97110", minutes=23, by="assistant"),
    )
    citations = (ALL_CITATIONS[2], ALL_CITATIONS[3])
    return make_answer(question, kind="units", units=(cms, ama), services=services, citations=citations)


def abstention(question: str) -> Answer:
    text = "This is outside what the guidance covers. Ask about CPT 97112: necessity, units, modifiers or notes."
    return make_answer(
        question,
        kind="out_of_scope",
        abstained=True,
        abstention_reason="out_of_scope",
        statements=(Statement(text=text, section="", citations=(), basis="computed", support=1.0),),
    )


@dataclass(frozen=True)
class FakeCase:
    id: str
    title: str
    question: str
    teaching_points: tuple[str, ...]


class FakeEngine:
    """Answers by the words of the question and remembers how it was asked."""

    edition = EDITION

    def __init__(self) -> None:
        self.asked: list[dict[str, object]] = []

    def ask(
        self,
        question: str,
        *,
        persona: str | None = None,
        payer: str | None = None,
        history: Sequence[Mapping[str, str]] = (),
    ) -> Answer:
        self.asked.append({"question": question, "persona": persona, "payer": payer, "history": list(history)})
        lowered = question.lower()
        if "fail-known" in lowered:
            raise UsageError("Payer `xyz` is not known; choose one of the list.")
        if "fail-unknown" in lowered:
            raise ValueError("a secret path /home/someone/chart.txt")
        if "hoffmann" in lowered:
            return red_flag_answer(question)
        if "units" in lowered:
            return units_answer(question)
        if "weather" in lowered:
            return abstention(question)
        if "hostile" in lowered:
            statement = Statement(text=HOSTILE, section=HOSTILE, citations=(3,), basis="quote", support=1.0)
            return make_answer(f"hostile {HOSTILE}", statements=(statement,), citations=(ALL_CITATIONS[2],))
        if "cervicalgia" in lowered and "arm tingling" in lowered:
            return seed_answer(question)
        statement = Statement(text=_QUOTES["cgs-l34049"], section="In short", citations=(1,), basis="quote", support=1)
        masked = question.replace("Jane Roe", "[name]")
        return make_answer(masked, statements=(statement,), citations=(ALL_CITATIONS[0],))

    def payers(self) -> list[tuple[str, str]]:
        return [("medicare", "Medicare"), ("aetna", "Aetna")]

    def documents(self) -> list[Document]:
        return [
            Document(key, _TEXTS[key].splitlines()[0].removeprefix("# "), _TEXTS[key], source, ("necessity",))
            for key, source in _SOURCES.items()
        ]

    def document(self, document_id: str) -> Document:
        return next(document for document in self.documents() if document.document_id == document_id)

    def passage(self, passage_id: str) -> Passage:
        document_id = passage_id.partition("#")[0]
        text = _TEXTS[document_id]
        return Passage(passage_id, document_id, text, 0, len(text))

    def cases(self) -> list[FakeCase]:
        points = ("Purpose beats diagnosis.", "Ask what was measured.")
        return [FakeCase("seed", "Neck pain with arm tingling", SEED, points)]

    def export(self, answer: Answer) -> str:
        return answer.model_dump_json()


def open_engine() -> FakeEngine:
    return FakeEngine()
