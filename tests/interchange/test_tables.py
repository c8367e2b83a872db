"""Tables: every cell as the text has it, with the addresses of what it names."""

from __future__ import annotations

import csv
import io

import pytest

from conftest import make_findings
from hostile import LABEL, TEXT, filled
from travaux.ask import records
from travaux.interchange.exporting import written


def table(store, what="positions"):
    data = written(store, "csv", what).data.decode()
    return list(csv.DictReader(io.StringIO(data, newline="")))


def test_csv_has_the_columns_of_the_command_and_addresses_and_the_coder():
    rows = {row["id"]: row for row in table(filled())}
    claim = make_findings().positions[0]
    row = rows[claim.id]
    assert row["holder"] == "Cuba"
    assert row["holder_address"] == claim.holder.iri
    assert row["document_address"] == claim.document
    assert row["speaker_address"].startswith("https://w3id.org/travaux/id/person/")
    assert row["coder"] == ""
    assert {row["coder"] for row in rows.values()} == {"", LABEL}


def test_evidence_stays_as_it_is_also_where_a_spreadsheet_would_calculate():
    found = written(filled(), "csv")
    evidence = {row["evidence"] for row in table(filled())}
    assert TEXT[: TEXT.index(";")] in evidence
    assert "1 cells look like formulas" in found.remarks[0]


def test_delegates_are_a_table_of_their_own():
    (row,) = table(filled(make_findings()), "delegates")
    assert (row["person"], row["state"]) == ("Miguel Rodríguez", "Cuba")
    assert row["state_address"].endswith("/state/CUB")


@pytest.mark.parametrize("what", ["positions", "delegates"])
def test_parquet_has_the_same_cells(what):
    parquet = pytest.importorskip("pyarrow.parquet", reason="pyarrow is not installed")
    store = filled()
    found = parquet.read_table(io.BytesIO(written(store, "parquet", what).data)).to_pylist()
    plain = [{name: "" if value is None else str(value) for name, value in row.items()} for row in found]
    assert plain == table(store, what)
    assert len(plain) == len(getattr(records, what)(store))
    assert all(isinstance(row["start"], int) for row in found)
