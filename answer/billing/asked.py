"""What is asked of the billing rules, as frozen data."""

from dataclasses import dataclass
from datetime import date

from rules.tables import Tables
from understand.payers import Role
from understand.services import ServicesRead


@dataclass(frozen=True, slots=True)
class PayerAsked:
    """A payer that the question names.

    Attributes:
        id: the payer's, or that of the broader payer whose rules stand in the tables.
        role: primary or secondary, where the question says so.
        meant: the payer's own id, where `id` is that of a broader payer whose rules reach it.
    """

    id: str
    name: str
    role: Role | None = None
    meant: str = ""

    @property
    def in_its_role(self) -> str:
        return f"{self.name}, named as {self.role}," if self.role else self.name

    @property
    def is_medicare(self) -> bool:
        return self.id.startswith("medicare")


@dataclass(frozen=True, slots=True)
class BillingQuestion:
    """A question with the services and payers read from it, and the tables that answer it.

    `text` is all that was said; `newest` a follow-up alone, empty where there is none.
    """

    text: str
    services: ServicesRead
    payers: tuple[PayerAsked, ...]
    tables: Tables
    today: date
    newest: str = ""

    @property
    def outside_medicare(self) -> bool:
        """Whether only payers outside Medicare are meant, by name or not."""
        if self.payers:
            return not any(payer.is_medicare for payer in self.payers)
        return bool(self.tables.outside_medicare.search(self.text))
