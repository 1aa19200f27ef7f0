"""The official quarterly files are read as published; bad ones are refused and change nothing."""

import json
from datetime import date
from pathlib import Path

import pytest
from openpyxl import Workbook

from errors import CorpusError, UsageError
from rules.pairs import look_up_pair
from rules.table_import import import_table
from rules.tables import load_tables

CORPUS = Path(__file__).parents[2] / "corpus"
TABLES = load_tables(CORPUS)

PTP_HEADING = [
    ["CPT codes, descriptions and other data only are copyright 2026 American Medical Association."],
    ["CPT is a registered trademark of the American Medical Association."],
    ["Column1/Column2 Edits"],
    ["", "", "*=in existence", "", "Deletion", "Modifier", ""],
    ["", "", "prior to 1996", "Effective", "Date", "0=not allowed", ""],
    ["Column 1", "Column 2", "", "Date", "*=no data", "1=allowed", "PTP Edit Rationale"],
    ["", "", "", "", "", "9=not applicable", ""],
]
PTP_ROWS = [
    ["98941", "97112", "", "20200101", "*", "1", "Misuse of column two code with column one code"],
    ["97112", "97164", "", "20201001", "20201001", "1", "Misuse of column two code with column one code"],
    ["97140", "97112", "", "20260701", "*", "0", "Mutually exclusive procedures"],
    ["11042", "11043", "", "20100101", "*", "1", "Standards of medical / surgical practice"],
    ["97530", "97112", "", "20200101", "*", "9", "Not in use"],
]
MUE_HEADING = [
    ["CPT codes and descriptions are copyright 2026 American Medical Association. All Rights Reserved."],
    ["HCPCS/\nCPT Code", "Practitioner Services MUE Values", "MUE Adjudication Indicator", "MUE Rationale"],
]
MUE_ROWS = [
    ["97110", "5", "3 Date of Service Edit: Clinical", "Clinical: Data"],
    ["97112", "3", "3 Date of Service Edit: Clinical", "Clinical: Data"],
    ["97161", "1", "2 Date of Service Edit: Policy", "Code Descriptor / CPT Instruction"],
    ["0001U", "1", "2 Date of Service Edit: Policy", "Nature of Service/Procedure"],
]
FOOTER = [[], ["End of file. Fee schedules are not assigned by the AMA."]]


def text_file(path: Path, rows: list[list[str]], separator: str = "\t", encoding: str = "latin-1") -> Path:
    quoted = [[f'"{cell}"' if separator == "," and set(cell) & set(",\n") else cell for cell in row] for row in rows]
    path.write_text("\r\n".join(separator.join(row) for row in quoted), encoding=encoding)
    return path


def workbook(path: Path, rows: list[list[str]]) -> Path:
    book = Workbook()
    for row in rows:
        book.active.append([int(cell) if cell.isdigit() and len(cell) in (1, 8) else cell for cell in row])
    book.save(path)
    return path


@pytest.mark.parametrize("form", ["txt", "xlsx"])
def test_pair_file_is_read_in_both_published_forms(tmp_path, form):
    """Heading and footer are skipped, deleted and unused edits left out, only therapy codes kept."""
    write = text_file if form == "txt" else workbook
    file = write(tmp_path / f"ccipra-v323r0-f1.{form}", PTP_HEADING + PTP_ROWS + FOOTER)
    report = import_table(file, tmp_path / "user", TABLES.codes)
    assert (report.kind, report.edition, report.rows_read, report.rows_kept) == ("pairs", date(2026, 10, 1), 5, 2)
    tables = load_tables(CORPUS, tmp_path / "user")
    assert (tables.pairs_edition.effective, tables.pairs_edition.imported_from) == (date(2026, 10, 1), file.name)
    found = look_up_pair("97112", "98941", tables).pair
    assert found is not None
    assert found.indicator == 1
    assert "region" in found.meaning
    assert look_up_pair("97112", "97140", tables).pair.indicator == 0
    assert look_up_pair("97112", "97164", tables).status == "no_edit"


@pytest.mark.parametrize("form", ["txt", "csv", "xlsx"])
def test_limit_file_is_read_in_its_published_forms(tmp_path, form):
    """Values and indicators replace the shipped setting; the other setting stays as shipped."""
    name = f"MCR_MUE_PractitionerServices_Eff_10-01-2026.{form}"
    rows = MUE_HEADING + MUE_ROWS + FOOTER
    if form == "txt":
        rows = [["HCPCS/CPT Code", *MUE_HEADING[1][1:]] if row is MUE_HEADING[1] else row for row in rows]
    file = (
        workbook(tmp_path / name, rows)
        if form == "xlsx"
        else text_file(tmp_path / name, rows, "\t" if form == "txt" else ",", "utf-8")
    )
    report = import_table(file, tmp_path / "user", TABLES.codes)
    assert (report.kind, report.edition, report.setting, report.rows_kept) == (
        "limits",
        date(2026, 10, 1),
        "practitioner",
        3,
    )
    limits = {
        (limit.code, limit.setting): (limit.units, limit.kind)
        for limit in load_tables(CORPUS, tmp_path / "user").limits
    }
    assert limits["97112", "practitioner"] == (3, 3)
    assert limits["97112", "outpatient_hospital"] == (6, 3)


