#!/bin/sh
# Checks a .dalel bundle without Dalel: age, tar, sha256sum, openssl and the usual text tools. ssh-keygen and python3 are used when they are there.
# KEYFILE may be "-": then age asks for the passphrase of a copy that was made for an addressee.
# A file sealed to post-quantum keys needs age 1.3 or newer. With an older one an ordinary file opens all the same with a KEYFILE that holds both kinds of keys.
# Usage: verify-bundle.sh FILE KEYFILE|- [SENDER.dalel-id]     0 = everything held, 1 = something did not, 2 = wrong words
# Format: assets/docs/format/bundle.md
set -u
LC_ALL=C
export LC_ALL

if [ $# -lt 2 ] || [ $# -gt 3 ]; then
  echo "usage: verify-bundle.sh FILE KEYFILE [SENDER.dalel-id]" >&2
  exit 2
fi
work=$(mktemp -d) || exit 2
trap 'rm -rf "$work"' EXIT

pass() { echo "PASS $1"; }
fail() { echo "FAIL $1"; exit 1; }

# base64url without padding -> bytes
from_base64url() {
  text=$(printf %s "$1" | tr '_-' '/+')
  while [ $((${#text} % 4)) -ne 0 ]; do text="$text="; done
  printf %s "$text" | base64 -d
}
to_base64url() { base64 -w0 | tr '/+' '_-' | tr -d '='; }

# An Ed25519 public key (64 hex digits) as SubjectPublicKeyInfo, RFC 8410
public_key() { printf '302a300506032b6570032100%s' "$1" | xxd -r -p > "$work/key.der"; }
is_signed() { openssl pkeyutl -verify -pubin -keyform DER -inkey "$work/key.der" -rawin -in "$work/tbs" -sigfile "$work/sig" > /dev/null 2>&1; }

# 1. Two steps, never a pipe: tar must not see a byte before age has seen the last one.
# The lines of the header that name whom it is for, by their kind.
kinds=$(head -c 262144 "$1" | sed -n '/^--- /q; s/^-> \([A-Za-z0-9]*\) .*/\1/p' | sort -u | tr '\n' ' ')
case "$kinds" in
  "mlkem768x25519 ") seal="post-quantum keys" ;;
  *mlkem768x25519*) fail "decryption: sealed to post-quantum and to other keys at once, which protects nothing; Dalel makes no such file" ;;
  "scrypt ") seal="a passphrase" ;;
  *) seal="ordinary keys" ;;
esac
is_new() { age --version 2> /dev/null | sed 's/^[^0-9]*//' | awk -F. '{ exit !($1 > 1 || ($1 == 1 && $2 >= 3)) }'; }
if [ "$seal" = "post-quantum keys" ] && ! is_new; then
  fail "decryption: sealed to post-quantum keys: age 1.3 or newer is needed, this is $(age --version 2> /dev/null || echo unknown). Nothing was checked"
fi
if [ "$2" = - ]; then
  age -d -o "$work/b.tar" "$1" || fail "decryption"
elif is_new; then
  age -d -i "$2" -o "$work/b.tar" "$1" 2> "$work/age.txt" || fail "decryption: $(tail -n 1 "$work/age.txt")"
else
  # An age before 1.3 refuses a whole key file for a post-quantum line in it. What it is given comes through a pipe, never to a disk.
  sed '/^AGE-SECRET-KEY-PQ-1/d' "$2" | age -d -i - -o "$work/b.tar" "$1" 2> "$work/age.txt" || fail "decryption: $(tail -n 1 "$work/age.txt")"
fi
echo "SEALED to $seal"
pass "decryption"
tar -tvf "$work/b.tar" > "$work/list.txt" 2> /dev/null || fail "archive"
grep -qv '^-' "$work/list.txt" && fail "archive: something that is not a plain file"
tar -tf "$work/b.tar" | grep -Evq '^bundle/[a-z0-9][a-z0-9./-]*$' && fail "archive: a name that may not be"
tar -tf "$work/b.tar" | grep -q '\.\.' && fail "archive: a name that may not be"
[ -z "$(tar -tf "$work/b.tar" | sort | uniq -d)" ] || fail "archive: a name twice"
tar -xf "$work/b.tar" -C "$work" || fail "archive"
cd "$work/bundle" 2> /dev/null || fail "archive"
pass "archive"

# 2. Manifests: every listed file is right, and no file is unlisted.
sha256sum --quiet --strict -c tagmanifest-sha256.txt > /dev/null 2>&1 || fail "tag manifest"
sha256sum --quiet --strict -c manifest-sha256.txt > /dev/null 2>&1 || fail "payload manifest"
{ cut -c 67- manifest-sha256.txt tagmanifest-sha256.txt; echo tagmanifest-sha256.txt; } | sort > "$work/listed.txt"
find . -type f | sed 's/^\.\///' | sort | cmp -s - "$work/listed.txt" || fail "a file is not listed"
grep -o '{"path":"[^"]*","sha256":"[0-9a-f]*","sizeBytes":[0-9]*}' statement.json \
  | sed 's/{"path":"\([^"]*\)","sha256":"\([0-9a-f]*\)".*/\2  \1/' | cmp -s - manifest-sha256.txt || fail "the statement signs other files"
pass "manifests"

# 3. The statement: JWS, detached, by the key of the sender it names and, where it names one, of the second officer; no other signature.
# An escaped quote is \\", so these patterns never match inside a text.
author=$(sed 's/.*"sender":{//; s/.*"author":"\([0-9a-f]\{64\}\)".*/\1/' statement.json)
cosigner=$(sed -n 's/.*"cosigner":{"agency":[^}]*"author":"\([0-9a-f]\{64\}\)".*/\1/p' statement.json)
# number of the signature, its key, its name
check_jws() {
  public_key "$2"
  x=$(printf %s "$2" | xxd -r -p | to_base64url)
  kid=$(printf '{"crv":"Ed25519","kty":"OKP","x":"%s"}' "$x" | openssl dgst -sha256 -binary | to_base64url)
  protected=$(printf '{"alg":"Ed25519","b64":false,"crit":["b64"],"kid":"%s"}' "$kid" | to_base64url)
  grep -o '{"protected":"[^"]*","signature":"[^"]*"}' statement.jws | sed -n "$1p" > "$work/one.txt"
  [ "$protected" = "$(sed 's/.*"protected":"\([^"]*\)".*/\1/' "$work/one.txt")" ] || fail "$3 signature: another header or key"
  { printf '%s.' "$protected"; cat statement.json; } > "$work/tbs"
  from_base64url "$(sed 's/.*"signature":"\([^"]*\)".*/\1/' "$work/one.txt")" > "$work/sig"
  is_signed || fail "$3 signature (JWS)"
  pass "$3 signature (JWS)"
}
# key, file of the signature, its name
check_ssh() {
  command -v ssh-keygen > /dev/null 2>&1 || return 0
  blob=$(printf '0000000b7373682d6564323535313900000020%s' "$1" | xxd -r -p | base64 -w0)
  echo "signer ssh-ed25519 $blob" > "$work/signers"
  ssh-keygen -Y verify -f "$work/signers" -I signer -n dalel.bundle -s "$2" < statement.json > /dev/null 2>&1 || fail "$3 signature (SSHSIG)"
  pass "$3 signature (SSHSIG)"
}
check_jws 1 "$author" statement
check_ssh "$author" statement.json.sig statement
signed=1
if [ -n "$cosigner" ]; then
  check_jws 2 "$cosigner" "second officer's"
  check_ssh "$cosigner" cosigner.sig "second officer's"
  signed=2
fi
[ "$(grep -o '"protected":' statement.jws | wc -l)" -eq "$signed" ] || fail "statement signature: somebody it does not name"

# 4. The sender's identity file signs itself, and is the one that was handed over by another way.
public_key "$author"
head -n 1 data/sender.dalel-id | tr -d '\n' > "$work/identity"
{ printf 'dalel.identity.1\n'; cat "$work/identity"; } > "$work/tbs"
sed -n 2p data/sender.dalel-id | base64 -d > "$work/sig" 2> /dev/null
is_signed || fail "sender's identity"
if [ $# -eq 3 ]; then
  (cd "$OLDPWD" && head -n 1 "$3" | tr -d '\r\n') > "$work/expected"
  cmp -s "$work/identity" "$work/expected" || fail "sender: another identity than the one given"
  pass "sender: the identity given"
else
  pass "sender's identity (not compared with any you trust)"
fi

# 5. Every commit is signed by its author.
count=0
while IFS= read -r line; do
  header=$(printf '%s\n' "$line" | sed -n 's/^{"header":\(.*\),"signature":"[A-Za-z0-9+\/=]*"}$/\1/p')
  [ -n "$header" ] || fail "commit $count: not in its form"
  printf 'dalel.commit.1\n%s' "$header" > "$work/tbs"
  printf '%s\n' "$line" | sed 's/.*,"signature":"\([A-Za-z0-9+\/=]*\)"}$/\1/' | base64 -d > "$work/sig"
  public_key "$(printf %s "$header" | sed 's/.*"author":"\([0-9a-f]\{64\}\)".*/\1/')"
  is_signed || fail "commit $count: signature"
  count=$((count + 1))
done < data/commits.jsonl
pass "commit signatures: $count"

# 6. Every disclosed claim is a leaf of its commit's signed root (RFC 9162).
if command -v python3 > /dev/null 2>&1; then
  python3 - << 'PYTHON' || fail "claims"
import hashlib, json
H = lambda *parts: hashlib.sha256(b"".join(parts)).digest()
def root(leaves):
    if not leaves: return H()
    if len(leaves) == 1: return leaves[0]
    k = 1
    while 2 * k < len(leaves): k *= 2
    return H(b"\x01", root(leaves[:k]), root(leaves[k:]))
leaves, at, commits = open("data/leaves.bin", "rb").read(), 0, {}
for line in open("data/commits.jsonl", "rb"):
    text = line[len(b'{"header":'):line.rindex(b',"signature":')]
    header = json.loads(text)
    own = [leaves[i:i + 32] for i in range(at, at + 32 * header["count"], 32)]
    at += 32 * header["count"]
    assert root(own).hex() == header["root"], "root"
    commits[hashlib.sha256(text).hexdigest()] = own
assert at == len(leaves), "leaves"
for line in open("data/claims.jsonl", "rb"):
    entry = json.loads(line)
    text = line[line.index(b'"line":') + 7:line.rindex(b',"salt":')]
    assert H(b"\x00", bytes.fromhex(entry["salt"]), text) == commits[entry["commit"]][entry["index"]], "claim"
PYTHON
  pass "claims and roots"
else
  echo "SKIP claims and roots: python3 is not here"
fi
echo "OK"
