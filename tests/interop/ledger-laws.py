"""Recomputes worked vectors of the ledger's laws from assets/docs/format/commit.md alone: nothing of Dalel is used, only Python's own library.

Usage: python3 ledger-laws.py vector.json ...   Exit 0 = all of it is as computed here; 1 = the first fault is printed. Signatures: openssl.
"""

import hashlib
import hmac
import json
import sys


class Fault(Exception):
    pass


def need(condition, what):
    if not condition:
        raise Fault(what)


def sha256(*parts):
    return hashlib.sha256(b"".join(parts)).digest()


def canonical(value):
    """RFC 8785 for what occurs here: whole numbers, and keys of ASCII."""
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False)


def root_of(leaves):
    """RFC 9162 section 2.1.1, as it is written there."""
    if not leaves:
        return sha256()
    if len(leaves) == 1:
        return leaves[0]
    split = 1
    while split * 2 < len(leaves):
        split *= 2
    return sha256(b"\x01", root_of(leaves[:split]), root_of(leaves[split:]))


ASSERTION = {"op", "subject", "property", "value", "during", "source", "grade", "handling", "nationalMark"}
HEADER = {"format", "case", "parents", "author", "agency", "clock", "saidAt", "intent", "act", "undoes", "ontology", "count", "root"}
VALUES = {
    "text": [{"kind", "text"}],
    "identifier": [{"kind", "text"}],
    "decimal": [{"kind", "text"}, {"kind", "text", "unit"}],
    "amount": [{"kind", "text", "asset"}],
    "date": [{"kind", "from", "to"}],
    "entity": [{"kind", "entity"}],
    "file": [{"kind", "sha256", "sizeBytes", "mediaType"}],
}
LATER_INTENTS = {"rule", "withdraw", "merge", "unmerge", "distinct", "match", "copy", "dispute", "deconflict"}


def format_of(said):
    """The lowest format that carries a statement; its members must be known."""
    if said["op"] == "retract":
        need(set(said) == {"op", "claim"}, "members of a retraction")
        return 1
    need(said["op"] == "assert" and set(said) - {"note"} == ASSERTION, "members of an assertion")
    need(set(said["value"]) in VALUES[said["value"]["kind"]], "members of a value")
    place = {} if said["source"] is None else said["source"]["place"]
    need(not place or set(place) - {"time"} == {"page", "row", "column"}, "members of a place")
    return 2 if "note" in said or "unit" in said["value"] or "time" in place else 1


def read_commits(vector):
    commits = []
    for given in vector["commits"]:
        header = json.loads(given["header"])
        need(set(header) == HEADER and canonical(header) == given["header"], "header is not canonical")
        need(sha256(given["header"].encode()).hex() == given["id"], "commit id")
        ids, claims, lowest = [], [], 2 if header["intent"] in LATER_INTENTS else 1
        for index, claim in enumerate(given["claims"]):
            line, salt = claim["line"], bytes.fromhex(claim["salt"])
            said = json.loads(line)
            need(canonical(said) == line, "line is not canonical")
            derived = hmac.new(bytes.fromhex(given["saltKey"]), index.to_bytes(4, "big"), "sha256").digest()[:16]
            need(derived == salt, "salt")
            need(sha256(b"\x00", salt, line.encode()).hex() == claim["id"], "claim id")
            lowest = max(lowest, format_of(said))
            ids.append(bytes.fromhex(claim["id"]))
            claims.append({"id": claim["id"], "said": said})
        need(header["format"] == lowest, "format is not the lowest that carries it")
        need(header["count"] == len(ids) and header["root"] == root_of(ids).hex(), "root")
        need((header["intent"] == "undo") == (header["undoes"] != ""), "undoes")
        commits.append({"id": given["id"], "header": header, "claims": claims})
    clocks = {commit["id"]: commit["header"]["clock"] for commit in commits}
    for commit in commits:
        known = [clocks[parent] for parent in commit["header"]["parents"] if parent in clocks]
        need(commit["header"]["parents"] == sorted(set(commit["header"]["parents"])), "parents are not ascending")
        if len(known) == len(commit["header"]["parents"]):
            need(commit["header"]["clock"] == 1 + max(known, default=0), "clock")
    return commits


