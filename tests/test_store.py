"""A store in a folder: one writer, many readers, clear words when it goes wrong."""

from __future__ import annotations

import pytest

from conftest import make_findings
from travaux.errors import TravauxError
from travaux.rdf import canonical
from travaux.store import Store
from travaux.vocabulary import ontology_files


def test_the_ontology_is_the_same_each_time_and_has_no_blank_nodes():
    stores = [Store(), Store()]
    for one in stores:
        one.load_ontology(ontology_files(["cyber"]))
    first, second = (canonical(one.quads()) for one in stores)
    assert first == second
    assert b"_:" not in first.replace(b"://", b"")


def test_a_second_writer_is_refused_and_readers_are_not(tmp_path):
    path = tmp_path / "a.store"
    with Store(path) as writer:
        writer.replace("/a", [make_findings()])
        with pytest.raises(TravauxError, match="another travaux is writing"):
            Store(path)
        with Store(path, writable=False) as one, Store(path, writable=False) as other:
            assert len(one) == len(other) == len(writer)


@pytest.mark.parametrize("make", ["a file", "a folder"])
def test_what_is_no_store_is_not_touched(tmp_path, make):
    path = tmp_path / "thing"
    if make == "a file":
        path.write_text("mine")
    else:
        path.mkdir()
        (path / "mine").write_text("mine")
    for writable in (True, False):
        with pytest.raises(TravauxError, match=r"no travaux store|not a travaux store"):
            Store(path, writable=writable)


def test_a_store_of_another_format_says_so(tmp_path):
    Store(tmp_path / "a").close()
    (tmp_path / "a" / "travaux.json").write_text('{"format": 99}')
    with pytest.raises(TravauxError, match="store format 99"):
        Store(tmp_path / "a")


def test_reading_where_nothing_was_built_says_how_to_build(tmp_path):
    with pytest.raises(TravauxError, match="travaux build"):
        Store(tmp_path / "nothing", writable=False)


def test_rdflib_sees_the_same_graph(tmp_path):
    store = Store(tmp_path / "a.store")
    store.replace("/a", [make_findings()])
    found = store.graph().query("SELECT ?p { ?p a <https://w3id.org/travaux/ns#Position> }")
    assert len(list(found)) == 3


@pytest.mark.parametrize("left", [[], ["travaux.json.new"]])
def test_a_folder_in_which_a_store_was_only_begun_is_none_to_read_and_one_to_build_in(tmp_path, left):
    place = tmp_path / "a.store"
    place.mkdir()
    for name in left:
        (place / name).touch()
    with pytest.raises(TravauxError, match="there is no store at"):
        Store(place, writable=False)
    with Store(place) as store:
        assert len(store) == 0
