"""Codes, minutes and billed units of a question: what is read (`ServicesRead`) and how (`read_services`)."""

from understand.services.described import Names, find_named, names_after
from understand.services.follow_up import continue_services
from understand.services.helpers import names_open_helper
from understand.services.reading import read_services
from understand.services.service import Discipline, Service, ServicesRead, Who
from understand.services.stand_ins import UNNAMED
from understand.services.words import prepare_reader

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
