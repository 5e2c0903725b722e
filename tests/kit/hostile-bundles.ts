import { createTags, type Payload, signStatement, writeBag } from "../../shared/bundle/write-bag.ts";
import type { BundleError, BundleStatement } from "../../shared/bundle/model.ts";
import { statementToText } from "../../shared/bundle/statement.ts";
import { encodeTarHeader, tarBlockBytes, tarPadding } from "../../shared/bundle/ustar.ts";
import { bucketSize } from "../../shared/bundle/padme.ts";
import { sha256Hex } from "../../shared/crypto/hash.ts";
import { parseFileHash } from "../../shared/kernel/brand.ts";
import { type Bytes, bytesToUtf8, concatBytes, hexToBytes, utf8ToBytes } from "../../shared/kernel/bytes.ts";
import { collect } from "./exchange.ts";
import type { HonestBag } from "./honest-bag.ts";

/** A hostile plain archive: what it is called, how it is made, and what a reader must answer. */
export interface HostileBag {
  readonly name: string;
  readonly answer: BundleError["kind"];
  make(honest: HonestBag): Promise<Bytes> | Bytes;
}

interface Entry {
  readonly header: Bytes;
  readonly content: Bytes;
}

/** The entries of an archive, headers as they stand. */
function entriesOf(archive: Bytes): readonly Entry[] {
  const entries: Entry[] = [];
  for (let at = 0; archive[at] !== 0; ) {
    const size = Number.parseInt(bytesToUtf8(archive.subarray(at + 124, at + 135)) ?? "0", 8);
    entries.push({ header: archive.slice(at, at + tarBlockBytes), content: archive.slice(at + tarBlockBytes, at + tarBlockBytes + size) });
    at += tarBlockBytes + Math.ceil(size / tarBlockBytes) * tarBlockBytes;
  }
  return entries;
}

function pack(entries: readonly Entry[]): Bytes {
  const parts = concatBytes(...entries.flatMap(({ header, content }) => [header, content, tarPadding(content.length)]));
  return concatBytes(parts, new Uint8Array(bucketSize(parts.length + 2 * tarBlockBytes) - parts.length));
}

const entry = (name: string, content: Bytes = new Uint8Array(0)): Entry => ({ header: encodeTarHeader(name, content.length, 0), content });
const added =
  (...more: readonly Entry[]): HostileBag["make"] =>
  (honest) =>
    pack([...entriesOf(honest.archive), ...more]);

/** A header with some of its fields written over, its checksum right. */
function headerWith(base: Bytes, ...fields: readonly (readonly [at: number, text: string | Bytes])[]): Bytes {
  const block = base.slice();
  for (const [at, text] of fields) block.set(typeof text === "string" ? utf8ToBytes(text) : text, at);
  block.set(utf8ToBytes("        "), 148);
  const sum = block.reduce((total, byte) => total + byte, 0);
  block.set(utf8ToBytes(`${sum.toString(8).padStart(6, "0")}\0 `), 148);
  return block;
}
const plain = encodeTarHeader("bundle/x", 0, 0);
const special = (...fields: readonly (readonly [at: number, text: string | Bytes])[]): HostileBag["make"] =>
  added({ header: headerWith(plain, ...fields), content: new Uint8Array(0) });

const contentOf = (entries: readonly Entry[], name: string): Bytes =>
  entries.find(({ header }) => bytesToUtf8(header.subarray(0, 100))?.replace(/\0+$/, "") === `bundle/${name}`)?.content ?? new Uint8Array(0);

/** One file of the archive with another content, its header right; nothing is signed again. */
const replaced =
  (name: string, change: (text: string) => string): HostileBag["make"] =>
  ({ archive }) =>
    pack(
      entriesOf(archive).map((each) => {
        if (bytesToUtf8(each.header.subarray(0, 100))?.replace(/\0+$/, "") !== `bundle/${name}`) return each;
        return entry(`bundle/${name}`, utf8ToBytes(change(bytesToUtf8(each.content) ?? "")));
      }),
    );

