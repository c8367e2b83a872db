"""The reviewed facts about states, groups, bodies and texts hold together and agree with other packages."""

from __future__ import annotations

import csv
import re
from collections import Counter, defaultdict
from functools import cache
from itertools import pairwise
from pathlib import Path

import countrynames
import pyoxigraph as ox
import pytest
from countryinfo import CountryInfo
from rigour.territories import get_territory

from travaux.resources import folder

ONTOLOGY = folder("ontology")
FILES = [
    ONTOLOGY / part / f"{kind}.ttl"
    for part, kinds in {
        "world": ("states", "groups", "organisations", "bodies", "instruments"),
        "cyber": ("bodies", "instruments"),
        "climate": ("groups", "bodies", "instruments"),
    }.items()
    for kind in kinds
]
TRV = "https://w3id.org/travaux/ns#"
THING = "https://w3id.org/travaux/id/"
KINDS = ("State", "Group", "Organisation", "Body", "Instrument")

# No capital of its own name, a disputed one, or none at all.
WITHOUT_CAPITAL = {"DJI", "ISR", "LUX", "MCO", "PSE", "SGP", "SMR", "VAT"}
# Another item is meant there: the Kingdom of Denmark, and Vatican City, which is not the Holy See.
OTHER_ITEMS = {"DNK": "Q756617", "VAT": "Q237"}
REFERENCE = Path(__file__).parents[2] / "shared" / "reference"
# The code of a state that changed its name is not the code of today's.
FORMER_NAMES = {"Zaire"}


def local(iri: str) -> str:
    return re.split(r"[#/]", iri)[-1]


@cache
def facts(*files: Path) -> dict[str, dict[str, list[str]]]:
    """Return what `files` say, by subject and local name of the property, in the order of the files."""
    found: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    for file in files or FILES:
        for quad in ox.parse(path=file, format=ox.RdfFormat.TURTLE, rename_blank_nodes=True):
            found[str(quad.subject.value)][local(quad.predicate.value)].append(quad.object.value)
    return {subject: dict(properties) for subject, properties in found.items()}


def of_class(name: str, *files: Path) -> dict[str, dict[str, list[str]]]:
    return {s: p for s, p in facts(*files).items() if any(local(c) == name for c in p.get("type", ()))}


def states() -> dict[str, dict[str, list[str]]]:
    """Return the members and observers by ISO 3166-1 alpha-3 code."""
    return {local(s): p for s, p in of_class("State").items() if p["unStatus"] != ["none"]}


def names(properties: dict[str, list[str]]) -> list[str]:
    return [n for key in ("prefLabel", "officialName", "altLabel") for n in properties.get(key, ())]


def test_every_member_and_observer_is_there():
    assert Counter(p["unStatus"][0] for p in states().values()) == {"member": 193, "observer": 2}


@pytest.mark.parametrize(
    "key", ["prefLabel", "officialName", "iso2", "iso3", "m49", "exactMatch", "unStatus"]
)
def test_a_state_has_one_of_each(key: str):
    assert {s: p.get(key) for s, p in states().items() if len(p.get(key, ())) != 1} == {}


def test_a_state_has_a_demonym_unless_it_shares_it():
    assert [s for s, p in states().items() if not p.get("demonym") and not p.get("ambiguousName")] == []


@pytest.mark.parametrize("key", ["iso2", "iso3", "m49", "exactMatch"])
def test_codes_are_unique(key: str):
    counts = Counter(v for p in of_class("State").values() for v in p.get(key, ()))
    assert [v for v, n in counts.items() if n > 1] == []


def test_codes_are_those_of_countryinfo():
    wrong = {}
    for iso3, properties in states().items():
        iso = CountryInfo(iso3).info()["ISO"]
        theirs = (iso["alpha2"], iso["alpha3"], str(iso["numeric"]).zfill(3))
        ours = tuple(properties[key][0] for key in ("iso2", "iso3", "m49"))
        if ours != theirs or local(f"{THING}state/{iso3}") != ours[1]:
            wrong[iso3] = (ours, theirs)
    assert wrong == {}


