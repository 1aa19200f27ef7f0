"""The support gate. `gate` lists its steps; each other module does one of them."""

from answer.support.gate import Entailment, Similarity, Support, SupportGate, Verdict, check_support

__all__ = ["Entailment", "Similarity", "Support", "SupportGate", "Verdict", "check_support"]
