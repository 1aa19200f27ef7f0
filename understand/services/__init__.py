"""Codes, minutes and billed units of a question: what is read (`ServicesRead`) and how (`read_services`).

`read` holds how one text is read, `turns` what a later turn changes in it, `service` what both speak of, and `words`
the words of the corpus that their patterns are made of.
"""

from understand.services.read.cut import prepare_reader
from understand.services.read.helpers import names_open_helper
from understand.services.read.reading import read_services
from understand.services.read.stand_ins import UNNAMED
from understand.services.service import Discipline, Service, ServicesRead, Who
from understand.services.turns.described import Names, find_named, names_after
from understand.services.turns.follow_up import continue_services

__all__ = [
    "UNNAMED",
    "Discipline",
    "Names",
    "Service",
    "ServicesRead",
    "Who",
    "continue_services",
    "find_named",
    "names_after",
    "names_open_helper",
    "prepare_reader",
    "read_services",
]
