"""Small files of each kind, whole and broken, made by the tests themselves."""

from pathlib import Path


def write_pdf(path: Path, pages: list[str]) -> Path:
    """A PDF of one line of text a page, written by hand: objects, then the table of their places."""
    count = len(pages)
    kids = " ".join(f"{3 + 2 * n} 0 R" for n in range(count))
    objects = ["<< /Type /Catalog /Pages 2 0 R >>", f"<< /Type /Pages /Kids [{kids}] /Count {count} >>"]
    font = 3 + 2 * count
    for number, text in enumerate(pages):
        stream = f"BT /F1 12 Tf 72 720 Td ({text}) Tj ET"
        objects.append(
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents {4 + 2 * number} 0 R "
            f"/Resources << /Font << /F1 {font} 0 R >> >> >>"
        )
        objects.append(f"<< /Length {len(stream)} >>\nstream\n{stream}\nendstream")
    objects.append("<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>")
    body, places = "%PDF-1.4\n", []
    for number, content in enumerate(objects, start=1):
        places.append(len(body))
        body += f"{number} 0 obj\n{content}\nendobj\n"
    table = "".join(f"{place:010d} 00000 n \n" for place in places)
    body += f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n{table}"
    body += f"trailer\n<< /Size {len(objects) + 1} /Root 1 0 R >>\nstartxref\n{body.index('xref')}\n%%EOF\n"
    path.write_bytes(body.encode("latin-1"))
    return path


def write_word(path: Path) -> Path:
    from docx import Document

    word = Document()
    word.add_heading("Balance", level=1)
    word.add_paragraph("Balance is trained on foam.")
    table = word.add_table(rows=1, cols=2)
    table.rows[0].cells[0].text, table.rows[0].cells[1].text = "97112", "timed"
    word.save(str(path))
    return path


HTML = """<html><head><title>Clinic</title></head><body><nav>Menu Home</nav><article><h1>Balance</h1>
<p>Balance is trained on foam with a therapist who cues each step of the way and grades the task.</p>
<p>Minutes are written down after every visit so that the units can be counted by anybody later.</p>
</article></body></html>"""
