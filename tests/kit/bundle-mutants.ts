import { type StatementSignature, createTags, listPayload, type Payload, signStatement, writeBag } from "../../shared/bundle/write-bag.ts";
import type { BundleStatement } from "../../shared/bundle/model.ts";
import { statementToText } from "../../shared/bundle/statement.ts";
import { tarBlockBytes } from "../../shared/bundle/ustar.ts";
import { type Bytes, bytesToUtf8, concatBytes, hexToBytes, utf8ToBytes } from "../../shared/kernel/bytes.ts";
import { byteChanges, type Chance, chanceOf, cutAt } from "./chance.ts";
import { collect, type Correspondent } from "./exchange.ts";
import { type HonestBag, sealArchive } from "./honest-bag.ts";

const sealedPiece = 64 * 1024 + 16;

/** Pieces of the sealed stream moved about, doubled, dropped, or taken from another bundle. */
function changePieces(original: HonestBag, chance: Chance): Bytes {
  const { sealed, other } = original;
  const plain = original.archive.length;
  const head =
    sealed.length - plain - 16 * Math.ceil(plain / sealedPiece + 1) < 0 ? 0 : sealed.length - (plain + 16 * Math.ceil(plain / (sealedPiece - 16)));
  const count = Math.ceil((sealed.length - head) / sealedPiece);
  const piece = (from: Bytes, i: number): Bytes => from.slice(head + i * sealedPiece, head + (i + 1) * sealedPiece);
  const pieces = Array.from({ length: count }, (_, i) => piece(sealed, i));
  const [a, b] = [chance.below(count), chance.below(count)];
  const kind = chance.below(4);
  if (kind === 0)
    return concatBytes(sealed.slice(0, head), ...pieces.map((each, i) => (i === a ? (pieces[b] ?? each) : i === b ? (pieces[a] ?? each) : each)));
  if (kind === 1) return concatBytes(sealed.slice(0, head), ...pieces.slice(0, a), ...pieces.slice(a, a + 1), ...pieces.slice(a));
  if (kind === 2) return concatBytes(sealed.slice(0, head), ...pieces.filter((_, i) => i !== a));
  return concatBytes(sealed.slice(0, head), ...pieces.map((each, i) => (i === a ? piece(other, b) : each)));
}

/** The text header of the age file with a line doubled, dropped or changed. */
function changeHeader({ sealed }: HonestBag, chance: Chance): Bytes {
  const end = Buffer.from(sealed).indexOf("\n--- ") + 1;
  const lines = (bytesToUtf8(sealed.subarray(0, end)) ?? "").split("\n");
  const at = chance.below(lines.length);
  const line = lines[at] ?? "";
  const spoilt = chance.of([line.slice(0, -1), `${line}A`, line.toUpperCase(), "-> X25519", "-> scrypt AAAAAAAAAAAAAAAAAAAAAA 30", line.repeat(50)]);
  const turned = chance.of([lines.toSpliced(at, 1), lines.toSpliced(at, 0, line), lines.with(at, spoilt)]);
  return concatBytes(utf8ToBytes(turned.join("\n")), sealed.slice(end));
}

/** A header of the archive with another name, type, size or link, its checksum right again. */
function changeTarHeader({ archive }: HonestBag, chance: Chance): Bytes {
  const changed = archive.slice();
  const headers = tarHeaders(archive);
  const block = changed.subarray(chance.of(headers)).subarray(0, tarBlockBytes);
  const put = (at: number, text: string): void => block.set(utf8ToBytes(text), at);
  const kind = chance.below(6);
  if (kind === 0)
    put(0, `${chance.of(["../../etc/passwd", "/etc/passwd", "bundle/fetch.txt", "bundle/data/evidence/CON", "bundle/STATEMENT.json"])}\0`);
  if (kind === 1) put(156, chance.of(["1", "2", "3", "5", "L", "x", "g", "S", "\0"]));
  if (kind === 2) put(124, chance.of(["77777777777\0", "00000000000\0", "-0000000001\0"]));
  if (kind === 3) put(157, "/etc/passwd");
  if (kind === 4) put(100, "0000777\0");
  if (kind === 5) put(345, "bundle");
  put(148, "        ");
  const sum = block.reduce((total, byte) => total + byte, 0);
  put(148, `${sum.toString(8).padStart(6, "0")}\0 `);
  return changed;
}

function tarHeaders(archive: Bytes): readonly number[] {
  const headers: number[] = [];
  for (let at = 0; archive[at] !== 0; ) {
    headers.push(at);
    const size = Number.parseInt(bytesToUtf8(archive.subarray(at + 124, at + 135)) ?? "0", 8);
    at += tarBlockBytes + Math.ceil(size / tarBlockBytes) * tarBlockBytes;
  }
  return headers;
}

/** Whole entries of the archive doubled, dropped or exchanged. */
function changeEntries({ archive }: HonestBag, chance: Chance): Bytes {
  const starts = tarHeaders(archive);
  const entries = starts.map((at, i) => archive.slice(at, starts[i + 1] ?? archive.findLastIndex((byte) => byte !== 0) + 1));
  const [a, b] = [chance.below(entries.length), chance.below(entries.length)];
  const [first, second] = [entries[a] ?? new Uint8Array(0), entries[b] ?? new Uint8Array(0)];
  const turned = chance.of([entries.toSpliced(a, 1), entries.toSpliced(b, 0, first), entries.with(a, second).with(b, first)]);
  const padded = concatBytes(...turned);
  return concatBytes(padded, new Uint8Array(1024 + (tarBlockBytes - (padded.length % tarBlockBytes))));
}