def test_wikidata_items_are_those_of_rigour():
    items = {s: (local(p["exactMatch"][0]), get_territory(p["iso2"][0]).qid) for s, p in states().items()}
    assert {s: theirs for s, (ours, theirs) in items.items() if ours != theirs} == OTHER_ITEMS
    assert get_territory("DK").other_qids == [items["DNK"][0]]


@pytest.mark.skipif(not REFERENCE.exists(), reason="needs ../shared/reference")
def test_codes_and_items_are_those_of_the_open_country_codes():
    with (REFERENCE / "country-codes.csv").open(encoding="utf-8", newline="") as file:
        rows = {row["ISO3166-1-Alpha-3"]: row for row in csv.DictReader(file)}
    wrong = {}
    for iso3, properties in states().items():
        row = rows[iso3]
        theirs = [row["ISO3166-1-Alpha-2"], row["M49"].zfill(3), local(row["wikidata_id"])]
        ours = [*properties["iso2"], *properties["m49"], local(properties["exactMatch"][0])]
        if ours != theirs:
            wrong[iso3] = (ours, theirs)
    # The table lacks Namibia's ("NA" was read as nothing there), and has Vatican City for the Holy See.
    assert set(wrong) <= {"NAM", "VAT"}
    assert wrong["VAT"][0][:2] == wrong["VAT"][1][:2]


@pytest.mark.skipif(not REFERENCE.exists(), reason="needs ../shared/reference")
def test_the_members_of_the_last_gge_are_those_of_the_portal():
    with (REFERENCE / "gge_2019_2021_members.csv").open(encoding="utf-8", newline="") as file:
        theirs = {countrynames.to_code_3(row["state"]) for row in csv.DictReader(file)}
    assert {local(m) for m in facts()[f"{THING}body/gge-2019-2021"]["hasMember"]} == theirs


def test_names_mean_the_same_state_to_countrynames():
    answers = [(s, n, countrynames.to_code(n)) for s, p in states().items() for n in names(p)]
    codes = {s: p["iso2"][0] for s, p in states().items()}
    assert [a for a in answers if a[2] and a[2] != codes[a[0]] and a[1] not in FORMER_NAMES] == []
    assert len([a for a in answers if a[2]]) > 480


def test_capitals_are_those_of_countryinfo():
    theirs = {s: CountryInfo(s).info().get("capital") for s in states()}
    odd = {s for s, p in states().items() if theirs[s] not in p.get("capital", ())}
    assert odd == WITHOUT_CAPITAL


def test_demonyms_are_those_of_countryinfo_for_nearly_all():
    agree = [s for s, p in states().items() if CountryInfo(s).info().get("demonym") in p.get("demonym", ())]
    assert len(agree) > 165


def test_no_two_states_share_a_name_that_is_not_marked_ambiguous():
    owners: dict[str, set[str]] = defaultdict(set)
    for state, properties in of_class("State").items():
        for key in ("prefLabel", "officialName", "altLabel", "demonym", "people", "capital", "metonym"):
            for name in properties.get(key, ()):
                owners[name.casefold()].add(local(state))
    assert {n: sorted(o) for n, o in owners.items() if len(o) > 1} == {}


def test_an_ambiguous_name_is_not_also_a_name():
    for properties in of_class("State").values():
        plain = {n for key in ("demonym", "people", "capital", "metonym") for n in properties.get(key, ())}
        assert not plain & set(properties.get("ambiguousName", ()))


def test_a_name_that_does_not_mean_the_state_contains_one_that_does():
    for properties in of_class("State").values():
        keys = ("prefLabel", "altLabel", "demonym", "people", "capital", "metonym")
        own = [n for key in keys for n in properties.get(key, ())]
        for name in properties.get("notName", ()):
            assert any(n in name for n in own), name