def test_parts_of_one_quarter_are_added_together(tmp_path):
    """CMS splits the pair file; the second part of a quarter joins the first, a new quarter replaces it."""
    first = text_file(tmp_path / "ccipra-v323r0-f1.txt", PTP_HEADING + PTP_ROWS[:1])
    second = text_file(tmp_path / "ccipra-v323r0-f2.txt", PTP_HEADING + PTP_ROWS[2:3])
    later = text_file(tmp_path / "ccipra-v330r0-f1.txt", PTP_HEADING + PTP_ROWS[2:3])
    for file, count in ((first, 1), (second, 2), (later, 1)):
        import_table(file, tmp_path / "user", TABLES.codes)
        assert len(load_tables(CORPUS, tmp_path / "user").pairs) == count


def broken(row: int, column: int, value: str) -> list[list[str]]:
    rows = [list(cells) for cells in PTP_HEADING + PTP_ROWS]
    rows[len(PTP_HEADING) + row][column] = value
    return rows


@pytest.mark.parametrize(
    ("rows", "line", "reason"),
    [
        (broken(2, 5, "7"), 10, "modifier indicator '7'"),
        (broken(1, 3, "soon"), 9, "effective date 'soon'"),
        (broken(0, 4, "20261399"), 8, "deletion date '20261399'"),
        (broken(3, 1, "many"), 11, "not two codes"),
        ([*PTP_HEADING, *PTP_ROWS[:1], ["97112", "97022", "", "20200101"], *PTP_ROWS[2:]], 9, "4 columns"),
        ([*PTP_HEADING, *PTP_ROWS[:2], ["what is this"], *PTP_ROWS[2:]], 10, "no row of 6 columns"),
        (PTP_HEADING, 7, "without one row"),
        ([["a letter"], ["to someone"]], 1, "no heading"),
    ],
)
def test_bad_pair_file_is_refused_with_line_and_reason(tmp_path, rows, line, reason):
    """The refusal names the line and the reason, and the table imported before stays."""
    folder = tmp_path / "user"
    good = import_table(text_file(tmp_path / "ccipra-v322r0-f1.txt", PTP_HEADING + PTP_ROWS), folder, TABLES.codes)
    before = good.written_to.read_bytes()
    with pytest.raises(UsageError) as error:
        import_table(text_file(tmp_path / "ccipra-v323r0-f1.txt", rows), folder, TABLES.codes)
    assert f"line {line}:" in str(error.value)
    assert reason in str(error.value)
    assert good.written_to.read_bytes() == before
    assert [path.name for path in folder.iterdir()] == [good.written_to.name]


@pytest.mark.parametrize(
    ("cells", "reason"),
    [
        (["97112", "four", "3 Date of Service Edit", ""], "MUE value 'four'"),
        (["97112", "4", "9", ""], "adjudication indicator '9'"),
    ],
)
def test_bad_limit_file_is_refused(tmp_path, cells, reason):
    """A value that is no number, or an unknown indicator, is refused with its line."""
    file = text_file(tmp_path / "MUE_Eff_10-01-2026.csv", [["HCPCS/CPT Code", *MUE_HEADING[1][1:]], cells], ",")
    with pytest.raises(UsageError, match="line 2") as error:
        import_table(file, tmp_path / "user", TABLES.codes)
    assert reason in str(error.value)


def test_other_files_are_refused(tmp_path):
    """A picture, a zip that is no workbook, a supplier file and a missing file are refused in one line."""
    (tmp_path / "a.png").write_bytes(b"\x89PNG\r\n\x00\x00")
    (tmp_path / "a.zip").write_bytes(b"PK\x03\x04 and so on")
    text_file(tmp_path / "MCR_MUE_DMESupplier_Eff_10-01-2026.txt", [["HCPCS/CPT Code", *MUE_HEADING[1][1:]], *MUE_ROWS])
    for name in ("a.png", "a.zip", "MCR_MUE_DMESupplier_Eff_10-01-2026.txt", "absent.txt"):
        with pytest.raises(UsageError):
            import_table(tmp_path / name, tmp_path / "user", TABLES.codes)


def test_edition_can_be_given_or_must_be_known(tmp_path):
    """A limit file whose name says no quarter needs the edition from the user."""
    file = text_file(tmp_path / "mue.txt", [["HCPCS/CPT Code", *MUE_HEADING[1][1:]], *MUE_ROWS])
    with pytest.raises(UsageError, match="edition"):
        import_table(file, tmp_path / "user", TABLES.codes)
    assert import_table(file, tmp_path / "user", TABLES.codes, edition=date(2026, 10, 1)).edition == date(2026, 10, 1)


def test_broken_imported_table_is_named(tmp_path):
    """A damaged imported table is refused with what to do about it."""
    (tmp_path / "code_pairs.json").write_text(json.dumps({"edition": "soon"}), encoding="utf-8")
    with pytest.raises(CorpusError, match="import it again"):
        load_tables(CORPUS, tmp_path)