const oddTokens: readonly string[] = [
  "-0",
  "1e3",
  "9007199254740993",
  '"__proto__"',
  `${"[".repeat(40)}${"]".repeat(40)}`,
  "null",
  '"\\ud800"',
  '""',
  "{}",
  '"a":1,"a":2',
  "\u202e",
  "  ",
  "0".repeat(64),
];

/** Tokens of JSON in bytes that may hold other things too: a character a byte. */
function tokensIn(bytes: Bytes): readonly { readonly at: number; readonly text: string }[] {
  const text = Buffer.from(bytes).toString("latin1");
  return [...text.matchAll(/"[^"\\\n]{0,200}"|-?[0-9]+|[{}[\],:]/g)].map((match) => ({ at: match.index, text: match[0] }));
}

/** One token of a file of JSON lines made into something else. */
function changeToken(bytes: Bytes, chance: Chance): Bytes {
  const tokens = tokensIn(bytes);
  const token = chance.of(tokens);
  return cutAt(bytes, token.at, token.text.length, utf8ToBytes(chance.of([...oddTokens, chance.of(tokens).text])));
}

/** One token of the archive made into another of its length: nothing else moves. */
function exchangeToken({ archive }: HonestBag, chance: Chance): Bytes {
  const tokens = tokensIn(archive.subarray(0, archive.length - 160_000));
  const token = chance.of(tokens);
  const others = tokens.filter(({ text }) => text.length === token.text.length && text !== token.text);
  const text = others.length > 0 ? chance.of(others).text : token.text.replace(/[0-9a-f]/, (sign) => (sign === "0" ? "1" : "0"));
  return cutAt(archive, token.at, token.text.length, new Uint8Array(Buffer.from(text, "latin1")));
}

async function signAgain({ entries, evidence }: HonestBag, statement: BundleStatement, payload: Payload, by: Correspondent): Promise<Bytes> {
  const signed: BundleStatement = { ...statement, payload: listPayload(payload, entries) };
  const key = hexToBytes(by.signer.author) ?? new Uint8Array(0);
  const signature: StatementSignature = await signStatement(utf8ToBytes(statementToText(signed)), (message) => by.signer.sign(message), key);
  return collect(
    writeBag(signed, createTags(signed, [signature]), payload, async function* (sha256) {
      yield evidence.get(sha256) ?? new Uint8Array(0);
    }),
  );
}

/** What a dishonest sender signs: commits, ids or claims that are not what their authors signed, or a statement that is not so. */
async function dishonest(original: HonestBag, chance: Chance): Promise<Bytes> {
  const { statement, payload, sender, stranger } = original;
  const name = chance.of(["data/commits.jsonl", "data/leaves.bin", "data/claims.jsonl"] as const);
  const kind = chance.below(4);
  if (kind === 0)
    return signAgain(
      original,
      statement,
      { ...payload, [name]: changeToken(payload[name === "data/leaves.bin" ? "data/claims.jsonl" : name], chance) },
      sender,
    );
  if (kind === 1) return signAgain(original, statement, { ...payload, [name]: chance.of(byteChanges)(payload[name], chance) }, sender);
  if (kind === 2) {
    const lies: readonly Partial<BundleStatement>[] = [
      { recipients: [{ author: stranger.signer.author, recipientHash: "a".repeat(64) }] },
      { counts: { ...statement.counts, withheld: statement.counts.withheld + 1 } },
      { counts: { ...statement.counts, disclosed: 0 } },
      { marking: "clear" },
    ];
    return signAgain(original, { ...statement, ...chance.of(lies) }, payload, sender);
  }
  // Somebody nobody knows, in his own name: one may look, never accept.
  const { author, agency, agencyName, officer } = stranger.identity;
  const theirs = { ...payload, "data/sender.dalel-id": stranger.identityFile };
  return signAgain(
    original,
    { ...statement, sender: { author, agency, agencyName, officer }, legalBasis: `${chance.below(10 ** 9)}` },
    theirs,
    stranger,
  );
}

/** A mutant of a bundle by its number; never the original itself. */
export async function mutantOf(original: HonestBag, number: number): Promise<{ readonly kind: string; readonly bytes: Bytes }> {
  const chance = chanceOf(number);
  const kinds = {
    "sealed bytes": async () => chance.of(byteChanges)(original.sealed, chance),
    "sealed pieces": async () => changePieces(original, chance),
    "sealed header": async () => changeHeader(original, chance),
    "archive bytes": async () => sealArchive(chance.of(byteChanges)(original.archive, chance), original.recipient, `mutant ${number}`),
    "archive header": async () => sealArchive(changeTarHeader(original, chance), original.recipient, `mutant ${number}`),
    "archive entries": async () => sealArchive(changeEntries(original, chance), original.recipient, `mutant ${number}`),
    "archive tokens": async () => sealArchive(exchangeToken(original, chance), original.recipient, `mutant ${number}`),
    dishonest: async () => sealArchive(await dishonest(original, chance), original.recipient, `mutant ${number}`),
  } as const;
  const names = Object.keys(kinds) as (keyof typeof kinds)[];
  const kind = names[number % names.length] ?? "sealed bytes";
  return { kind, bytes: await kinds[kind]() };
}
