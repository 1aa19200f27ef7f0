"""The support gate. `gate` lists its steps; each other module does one of them."""

from answer.support.gate import Entailment, Judgement, Similarity, Support, SupportGate, Verdict

__all__ = ["Entailment", "Judgement", "Similarity", "Support", "SupportGate", "Verdict"]