@pytest.mark.parametrize("kind", KINDS)
def test_labels_are_unique_within_their_type(kind: str):
    counts = Counter(n for p in of_class(kind).values() for n in p["prefLabel"])
    assert [n for n, count in counts.items() if count > 1] == []
    assert all(len(p["prefLabel"]) == 1 for p in of_class(kind).values())


@pytest.mark.parametrize("domain", ["cyber", "climate"])
def test_a_name_means_one_thing_in_a_vocabulary(domain: str):
    files = tuple(f for f in FILES if f.parent.name in ("world", domain))
    owners: dict[str, set[str]] = defaultdict(set)
    for kind in KINDS:
        for thing, properties in of_class(kind, *files).items():
            for name in (*names(properties), *properties.get("symbol", ())):
                owners[name if name.isupper() else name.casefold()].add(thing)
    assert {n: sorted(o) for n, o in owners.items() if len(o) > 1} == {}


def test_names_have_straight_apostrophes_and_no_stray_space():
    keys = ("prefLabel", "altLabel", "officialName", "demonym", "people", "capital", "metonym", "contextName")
    written = {n for p in facts().values() for k in keys for n in p.get(k, ())}
    assert [n for n in written if re.search(r"[‘’]|^\s|\s$|\s\s", n)] == []


def test_every_name_that_is_one_common_word_is_left_to_the_context():
    common = {
        *("assembly", "can", "commission", "committee", "conference", "council", "court", "first", "forum"),
        *("group", "mechanism", "secretariat", "union", "who"),
    }
    assert [n for p in facts().values() for n in names(p) if n.casefold() in common] == []


def test_every_thing_referred_to_exists():
    keys = (
        "hasMember",
        "member",
        "organization",
        "ofState",
        "incarnationOf",
        "mandate",
        "adoptedBy",
        "subOrganizationOf",
        "isPartOf",
        "isReplacedBy",
    )
    known = set(facts())
    assert sorted({v for p in facts().values() for k in keys for v in p.get(k, ()) if v not in known}) == []


def test_members_are_states():
    members = {v for p in facts().values() for k in ("hasMember", "member") for v in p.get(k, ())}
    strange = {local(m) for m in members if not m.startswith(THING + "state/")}
    assert strange == {"african-union", "european-union"}, "only the G20 has groups among its members"


SIZES = {
    "african-group": 54, "aosis": 39, "arab-group": 22, "asean": 11, "csto": 6, "eastern-european-group": 23,
    "european-union": 27, "five-eyes": 5, "g7": 7, "grulac": 33, "ldcs": 44, "lldcs": 32, "nato": 32,
    "non-aligned-movement": 121, "oic": 57, "osce": 57, "p5": 5, "sco": 10, "weog": 28,
}  # fmt: skip


@pytest.mark.parametrize(("group", "size"), SIZES.items())
def test_groups_have_their_size(group: str, size: int):
    assert len(set(facts()[f"{THING}group/{group}"]["hasMember"])) == size


def test_memberships_end_after_they_begin():
    for membership in of_class("Membership").values():
        assert membership.get("from", [""])[0] <= membership.get("until", ["9999"])[0]


def test_the_list_of_members_holds_those_whose_membership_has_not_ended():
    spans: dict[tuple[str, str], list[bool]] = defaultdict(list)
    for membership in of_class("Membership").values():
        if "member" in membership:
            spans[membership["organization"][0], membership["member"][0]].append("until" not in membership)
    wrong = [
        pair
        for pair, open_ends in spans.items()
        if (pair[1] in facts()[pair[0]].get("hasMember", ())) != any(open_ends)
    ]
    assert wrong == []


def test_dates_are_edtf():
    date = re.compile(r"\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?")
    dates = [v for p in facts().values() for k in ("from", "until", "date") for v in p.get(k, ())]
    assert [v for v in dates if not date.fullmatch(v)] == []


