"""Checks an audit extract with openssl alone: verify-audit.py FILE.json FILE.csv. For courts and laboratories."""
import base64, hashlib, json, subprocess, sys, tempfile

def verified(key, message, signature):
    with tempfile.TemporaryDirectory() as folder:
        paths = [folder + "/" + name for name in ("key", "message", "signature")]
        parts = (bytes.fromhex("302a300506032b6570032100" + key), message, signature)
        for path, content in zip(paths, parts):
            open(path, "wb").write(content)
        words = "openssl pkeyutl -verify -pubin -keyform DER -rawin".split()
        return subprocess.run(words + ["-inkey", paths[0], "-in", paths[1], "-sigfile", paths[2]], capture_output=True).returncode == 0

text, signature = open(sys.argv[1], "rb").read().split(b"\n")[:2]
log = json.loads(text)
assert verified(log["author"], b"dalel.audit.1\n" + text, base64.b64decode(signature)), "signature of the extract"
assert hashlib.sha256(open(sys.argv[2], "rb").read()).hexdigest() == log["csvSha256"], "CSV"
commits = [commit for entry in log["entries"] for commit in entry["commits"]]
for commit in commits:
    header = commit["header"].encode()
    assert hashlib.sha256(header).hexdigest() == commit["id"], commit["id"]
    assert verified(json.loads(header)["author"], b"dalel.commit.1\n" + header, base64.b64decode(commit["signature"])), commit["id"]
print(f"OK {len(log['entries'])} acts, {len(commits)} records")
