#!/usr/bin/env python3
"""Writes a .dalel bundle without Dalel: Python's standard library, openssl for Ed25519 and age for the envelope.

usage: make-bundle.py FOLDER RECIPIENT.dalel-id [--second]
Writes FOLDER/made.dalel and FOLDER/sender.dalel-id; with --second a second officer signs too. Follows assets/docs/format/bundle.md and commit.md, and
nothing else: it is a second writer.
"""
import base64, hashlib, hmac, json, math, os, subprocess, sys

folder, recipient_file = sys.argv[1], sys.argv[2]
has_second = "--second" in sys.argv
sha = lambda data: hashlib.sha256(data).hexdigest()
canonical = lambda value: json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
b64 = lambda data: base64.b64encode(data).decode()
b64url = lambda data: base64.urlsafe_b64encode(data).decode().rstrip("=")


class Officer:
    """A signing key made by openssl, and an age key made by age-keygen."""

    def __init__(self, name):
        self.pem = os.path.join(folder, name + ".pem")
        subprocess.run(["openssl", "genpkey", "-algorithm", "ed25519", "-out", self.pem], check=True)
        der = subprocess.run(["openssl", "pkey", "-in", self.pem, "-pubout", "-outform", "DER"], check=True, capture_output=True).stdout
        self.public, self.author = der[-32:], der[-32:].hex()
        made = subprocess.run(["age-keygen"], check=True, capture_output=True).stdout.decode()
        self.recipient = next(line.split(": ")[1] for line in made.splitlines() if line.startswith("# public key"))

    def sign(self, data):
        source = os.path.join(folder, "tbs")
        with open(source, "wb") as file:
            file.write(data)
        return subprocess.run(["openssl", "pkeyutl", "-sign", "-inkey", self.pem, "-rawin", "-in", source], check=True, capture_output=True).stdout

    def identity(self, officer):
        text = canonical({"type": "dalel.identity", "format": 1, "agency": "knb", "agencyName": "Комитет", "officer": officer,
                          "author": self.author, "ageRecipient": self.recipient, "createdAt": 1772000000000})
        return (text + "\n" + b64(self.sign(b"dalel.identity.1\n" + text.encode())) + "\n").encode()


def merkle(leaves):
    if len(leaves) == 1:
        return leaves[0]
    k = 1
    while 2 * k < len(leaves):
        k *= 2
    return hashlib.sha256(b"\x01" + merkle(leaves[:k]) + merkle(leaves[k:])).digest()


def field(data):
    return len(data).to_bytes(4, "big") + data


def ssh_signature(officer, message):
    blob_key = field(b"ssh-ed25519") + field(officer.public)
    signed = b"SSHSIG" + field(b"dalel.bundle") + field(b"") + field(b"sha256") + field(hashlib.sha256(message).digest())
    blob = (b"SSHSIG" + (1).to_bytes(4, "big") + field(blob_key) + field(b"dalel.bundle") + field(b"") + field(b"sha256")
            + field(field(b"ssh-ed25519") + field(officer.sign(signed))))
    text = b64(blob)
    lines = [text[i:i + 70] for i in range(0, len(text), 70)]
    return "\n".join(["-----BEGIN SSH SIGNATURE-----", *lines, "-----END SSH SIGNATURE-----", ""]).encode()


def jws(officers, payload):
    signatures = []
    for officer in officers:
        kid = b64url(hashlib.sha256(canonical({"crv": "Ed25519", "kty": "OKP", "x": b64url(officer.public)}).encode()).digest())
        protected = b64url(canonical({"alg": "Ed25519", "b64": False, "crit": ["b64"], "kid": kid}).encode())
        signatures.append({"protected": protected, "signature": b64url(officer.sign(protected.encode() + b"." + payload))})
    return canonical({"signatures": signatures}).encode()


sender, second = Officer("sender"), Officer("second") if has_second else None
sender_file = sender.identity("Лаборатория")
case = "5" * 32

# One commit: a person, and an exhibit with a Kazakh name. One of the person's claims stays at home.
evidence = "Шот,Сома\n1,2.50\n".encode()
evidence_hash = sha(evidence)
exhibit = hashlib.sha256(b"dalel.entity.1\n" + canonical(["exhibit", evidence_hash]).encode()).hexdigest()[:32]
person = "a" * 32


def claim(subject, prop, kind, source=None, **value):
    return canonical({"during": None, "grade": "B2", "handling": "green", "nationalMark": "", "op": "assert", "property": prop, "source": source,
                      "subject": subject, "value": {"kind": kind, **value}})


