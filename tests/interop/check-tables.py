#!/usr/bin/env python3
"""Reads tables that left, as a stranger: python3's own csv, zipfile and ElementTree, and networkx where it is.

check-tables.py csv|xlsx|graphml FILE EXPECTED.json -> a line; exit 1 at the first that differs.
EXPECTED of a table: {"rows": [[text]], "mark": text, "delimiter": text}; of a graph: {"nodes": {id: {name: text}}, "edges": [[from, to, type]], "mark": text}.
"""
import csv
import json
import re
import sys
import zipfile
from xml.etree import ElementTree

MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
FORMULA = re.compile(r"^'+\s*[=+\-@|%\t\r\n＝＋－＠]")
RUNS = re.compile(r"^\s*[=+\-@|%\t\r\n＝＋－＠]")
NUMBER = re.compile(r"-?\d+(\.\d+)?")


def need(holds, rule):
    if not holds:
        sys.exit(f"FAIL {rule}")


def same(found, wanted):
    need(len(found) == len(wanted), f"{len(wanted)} rows, not {len(found)}")
    for at, (row, other) in enumerate(zip(found, wanted)):
        need(row == other, f"row {at}: {next(((a, b) for a, b in zip(row, other) if a != b), (len(row), len(other)))!r}")


def check_csv(path, wanted):
    with open(path, encoding="utf-8-sig", newline="") as file:
        rows = list(csv.reader(file, delimiter=wanted["delimiter"], strict=True))
    for row in rows:
        for cell in row:
            need(not RUNS.match(cell) or NUMBER.fullmatch(cell), f"no cell runs: {cell!r}")
    free = [[cell[1:] if FORMULA.match(cell) else cell for cell in row] for row in rows]
    need(all(row[-1] == wanted["mark"] for row in free[1:]), "each row has the mark")
    same([row[:-1] for row in free], wanted["rows"])
    print(f"ok csv {len(rows)} rows")


def unescape(text):
    return re.sub(r"_x([0-9a-fA-F]{4})_", lambda found: chr(int(found[1], 16)), text)


def place(reference):
    column = 0
    for letter in re.match(r"[A-Z]+", reference)[0]:
        column = column * 26 + ord(letter) - 64
    return column - 1


def check_xlsx(path, wanted):
    with zipfile.ZipFile(path) as book:
        need(book.testzip() is None, "every part has its checksum")
        parts = {name: ElementTree.fromstring(book.read(name)) for name in book.namelist()}
    sheets = parts["xl/workbook.xml"].findall(f"{MAIN}sheets/{MAIN}sheet")
    rows, kinds = [], set()
    for sheet in range(1, len(sheets)):
        width = 0
        for number, row in enumerate(parts[f"xl/worksheets/sheet{sheet}.xml"].iter(f"{MAIN}row")):
            need(row.get("r") == str(number + 1), "rows are numbered")
            cells = {place(cell.get("r")): cell for cell in row}
            width = len(cells) if number == 0 else width
            kinds |= {cell.get("t", "n") for cell in cells.values()}
            need(row.find(f".//{MAIN}f") is None, "no formula")
            text = lambda cell: "" if cell is None else unescape("".join(cell.itertext())) if cell.get("t") == "inlineStr" else cell[0].text
            if number > 0 or sheet == 1:
                rows.append([text(cells.get(at)) for at in range(width)])
            for cell in cells.values():
                need(cell.get("t") == "inlineStr" or repr(float(cell[0].text)) in (cell[0].text, cell[0].text + ".0"), f"a number keeps its digits: {cell[0].text}")
    same(rows, wanted["rows"])
    said = "".join(parts[f"xl/worksheets/sheet{len(sheets)}.xml"].itertext())
    need(wanted["mark"] in said, "the last sheet says the mark")
    need(wanted["mark"].replace("&", "&&") in parts["xl/worksheets/sheet1.xml"].find(f"{MAIN}headerFooter/{MAIN}oddHeader").text, "so does each page")
    print(f"ok xlsx {len(rows)} rows, cells {' '.join(sorted(kinds))}")


def check_graphml(path, wanted):
    try:
        import networkx
    except ImportError:
        print("skipped: no networkx")
        return
    graph = networkx.read_graphml(path, force_multigraph=True)
    need(graph.is_directed(), "it is directed")
    need(graph.graph["marking"] == wanted["mark"], "the graph says the mark")
    need(set(graph.nodes) == set(wanted["nodes"]), "the nodes are the things")
    for name, data in wanted["nodes"].items():
        for key, text in data.items():
            need(graph.nodes[name].get(key) == text, f"{key} of a node: {graph.nodes[name].get(key)!r} is {text!r}")
    edges = sorted([start, end, data["type"]] for start, end, data in graph.edges(data=True))
    need(edges == sorted(wanted["edges"]), "the edges are the links and flows")
    numbers = [data["count"] for _, _, data in graph.edges(data=True) if "count" in data]
    need(all(isinstance(number, int) for number in numbers), "a count is a number")
    print(f"ok graphml {len(graph.nodes)} nodes, {len(edges)} edges")


kind, file, expected = sys.argv[1:]
with open(expected, encoding="utf-8") as said:
    {"csv": check_csv, "xlsx": check_xlsx, "graphml": check_graphml}[kind](file, json.load(said))