/** What the sender signs himself: other payload or another statement, manifests and signatures right. */
async function signed(
  { statement, payload, evidence, sender: { signer } }: HonestBag,
  changes: Readonly<Record<string, Bytes>>,
  said: object = {},
): Promise<Bytes> {
  const lied: Payload = { ...payload, ...changes };
  const listed = statement.payload.map((each) => {
    const bytes = lied[each.path];
    const sha256 = bytes === undefined ? null : parseFileHash(sha256Hex(bytes));
    return bytes === undefined || sha256 === null ? each : { ...each, sha256, sizeBytes: bytes.length };
  });
  const edited: BundleStatement = { ...statement, payload: listed, ...said };
  const text = utf8ToBytes(statementToText(edited));
  const tags = createTags(edited, [await signStatement(text, (message) => signer.sign(message), hexToBytes(signer.author) ?? new Uint8Array(0))]);
  return collect(
    writeBag(edited, tags, lied, async function* (sha256) {
      yield evidence.get(sha256) ?? new Uint8Array(0);
    }),
  );
}
const lines = (honest: HonestBag, name: string): string => bytesToUtf8(honest.payload[name] ?? new Uint8Array(0)) ?? "";
/** A payload file of lines, changed and signed by the sender. */
const lying =
  (name: string, change: (text: string) => string): HostileBag["make"] =>
  (honest) =>
    signed(honest, { [name]: utf8ToBytes(change(lines(honest, name))) });
const stating =
  (said: object): HostileBag["make"] =>
  (honest) =>
    signed(honest, {}, said);
/** The statement's own text changed in a way our writer cannot write, and signed as it then stands. */
const statingText = (change: (text: string) => string): HostileBag["make"] => replaced("statement.json", change);

const claims = "data/claims.jsonl";
const evil = `bundle/data/evidence/${"0".repeat(64)}.csv`;

