#!/usr/bin/env python3
"""Reads the files a bundle holds for other programs, as a stranger: python3's own library, and jsonschema and rdflib where they are.

check-formats.py FTM_MODEL STIX_SCHEMAS FTM STIX CASE -> a line for each check; exit 1 at the first that fails.
"""
import json
import re
import sys
import uuid
from pathlib import Path

STIX = uuid.UUID("00abedb4-aa42-466c-9c01-fed23315a9b7")


def need(holds, rule):
    if not holds:
        sys.exit(f"FAIL {rule}")


def once(pairs):
    """A JSON object whose keys stand once."""
    need(len({key for key, _ in pairs}) == len(pairs), "no key stands twice")
    return dict(pairs)


def read(text):
    return json.loads(text, object_pairs_hook=once, parse_constant=lambda name: need(False, f"{name} is no JSON"))


def check_ftm(model, text):
    entities = [read(line) for line in text.split("\n")[:-1]]
    need(text.endswith("\n"), "the last line ends")
    ids = {entity["id"]: model["schemata"][entity["schema"]] for entity in entities}
    for entity in entities:
        schema = model["schemata"][entity["schema"]]
        for name, values in entity["properties"].items():
            need(name in schema["properties"], f"{entity['schema']} has {name}")
            prop = schema["properties"][name]
            for value in values:
                need(isinstance(value, str) and 0 < len(value) <= prop["maxLength"], f"{name} is a text of its length")
                if prop["type"] == "entity":
                    need(value in ids and prop["range"] in ids[value]["is"], f"{name} is of its range")
        for name in schema["required"]:
            need(entity["properties"].get(name), f"{entity['schema']} says {name}")
    print(f"ok ftm {len(entities)} entities")


def canonical(value):
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


CONTRIBUTING = {"domain-name": ["value"], "user-account": ["account_login", "account_type", "user_id"], "file": ["hashes", "name"]}


def check_stix(text):
    bundle = read(text)
    objects = bundle["objects"]
    ids = [each["id"] for each in objects]
    need(len(set(ids)) == len(ids), "an id stands once")
    agree = 0
    for each in objects:
        kind, _, name = each["id"].partition("--")
        need(kind == each["type"] and str(uuid.UUID(name)) == name, "an id is its type and a UUID")
        if kind == "cryptocurrency-wallet":
            need(each["id"] == f"{kind}--{uuid.uuid5(STIX, each['value'])}", "a wallet's id is of its address")
        if kind in CONTRIBUTING:
            content = {key: each[key] for key in CONTRIBUTING[kind] if key in each}
            agree += each["id"] == f"{kind}--{uuid.uuid5(STIX, canonical(content))}"
        for key, value in each.items():
            for ref in [value] if key.endswith("_ref") else value if key.endswith("_refs") else []:
                need(ref in ids, f"{key} is here")
    need(agree >= 3, "ids of observables are as STIX makes them")
    print(f"ok stix {len(objects)} objects")
    return objects


def check_schemas(folder, objects):
    try:
        from jsonschema import Draft202012Validator, RefResolver
    except ImportError:
        return print("skipped: no jsonschema")
    checked = 0
    for kind in ("cryptocurrency-wallet", "bank-account"):
        schema = json.loads((folder / f"schema_{kind}.json").read_text())
        # The core they refer to is not in any package: what it asks is checked by tests/unit/interop/stix.test.ts.
        core = {part["$ref"]: {} for part in schema["allOf"] if "$ref" in part}
        validator = Draft202012Validator(schema, resolver=RefResolver("", schema, store=core))
        need(not validator.is_valid({"type": kind, "id": f"{kind}--x", "value": 1, "extensions": {}}), "the schema refuses what is wrong")
        for each in objects:
            if each["type"] == kind:
                errors = [error.message for error in validator.iter_errors(each)]
                need(not errors, f"{kind} {errors[:1]}")
                checked += 1
    need(checked >= 3, "there are wallets and accounts")
    print(f"ok jsonschema {checked} objects")


def check_case(text):
    read(text)
    try:
        from rdflib import RDF, BNode, Graph, Literal, Namespace, URIRef
        from rdflib.namespace import XSD
    except ImportError:
        return print("skipped: no rdflib")
    graph = Graph().parse(data=text, format="json-ld")
    uco = "https://ontology.unifiedcyberontology.org/uco/"
    case = Namespace("https://ontology.caseontology.org/case/investigation/")
    core, types, observable = (Namespace(f"{uco}{name}/") for name in ("core", "types", "observable"))
    known = (uco, str(case), str(RDF))
    for subject, predicate, value in graph:
        need(isinstance(subject, URIRef) and not isinstance(value, BNode), "no node is blank")
        need(str(predicate).startswith(known), f"{predicate} is a term of CASE or UCO")
        need(not isinstance(value, Literal) or getattr(value, "ill_typed", False) is not True, "literals are of their types")
        if isinstance(value, URIRef) and predicate != RDF.type:
            need((value, RDF.type, None) in graph, f"{value} is described here")
    for node in set(graph.subjects(RDF.type, None)):
        need(re.search(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-5][0-9a-f]{3}-[0-9a-f]{4}-[0-9a-f]{12}$", str(node)), "a node ends with a UUID")
        need(len(list(graph.objects(node, RDF.type))) == 1, "a node is of one class")
    hashes = list(graph.subjects(RDF.type, types.Hash))
    for node in hashes:
        value = graph.value(node, types.hashValue)
        need(value.datatype == XSD.hexBinary and len(value.toPython()) == 32, "a hash is 32 bytes")
        content = graph.value(None, observable.hash, node)
        need((graph.value(None, core.hasFacet, content), RDF.type, observable.File) in graph, "a hash is a file's")
    for node in graph.subjects(RDF.type, core.Relationship):
        need(len(list(graph.objects(node, core.target))) == 1 and graph.value(node, core.isDirectional).datatype == XSD.boolean, "a relationship is whole")
    for name in ("startTime", "endTime", "objectCreatedTime", "modifiedTime"):
        for value in graph.objects(None, core[name]):
            need(value.datatype == XSD.dateTime and value.toPython().tzinfo is not None, f"{name} is an instant")
    need(len(hashes) >= 1 and list(graph.subjects(RDF.type, case.Investigation)), "there is an investigation with a file")
    print(f"ok rdflib {len(graph)} triples")


def main():
    model, schemas, ftm, stix, case = (Path(name) for name in sys.argv[1:6])
    check_ftm(json.loads(model.read_text("utf-8")), ftm.read_text("utf-8"))
    check_schemas(schemas, check_stix(stix.read_text("utf-8")))
    check_case(case.read_text("utf-8"))


main()