class Case:
    """What a reader holds, folded as decision 0001 says."""

    def __init__(self, commits, holds, viewpoint):
        self.own, self.day, self.is_dated = viewpoint["own"], viewpoint["day"], viewpoint["isDated"]
        self.said, self.tellers, self.retractions = {}, {}, {}
        for held in holds:
            commit = commits[held["commit"]]
            for index in held["claims"]:
                claim = commit["claims"][index]
                self.said[claim["id"]] = claim["said"]
                self.tellers.setdefault(claim["id"], {})[commit["id"]] = commit["header"]
        for claim, said in self.said.items():
            if said["op"] == "retract":
                self.retractions.setdefault(said["claim"], []).append(claim)
        self.live = {c: sorted(self.against(c)) for c, s in self.said.items() if s["op"] == "assert" and self.standing(c) and self.holds(s["during"])}
        self.find_same()
        self.find_origins()

    def standing(self, claim):
        """Agencies that say a claim and do not take it back."""
        return {header["agency"] for header in self.tellers[claim].values()} - self.against(claim)

    def against(self, claim):
        """Agencies whose retraction of a claim counts."""
        return {agency for each in self.retractions.get(claim, []) for agency in self.standing(each)}

    def teller(self, claim):
        standing = self.standing(claim)
        told = [(h["agency"] != self.own, h["clock"], c, h) for c, h in self.tellers[claim].items() if h["agency"] in standing]
        return min(told, key=lambda each: each[:3])

    def holds(self, during):
        if not self.is_dated or during is None:
            return True
        first, last = during["from"][:10], during["to"][:10]
        return (first == "" or first <= self.day) and (last == "" or last >= self.day or self.day.startswith(last))

    def ties(self, kind):
        """Pairs that live links of a type tie, of what we do not contest: our own word first, then the least. Each with whether all of it is ours."""
        links = {}
        for claim, disputed in self.live.items():
            if self.own not in disputed:
                said = self.said[claim]
                foreign = self.teller(claim)[0]
                links.setdefault(said["subject"], {}).setdefault(said["property"], []).append((foreign, said["value"]))
        pairs = []
        for parts in links.values():
            types = [(f, v["text"]) for f, v in parts.get("type", []) if v["kind"] == "text" and v["text"] in ("sameAs", "distinctFrom", "copyOf")]
            ends = [sorted((f, v["entity"]) for f, v in parts.get(end, []) if v["kind"] == "entity") for end in ("from", "to")]
            if types and min(types)[1] == kind and ends[0] and ends[1]:
                ours = not (min(types)[0] or ends[0][0][0] or ends[1][0][0])
                pairs.append((ends[0][0][1], ends[1][0][1], ours))
        return pairs

    def find_same(self):
        same = self.ties("sameAs")
        merged = {frozenset((a, b)) for a, b, ours in same if ours}
        apart = {frozenset((a, b)) for a, b, ours in self.ties("distinctFrom") if ours or frozenset((a, b)) not in merged}
        held = [(a, b) for a, b, _ in same if a != b and frozenset((a, b)) not in apart]
        group_of = {}
        for a, b in held:
            joined = group_of.get(a, {a}) | group_of.get(b, {b})
            for each in joined:
                group_of[each] = joined
        self.groups, self.key_of = {}, {}
        absorbed = {a for a, _ in held}
        for group in group_of.values():
            key = min([each for each in group if each not in absorbed] or group)
            self.groups[key] = sorted(group - {key})
            for each in group:
                self.key_of[each] = key

    def find_origins(self):
        copies = {}
        for copy, original, _ in self.ties("copyOf"):
            copies.setdefault(copy, set()).add(original)

        def reach(start):
            seen, waiting = {start}, [start]
            while waiting:
                for each in copies.get(waiting.pop(), ()):
                    if each not in seen:
                        seen.add(each)
                        waiting.append(each)
            return seen

        def origins(start):
            ends = [at for at in reach(start) if all(at in reach(each) for each in reach(at))]
            return sorted({min(reach(at)) for at in ends})

        self.origins_of = origins
        self.copied = {each for copy, originals in copies.items() for each in {copy} | originals}

    def voice(self, claim):
        """The independent origins a claim goes back to."""
        source = self.said[claim]["source"]
        if source is None:
            return ["agency/" + self.teller(claim)[3]["agency"]]
        key = canonical(["exhibit", source["file"]])
        return self.origins_of(sha256(b"dalel.entity.1\n", key.encode()).hex()[:32])

    def sees(self):
        rows = {}
        for claim in self.live:
            said = self.said[claim]
            rows.setdefault((self.key_of.get(said["subject"], said["subject"]), said["property"]), []).append(claim)
        order, corroboration = {}, {}
        for (entity, name), claims in rows.items():
            if len(claims) < 2:
                continue
            count = {}
            for claim in claims:
                same = [self.voice(each) for each in claims if self.said[each]["value"] == self.said[claim]["value"]]
                count[claim] = independent(same)
                if count[claim] > 1:
                    corroboration[claim] = count[claim]
            ruled = self.ruled(entity, name, rows)
            order[entity + "/" + name] = sorted(claims, key=lambda claim: self.preference(claim, ruled, count[claim]))
        return {
            "live": self.live,
            "order": order,
            "corroboration": corroboration,
            "groups": self.groups,
            "origins": {exhibit: self.origins_of(exhibit) for exhibit in self.copied},
        }

    def ruled(self, entity, name, rows):
        """The claim our latest ruling in force about a property names."""
        rulings = []
        for ruling in rows.get((entity, "reliesOn"), []):
            said, (_, clock, commit, header) = self.said[ruling], self.teller(ruling)
            until = "" if said["during"] is None else said["during"]["to"]
            in_force = until == "" or until[:10] >= self.day or self.day.startswith(until)
            if header["agency"] == self.own and in_force and said["value"]["text"] in rows.get((entity, name), []):
                rulings.append((clock, commit, said["value"]["text"]))
        return max(rulings)[2] if rulings else None

    def preference(self, claim, ruled, count):
        """Our ruling; what we do not contest; the grade; origins; the later, as the ledger orders commits; the lesser id."""
        grade = self.said[claim]["grade"]
        _, clock, commit, _ = self.teller(claim)
        rank = "ABCDEF".index(grade[0]) + int(grade[1])
        return (claim != ruled, self.own in self.live[claim], rank, grade, -count, -clock, -int(commit, 16), claim)