source = {"file": evidence_hash, "place": {"column": "", "page": 0, "row": 2}}
lines = [
    claim(person, "type", "text", text="person"),
    claim(person, "fullName", "text", source, text="Әлия Өмірбекқызы"),
    claim(person, "note", "text", text="This one is withheld"),
    claim(exhibit, "type", "text", text="exhibit"),
    claim(exhibit, "fileHash", "identifier", text=evidence_hash),
    claim(exhibit, "file", "file", sha256=evidence_hash, sizeBytes=len(evidence), mediaType="text/csv"),
    claim(exhibit, "fileName", "text", text="Көшірме қаңтар.csv"),
]
withheld = {2}
key = os.urandom(32)
salts = [hmac.new(key, i.to_bytes(4, "big"), hashlib.sha256).digest()[:16] for i in range(len(lines))]
leaves = [hashlib.sha256(b"\x00" + salt + line.encode()).digest() for salt, line in zip(salts, lines)]
header = canonical({"act": "1" * 32, "agency": "knb", "author": sender.author, "case": case, "clock": 1, "count": len(lines), "format": 1,
                    "intent": "add", "ontology": 3, "parents": [], "root": merkle(leaves).hex(), "saidAt": 1772442000000, "undoes": ""})
signature = sender.sign(b"dalel.commit.1\n" + header.encode())
commit = sha(header.encode())
disclosed = [f'{{"commit":"{commit}","index":{i},"line":{line},"salt":"{salts[i].hex()}"}}\n' for i, line in enumerate(lines) if i not in withheld]

payload = {
    "data/commits.jsonl": f'{{"header":{header},"signature":"{b64(signature)}"}}\n'.encode(),
    "data/leaves.bin": b"".join(leaves),
    "data/claims.jsonl": "".join(disclosed).encode(),
    "data/files.jsonl": (canonical({"handling": "green", "mediaType": "text/csv", "name": "Көшірме қаңтар.csv", "sha256": evidence_hash,
                                    "sizeBytes": len(evidence)}) + "\n").encode(),
    "data/sender.dalel-id": sender_file,
}
payload[f"data/evidence/{evidence_hash}.csv"] = evidence

recipient = json.loads(open(recipient_file, encoding="utf-8").readline())
named = lambda who, officer: {"author": who.author, "agency": "knb", "agencyName": "Комитет", "officer": officer}
statement = canonical({
    "type": "dalel.bundle", "format": 2, "case": case, "sentAt": 1772500000000, "sender": named(sender, "Лаборатория"),
    "cosigner": named(second, "Екінші офицер") if second else None,
    "recipients": [{"author": recipient["author"], "recipientHash": sha(recipient["ageRecipient"].encode())}], "addressee": "",
    "sequence": 1, "previous": "", "marking": "green", "nationalMark": "", "legalBasis": "", "purpose": "Сынақ", "retainUntil": "", "expiresAt": "",
    "counts": {"commits": 1, "disclosed": len(disclosed), "withheld": len(withheld), "files": 1},
    "payload": [{"path": path, "sha256": sha(data), "sizeBytes": len(data)} for path, data in payload.items()], "critical": [],
}).encode()

octets = sum(len(data) for data in payload.values())
tags = {
    "bagit.txt": b"BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n",
    "bag-info.txt": (f"Bag-Software-Agent: Dalel\nBagging-Date: 2026-03-03\nExternal-Identifier: {case}\nInternal-Sender-Identifier: {sender.author}\n"
                     f"Payload-Oxum: {octets}.{len(payload)}\nSource-Organization: knb\n").encode(),
    "statement.json": statement,
    "statement.jws": jws([sender, second] if second else [sender], statement),
    "statement.json.sig": ssh_signature(sender, statement),
}
if second:
    tags["cosigner.sig"] = ssh_signature(second, statement)
tags["manifest-sha256.txt"] = "".join(f"{sha(data)}  {path}\n" for path, data in payload.items()).encode()
tags["tagmanifest-sha256.txt"] = "".join(f"{sha(data)}  {name}\n" for name, data in tags.items()).encode()


def entry(name, data):
    block = bytearray(512)
    put = lambda at, text: block.__setitem__(slice(at, at + len(text)), text)
    put(0, name.encode())
    put(100, b"0000644\0")
    put(108, b"0000000\0")
    put(116, b"0000000\0")
    put(124, b"%011o\0" % len(data))
    put(136, b"%011o\0" % 1772500000)
    put(148, b"        ")
    put(156, b"0")
    put(257, b"ustar\x0000")
    put(148, b"%06o\0 " % sum(block))
    return bytes(block) + data + bytes(-len(data) % 512)


archive = b"".join(entry("bundle/" + name, data) for name, data in {**tags, **payload}.items())
size = len(archive) + 1024
exponent = int(math.log2(size))
unit = max(512, 2 ** (exponent - (int(math.log2(exponent)) + 1)))
archive += bytes(-(-size // unit) * unit - len(archive))
plain = os.path.join(folder, "made.tar")
with open(plain, "wb") as file:
    file.write(archive)
subprocess.run(["age", "-r", recipient["ageRecipient"], "-o", os.path.join(folder, "made.dalel"), plain], check=True)
with open(os.path.join(folder, "sender.dalel-id"), "wb") as file:
    file.write(sender_file)