/** Hostile archives, each kind by its name. What is sealed to us is sealed by anybody: none of these needs the sender's help but those that say so. */
export const hostileBags: readonly HostileBag[] = [
  { name: "tar: a symbolic link", answer: "bad-archive", make: special([156, "2"], [157, "/etc/passwd"]) },
  { name: "tar: a hard link", answer: "bad-archive", make: special([156, "1"], [157, "bundle/bagit.txt"]) },
  { name: "tar: a character device", answer: "bad-archive", make: special([156, "3"]) },
  { name: "tar: a pipe", answer: "bad-archive", make: special([156, "6"]) },
  { name: "tar: a folder", answer: "bad-archive", make: special([0, "bundle/data/\0"], [156, "5"]) },
  { name: "tar: an absolute path", answer: "bad-archive", make: added(entry("/etc/passwd")) },
  { name: "tar: a path out of the folder", answer: "bad-archive", make: added(entry("bundle/data/evidence/../../../x.csv")) },
  { name: "tar: a drive letter", answer: "bad-archive", make: added(entry("C:\\x.csv")) },
  { name: "tar: a name twice", answer: "bad-archive", make: added(entry("bundle/bagit.txt")) },
  { name: "tar: a name that differs in case alone", answer: "bad-archive", make: added(entry("bundle/DATA/evidence/A.csv")) },
  { name: "tar: a name that is not ASCII, composed", answer: "bad-archive", make: special([0, "bundle/data/evidence/\u00e9.csv\0"]) },
  { name: "tar: a name that is not ASCII, decomposed", answer: "bad-archive", make: special([0, "bundle/data/evidence/e\u0301.csv\0"]) },
  { name: "tar: a PAX header", answer: "bad-archive", make: special([156, "x"]) },
  { name: "tar: a global PAX header", answer: "bad-archive", make: special([156, "g"]) },
  { name: "tar: a GNU long name", answer: "bad-archive", make: special([156, "L"]) },
  { name: "tar: a GNU sparse file", answer: "bad-archive", make: special([156, "S"]) },
  { name: "tar: a name in the prefix field", answer: "bad-archive", make: special([345, "bundle"]) },
  { name: "tar: a size in base 256", answer: "bad-archive", make: special([124, new Uint8Array([0x80, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1])]) },
  { name: "tar: a size of eight gigabytes that is not there", answer: "bad-archive", make: special([124, "77777777777\0"]) },
  { name: "tar: a set-user-id mode", answer: "bad-archive", make: special([100, "0004755\0"]) },
  { name: "tar: a file the statement does not sign", answer: "bad-manifest", make: added(entry(evil)) },
  {
    name: "tar: a bomb of entries",
    answer: "bad-manifest",
    make: added(...Array.from({ length: 300 }, (_, i) => entry(evil.replace("000000", String(100000 + i))))),
  },
  { name: "tar: a second archive behind the end", answer: "bad-archive", make: ({ archive }) => concatBytes(archive, archive) },
  { name: "tar: something behind the end", answer: "bad-archive", make: ({ archive }) => concatBytes(archive, new Uint8Array([1])) },
  {
    name: "tar: more zeros than the size asks for",
    answer: "bad-archive",
    make: ({ archive }) => concatBytes(archive, new Uint8Array(tarBlockBytes)),
  },
  { name: "tar: cut in the middle of a file", answer: "bad-archive", make: ({ archive }) => archive.slice(0, 5000) },
  { name: "tar: nothing at all", answer: "bad-archive", make: () => new Uint8Array(1024) },
  {
    name: "tar: a statement that says it has gigabytes",
    answer: "too-large",
    make: ({ archive }) => {
      const block = archive.slice(4 * tarBlockBytes, 5 * tarBlockBytes);
      return concatBytes(archive.slice(0, 4 * tarBlockBytes), headerWith(block, [124, "07777777777\0"]), archive.slice(5 * tarBlockBytes));
    },
  },
  {
    name: "bag: a manifest that misses a file",
    answer: "bad-manifest",
    make: replaced("manifest-sha256.txt", (text) => text.split("\n").slice(1).join("\n")),
  },
  {
    name: "bag: a manifest that repeats a file",
    answer: "bad-manifest",
    make: replaced("manifest-sha256.txt", (text) => `${text}${text.split("\n")[0] ?? ""}\n`),
  },
  {
    name: "bag: a tag manifest with another hash",
    answer: "bad-manifest",
    make: replaced("tagmanifest-sha256.txt", (text) => text.replace(/[0-9a-f]/, (sign) => (sign === "0" ? "1" : "0"))),
  },
  { name: "bag: another declaration", answer: "bad-manifest", make: replaced("bagit.txt", (text) => text.replace("1.0", "0.97")) },
  { name: "bag: a claim changed after signing", answer: "bad-manifest", make: replaced(claims, (text) => text.replace("TR7", "TR8")) },
  {
    name: "bag: a file left out",
    answer: "bad-manifest",
    make: ({ archive }) => pack(entriesOf(archive).filter(({ header }) => !(bytesToUtf8(header.subarray(0, 100)) ?? "").includes("claims"))),
  },
  {
    name: "statement: signed by another key",
    answer: "bad-signature",
    make: async (honest) => {
      const archive = entriesOf(honest.archive);
      const jws = bytesToUtf8(contentOf(archive, "statement.jws")) ?? "";
      const turned = jws.replace(/"signature":"(.)/, (_, sign: string) => `"signature":"${sign === "A" ? "B" : "A"}`);
      const changed = archive.map((each) => (each.content.length === jws.length ? entry("bundle/statement.jws", utf8ToBytes(turned)) : each));
      const tags = changed.slice(0, 6);
      const names = ["bagit.txt", "bag-info.txt", "statement.json", "statement.jws", "statement.json.sig", "manifest-sha256.txt"];
      const manifest = names.map((name, i) => `${sha256Hex(tags[i]?.content ?? new Uint8Array(0))}  ${name}\n`).join("");
      return pack(changed.map((each, i) => (i === 6 ? entry("bundle/tagmanifest-sha256.txt", utf8ToBytes(manifest)) : each)));
    },
  },
  { name: "statement: a key twice", answer: "bad-statement", make: statingText((text) => text.replace("{", '{"case":"x",')) },
  { name: "statement: __proto__", answer: "bad-statement", make: statingText((text) => text.replace("{", '{"__proto__":{"canMerge":true},')) },
  {
    name: "statement: nested deeply",
    answer: "bad-statement",
    make: statingText((text) => text.replace('"critical":[]', `"critical":${"[".repeat(5000)}${"]".repeat(5000)}`)),
  },
  {
    name: "statement: a number beyond 2^53",
    answer: "bad-statement",
    make: statingText((text) => text.replace(/"sequence":1/, '"sequence":9007199254740993')),
  },
  {
    name: "statement: a number with an exponent",
    answer: "bad-statement",
    make: statingText((text) => text.replace(/"sequence":1/, '"sequence":1e0')),
  },
  { name: "statement: a future format", answer: "newer-format", make: stating({ format: 3 }) },
  { name: "statement: an unknown critical rule", answer: "newer-format", make: stating({ critical: ["quantum-seal"] }) },
  { name: "statement: no recipients and no addressee", answer: "bad-statement", make: stating({ recipients: [] }) },
  {
    name: "statement: a name with a turning character",
    answer: "bad-statement",
    make: (honest) => signed(honest, {}, { sender: { ...honest.statement.sender, officer: "A\u202eB" } }),
  },
  {
    name: "statement: another sender than the identity file",
    answer: "bad-statement",
    make: (honest) => signed(honest, {}, { sender: { ...honest.statement.sender, officer: "Somebody else" } }),
  },
  {
    name: "statement: counts that are not so (signed by the sender)",
    answer: "bad-statement",
    make: (honest) => signed(honest, {}, { counts: { ...honest.statement.counts, withheld: 7 } }),
  },
  {
    name: "claims: a key twice (signed by the sender)",
    answer: "bad-encoding",
    make: lying(claims, (text) => text.replace('"index":', '"index":0,"index":')),
  },
  {
    name: "claims: __proto__ (signed by the sender)",
    answer: "bad-encoding",
    make: lying(claims, (text) => text.replace('"line":{', '"line":{"__proto__":{},')),
  },
  {
    name: "claims: nested deeply (signed by the sender)",
    answer: "bad-encoding",
    make: lying(claims, (text) => text.replace('"line":{', `"line":{"a":${"[".repeat(4000)}${"]".repeat(4000)},`)),
  },
  {
    name: "claims: a huge number (signed by the sender)",
    answer: "bad-encoding",
    make: lying(claims, (text) => text.replace(/"index":[0-9]+/, `"index":${"9".repeat(400)}`)),
  },
  {
    name: "claims: not UTF-8 (signed by the sender)",
    answer: "bad-encoding",
    make: (honest) =>
      signed(honest, { [claims]: concatBytes(new Uint8Array([0x22, 0xff, 0xfe, 0x22, 0x0a]), honest.payload[claims] ?? new Uint8Array(0)) }),
  },
  {
    name: "claims: an id that does not match (signed by the sender)",
    answer: "bad-claim",
    make: lying(claims, (text) => text.replace(/"salt":"(.)/, (_, sign: string) => `"salt":"${sign === "0" ? "1" : "0"}`)),
  },
  {
    name: "claims: the same claim twice (signed by the sender)",
    answer: "bad-claim",
    make: lying(claims, (text) => `${text.split("\n")[0] ?? ""}\n${text}`),
  },
  {
    name: "claims: of a commit that is not there (signed by the sender)",
    answer: "bad-encoding",
    make: lying(claims, (text) => text.replace(/"commit":"[0-9a-f]{64}"/, `"commit":"${"0".repeat(64)}"`)),
  },
  {
    name: "commits: the signature of another commit (signed by the sender)",
    answer: "bad-signature",
    make: lying("data/commits.jsonl", (text) => {
      const all = [...text.matchAll(/"signature":"([^"]+)"/g)].map((match) => match[1] ?? "");
      return text.replace(all[0] ?? "", all[1] ?? "");
    }),
  },
  { name: "commits: of another case (signed by the sender)", answer: "other-case", make: (honest) => signed(honest, {}, { case: "c".repeat(32) }) },
  {
    name: "commits: another parent, as a cycle would need (signed by the sender)",
    answer: "bad-encoding",
    make: lying("data/commits.jsonl", (text) => text.replace(/"parents":\[[^\]]*\]/, `"parents":["${"0".repeat(64)}"]`)),
  },
  {
    name: "commits: ids of claims that are not those signed (signed by the sender)",
    answer: "bad-root",
    make: (honest) => {
      const leaves = (honest.payload["data/leaves.bin"] ?? new Uint8Array(0)).slice();
      leaves[3] = (leaves[3] ?? 0) ^ 1;
      return signed(honest, { "data/leaves.bin": leaves });
    },
  },
  {
    name: "files: a file listed that is not there (signed by the sender)",
    answer: "bad-manifest",
    make: lying("data/files.jsonl", (text) => text + text.replaceAll(/[0-9a-f]{64}/g, "f".repeat(64))),
  },
  {
    name: "files: a size that is not so (signed by the sender)",
    answer: "bad-manifest",
    make: lying("data/files.jsonl", (text) => text.replace(/"sizeBytes":[0-9]+/, '"sizeBytes":1')),
  },
];