def independent(voices):
    """Voices of which no two share an origin, those with fewest origins first."""
    heard, count = set(), 0
    for voice in sorted(voices, key=lambda each: (len(each), ",".join(each))):
        if not heard & set(voice):
            heard |= set(voice)
            count += 1
    return count


def check_law(law, readings):
    first, *rest = [readings[name] for name in law["readings"]]
    if law["kind"] == "same":
        return all(each["sees"] == first["sees"] for each in rest)
    if law["kind"] == "different":
        return all(each["sees"] != first["sees"] for each in rest)
    if law["kind"] == "restricts":
        return all(first["sees"]["live"].get(claim) == by for each in rest for claim, by in each["sees"]["live"].items())
    need(law["kind"] == "grows", "a law nobody knows")
    pairs = zip([first, *rest], rest)
    return all(len(a["holds"]) < len(b["holds"]) and b["holds"][: len(a["holds"])] == a["holds"] for a, b in pairs)


def check(path):
    with open(path, encoding="utf-8") as file:
        vector = json.load(file)
    commits = read_commits(vector)
    for reading in vector["readings"]:
        found = Case(commits, reading["holds"], reading["viewpoint"]).sees()
        for part, wanted in reading["sees"].items():
            need(found.get(part) == wanted, "%s: %s is %s" % (reading["name"], part, canonical(found.get(part))))
        need(set(found) == set(reading["sees"]), "parts of what is seen")
    readings = {reading["name"]: reading for reading in vector["readings"]}
    need(vector["laws"], "a vector without a law")
    for law in vector["laws"]:
        need(check_law(law, readings), "the law does not hold: " + canonical(law))
    return "%s: %d commits, %d readings" % (vector["law"], len(commits), len(readings))


if __name__ == "__main__":
    for name in sys.argv[1:]:
        try:
            print("PASS", check(name))
        except (Fault, KeyError, ValueError, TypeError, IndexError) as fault:
            print("FAULT", name, fault)
            sys.exit(1)