def series() -> dict[str, list[dict[str, list[str]]]]:
    found: dict[str, list[dict[str, list[str]]]] = defaultdict(list)
    for body in of_class("Body").values():
        for parent in body.get("incarnationOf", ()):
            found[local(parent)].append(body)
    return {name: sorted(bodies, key=lambda b: b["from"]) for name, bodies in found.items()}


def test_incarnations_of_a_series_do_not_overlap():
    for bodies in series().values():
        for earlier, later in pairwise(bodies):
            assert earlier["until"][0] < later["from"][0], (earlier["prefLabel"], later["prefLabel"])


def test_incarnations_are_counted_in_their_order():
    for bodies in series().values():
        ordinals = [int(body["ordinal"][0]) for body in bodies if "ordinal" in body]
        assert ordinals == sorted(set(ordinals))


@pytest.mark.parametrize(
    ("years", "size"),
    [
        ("2004-2005", 15),
        ("2009-2010", 15),
        ("2012-2013", 15),
        ("2014-2015", 20),
        ("2016-2017", 25),
        ("2019-2021", 25),
    ],
)
def test_each_gge_has_its_members_and_a_chair_among_them(years: str, size: int):
    gge = f"{THING}body/gge-{years}"
    members = facts()[gge]["hasMember"]
    roles = [m for m in of_class("Membership").values() if gge in m["organization"] and "role" in m]
    chairs = [m["ofState"][0] for m in roles]
    assert len(set(members)) == size
    assert len(chairs) == 1
    assert set(chairs) <= set(members)
    assert {local(m) for m in members} >= {"CHN", "FRA", "GBR", "RUS", "USA"}


def test_every_instrument_of_the_mandates_is_there_with_its_date():
    symbols = {v for p in of_class("Instrument").values() for v in p.get("symbol", ())}
    wanted = "A/RES/73/27 A/RES/73/266 A/RES/75/240 A/RES/76/19 A/70/174 A/75/816 A/76/135"
    assert set(wanted.split()) <= symbols
    assert f"{THING}instrument/UN-Charter-Article-51" in facts()
    for body in of_class("Body").values():
        for mandate in body.get("mandate", ()):
            assert facts()[mandate].get("date", [""])[0][:4] <= body.get("from", ["9999"])[0][:4], body[
                "prefLabel"
            ]


def test_kinds_of_instruments_follow_from_their_symbols_and_parts():
    kinds = ("Resolution", "Report", "Treaty", "Article", "Declaration")
    of_kind = {kind: set(of_class(kind)) for kind in kinds}
    assert Counter(thing for things in of_kind.values() for thing in things).most_common(1)[0][1] == 1
    for iri, properties in of_class("Instrument").items():
        assert ("-Article-" in local(iri)) == (iri in of_kind["Article"]), iri
        if iri in of_kind["Article"]:
            assert properties["isPartOf"][0] in of_kind["Treaty"], iri
        if properties["prefLabel"][0].startswith("A/RES/"):
            assert iri in of_kind["Resolution"], iri
    assert len(set.union(*of_kind.values())) > 0.9 * len(of_class("Instrument"))


def test_each_working_group_and_committee_of_the_cyber_negotiations_has_a_chair_for_its_whole_term():
    chaired = {m["organization"][0] for m in of_class("Membership").values() if "role" in m}
    for body in ("oewg-2019-2021", "oewg-2021-2025", "ad-hoc-committee", "global-mechanism"):
        assert f"{THING}body/{body}" in chaired


def test_a_resolution_is_named_after_its_symbol():
    for iri, properties in of_class("Instrument").items():
        if match := re.fullmatch(r"A-RES-(\d+)-(\d+)", local(iri)):
            assert properties["symbol"] == [f"A/RES/{match[1]}/{match[2]}"] == properties["prefLabel"]
            for date in properties.get("date", ()):
                assert 0 <= int(date[:4]) - (1945 + int(match[1])) <= 1


def test_every_file_says_where_its_facts_are_from():
    for file in FILES:
        opening = file.read_text(encoding="utf-8").split("@prefix")[0]
        assert "Sources:" in opening, file
        assert "2026-" in opening, file
