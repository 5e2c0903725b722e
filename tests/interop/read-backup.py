"""Reads a backup as assets/docs/format/backup.md says it, by its recovery code, with Python's `cryptography` alone.

Usage: read-backup.py FILE RECOVERY-CODE. Prints JSON: what the head says, and the records that follow. Any breach ends it with an error.
"""
import base64, hashlib, json, re, struct, sys

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

SEGMENT, STEP, TAG = 1_048_576, 65_536, 16
NAME = re.compile(r"[a-z0-9][a-z0-9.]{0,99}")


def hkdf(key, info, length=32, salt=None):
    return HKDF(hashes.SHA256(), length, salt, info).derive(key)


def open_seal(key, purpose, sealed):
    assert sealed[0] == 1
    derived = hkdf(key, b"dalel.seal.1", 64, sealed[1:17])
    assert derived[32:] == sealed[17:49], "key check of a seal"
    return AESGCM(derived[:32]).decrypt(bytes(12), sealed[49:], purpose.encode())


def secret_of(code):
    signs = "".join(group[:4] for group in code.split("-"))
    bits = 0
    for sign in signs:
        bits = bits << 5 | "0123456789ABCDEFGHJKMNPQRSTVWXYZ".index(sign)
    return bits.to_bytes(20, "big")


def plain_of(data, vault_key):
    assert data[:16] == b"dalel.backup.1\r\n", "magic"
    (length,) = struct.unpack(">I", data[16:20])
    at = 20 + length
    salt, check, body = data[at : at + 16], data[at + 16 : at + 48], data[at + 48 :]
    before = hashlib.sha256(data[:at]).digest()
    derived = hkdf(hkdf(vault_key, b"dalel.vault.1 backups"), b"dalel.segments.1 " + before, 64, salt)
    assert derived[32:] == check, "key check"
    count = -(-len(body) // (SEGMENT + TAG))
    plain = b""
    for index in range(count):
        sealed = body[index * (SEGMENT + TAG) : (index + 1) * (SEGMENT + TAG)]
        plain += AESGCM(derived[:32]).decrypt(index.to_bytes(11, "big") + bytes([index == count - 1]), sealed, None)
    assert len(plain) % STEP == 0, "padding"
    return plain


def records_of(plain):
    at = 0
    while True:
        kind, length = plain[at], struct.unpack(">I", plain[at + 1 : at + 5])[0]
        yield kind, plain[at + 5 : at + 5 + length]
        at += 5 + length
        if kind == 6:
            break
    assert not any(plain[at:]), "zeros behind the end"


def named(body):
    name = body[1 : 1 + body[0]].decode()
    assert NAME.fullmatch(name), "name"
    return name, body[1 + body[0] :]


def main(path, code):
    data = open(path, "rb").read()
    header = json.loads(data[20 : 20 + struct.unpack(">I", data[16:20])[0]])
    purpose = "dalel.vault.1 key by recovery"
    vault_key = open_seal(hkdf(secret_of(code), purpose.encode()), purpose, base64.b64decode(header["byRecovery"]))
    records = list(records_of(plain_of(data, vault_key)))
    assert [kind for kind, _ in records] == sorted(kind for kind, _ in records), "order"
    head, end = json.loads(records[0][1]), json.loads(records[-1][1])
    tail_key = hkdf(vault_key, b"dalel.vault.1 run tails")
    boxes = [(*named(body)[:1], struct.unpack(">Q", named(body)[1][:8])[0], named(body)[1][8:]) for kind, body in records if kind == 3]
    slots = [named(body)[0] for kind, body in records if kind == 4]
    tails = dict(named(body) for kind, body in records if kind == 2)
    assert slots == sorted(set(slots)) and end == {"boxes": len(boxes), "slots": len(slots), "chunks": sum(kind == 5 for kind, _ in records)}
    assert list(tails) == [run["stored"] for run in head["runs"]], "a tail for each run"
    for run in head["runs"]:
        own = [(sequence, sealed) for stored, sequence, sealed in boxes if stored == run["stored"]]
        assert [sequence for sequence, _ in own] == list(range(run["boxes"])), "boxes"
        assert hashlib.sha256(own[-1][1]).hexdigest() == run["last"], "last box"
        tail = json.loads(open_seal(tail_key, f"dalel.run-tail.1 {run['stored']}", tails[run["stored"]]))
        assert (tail["count"], tail["last"]) == (run["boxes"], run["last"]), "tail"
        before = "0" * 64
        for sequence, sealed in own:
            content = open_seal(base64.b64decode(tail["secret"]), f"dalel.run-box.1 {run['stored']} {sequence}", sealed)
            assert content[:32].hex() == before, "chain"
            before = hashlib.sha256(sealed).hexdigest()
    print(json.dumps({"madeAt": head["madeAt"], "runs": [[run["name"], run["boxes"]] for run in head["runs"]], **end}))


main(*sys.argv[1:])
