"""Units a day by Medicare's unit limits and by payers' caps, and dollar thresholds by year."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from rules.cite import Cite
from rules.tables import PayerCap, Tables, Threshold, UnitLimit

KINDS = {
    1: "a claim-line edit",
    2: "an absolute edit by date of service, not cured by appeal",
    3: "an edit by date of service that can be appealed with documentation",
}


@dataclass(frozen=True, slots=True)
class LimitCheck:
    """Units of one code against one limit; `over` is how many units lie above it."""

    code: str
    units: int
    limit: UnitLimit
    over: int
    cites: tuple[Cite, ...]

    @property
    def kind(self) -> str:
        """What the limit's adjudication indicator means, or that it was not read."""
        return KINDS.get(self.limit.kind or 0, "an edit whose adjudication indicator was not read")


@dataclass(frozen=True, slots=True)
class YearThreshold:
    """The KX amount of a year; `threshold` is None where no source states a figure."""

    year: int
    threshold: Threshold | None
    cites: tuple[Cite, ...]


def limits_of(code: str, tables: Tables) -> tuple[UnitLimit, ...]:
    return tuple(limit for limit in tables.limits if limit.code == code)


def check_limit(code: str, units: int, tables: Tables, setting: str = "practitioner") -> LimitCheck | None:
    """Units of a day against the limit of the setting; None where no limit is known."""
    for limit in limits_of(code, tables):
        if limit.setting == setting:
            cites = limit.cites + tables.cite("limit_meaning")
            return LimitCheck(code, units, limit, max(0, units - limit.units), cites)
    return None


def cap_of(payer: str | None, tables: Tables) -> PayerCap | None:
    return tables.caps.get(payer) if payer else None


def kx_threshold(year: int, tables: Tables) -> YearThreshold:
    for threshold in tables.thresholds:
        if threshold.year == year:
            return YearThreshold(year, threshold, threshold.cites)
    return YearThreshold(year, None, tables.cite("threshold_unknown" if year == 2027 else "threshold_meaning"))


def left_below(threshold: Threshold, used: Iterable[Decimal]) -> Decimal:
    """What is left of a threshold after all that was used toward it; below zero what lies above it."""
    return threshold.dollars - sum(used, Decimal(0))


def review_threshold(tables: Tables) -> Threshold:
    return next(threshold for threshold in tables.thresholds if threshold.year is None)
