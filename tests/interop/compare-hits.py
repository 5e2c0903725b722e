"""Compares identifiers with a file of a deconfliction, without Dalel: compare-hits.py QUESTION [ANSWER] < "SECRET" LF "kind:value" LF ...
Python's standard library, openssl (signature) and the argon2 command. Prints the identifiers that the question holds, or the answer marks."""
import base64, hashlib, hmac, json, subprocess, sys, tempfile, unicodedata


def verified(key, message, signature):
    with tempfile.TemporaryDirectory() as folder:
        paths = [folder + "/" + name for name in ("key", "message", "signature")]
        parts = (bytes.fromhex("302a300506032b6570032100" + key), message, signature)
        for path, content in zip(paths, parts):
            open(path, "wb").write(content)
        words = "openssl pkeyutl -verify -pubin -keyform DER -rawin".split()
        return subprocess.run(words + ["-inkey", paths[0], "-in", paths[1], "-sigfile", paths[2]], capture_output=True).returncode == 0


def opened(path):
    text, signature = open(path, "rb").read().split(b"\n")[:2]
    body = json.loads(text)
    assert json.dumps(body, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode() == text, "canonical"
    signed = f"{body['type']}.{body['format']}\n".encode() + text
    assert verified(body["author"], signed, base64.b64decode(signature)), "signature"
    return body, hashlib.sha256(text).hexdigest()


def argon2id(text, salt, kib, passes):
    words = ["argon2", salt, "-id", "-k", str(kib), "-t", str(passes), "-p", "1", "-l", "32", "-r"]
    return bytes.fromhex(subprocess.run(words, input=text.encode(), capture_output=True, check=True).stdout.decode().strip())


def hkdf(key, info):
    prk = hmac.digest(bytes(32), key, "sha256")
    return hmac.digest(prk, info.encode() + b"\x01", "sha256")


def pieces(text):
    whole = base64.b64decode(text)
    found = [whole[at : at + 16] for at in range(0, len(whole), 16)]
    assert len(whole) % 1024 == 0 and found == sorted(set(found)), "order"
    return set(found)


secret, *identifiers = sys.stdin.read().splitlines()
question, question_hash = opened(sys.argv[1])
answer = opened(sys.argv[2])[0] if len(sys.argv) > 2 else None
bare = "".join(sign for sign in unicodedata.normalize("NFKC", secret).lower() if unicodedata.category(sign)[0] in "LN")
root = argon2id(bare, question["exchange"], 262144, 3)
key = {use: hkdf(root, f"dalel.hits.1 {use} {question['author']} {question['to']}") for use in ("check", "answer-check", "item", "digest", "mark")}
assert base64.b64decode(question["check"]) == key["check"][:16], "secret"
digests = pieces(question["digests"])
marks = set()
if answer is not None:
    assert answer["question"] == question_hash and answer["author"] == question["to"] and answer["to"] == question["author"], "answer to another question"
    assert base64.b64decode(answer["check"]) == key["answer-check"][:16], "secret of the answer"
    marks = pieces(answer["marks"])
    assert len(marks) == len(digests), "as many marks as digests"
for identifier in identifiers:
    kind, value = identifier.split(":", 1)
    text = f"{kind}\n{value}"
    named = argon2id(text, key["item"][:16].hex(), 8192, 1) if kind in ("phone", "iin", "bin") else text.encode()
    digest = hmac.digest(key["digest"], named, "sha256")[:16]
    if digest in digests if answer is None else hmac.digest(key["mark"], digest, "sha256")[:16] in marks:
        print(identifier)
