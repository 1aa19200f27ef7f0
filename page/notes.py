"""The note checker: a de-identified note in, what it holds and lacks out. It never writes a note."""

from page.engine_loader import PageEngine


def draw_note_checker(engine: PageEngine) -> None:
    raise NotImplementedError
