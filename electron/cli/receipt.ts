import { parseArgs } from "node:util";
import { hashFile } from "../../shared/bundle/hash-file.ts";
import { judgeReceipt, type ReceiptedBundle } from "../../shared/bundle/judge-receipt.ts";
import type { OpenedBundle } from "../../shared/bundle/model.ts";
import { type BundleNotice, judgeNotice, noteHashOf, readBundleNotice } from "../../shared/bundle/recall.ts";
import { readReceipt, type Receipt } from "../../shared/bundle/receipt.ts";
import type { FileHash } from "../../shared/kernel/brand.ts";
import type { Bytes } from "../../shared/kernel/bytes.ts";
import { fail, type Result, succeed } from "../../shared/kernel/result.ts";
import { readIdentity } from "../../shared/partner/identity-file.ts";
import type { Identity } from "../../shared/partner/model.ts";
import { examine, now } from "./examine.ts";
import { openFile, readBytes } from "./given-files.ts";
import { platformHash } from "./platform-hash.ts";
import { type Language, languages, type Say, wordsOf } from "./words.ts";

/** What was asked for. */
interface ReceiptCommand {
  readonly file: string;
  /** The `.dalel` file it is about, and the key that opens it; "" = none. */
  readonly bundle: string;
  readonly identity: string;
  readonly partners: readonly string[];
  readonly isJson: boolean;
  readonly language: Language;
}

const options = {
  bundle: { type: "string" },
  identity: { type: "string" },
  partner: { type: "string", multiple: true },
  lang: { type: "string" },
  json: { type: "boolean" },
} as const;

/** Reads the words after `receipt`; null when they are not a command. */
export function parseReceiptCommand(words: readonly string[]): ReceiptCommand | null {
  try {
    const { values, positionals } = parseArgs({ args: [...words], options, allowPositionals: true, strict: true });
    const [file, ...rest] = positionals;
    const language = languages.find((each) => each === (values.lang ?? "en"));
    const { bundle = "", identity = "", partner = [], json = false } = values;
    if (file === undefined || rest.length > 0 || language === undefined || (identity !== "" && bundle === "")) return null;
    return { file, bundle, identity, partners: partner, isJson: json, language };
  } catch {
    return null;
  }
}

type Note = { readonly kind: "receipt"; readonly said: Receipt } | { readonly kind: "notice"; readonly said: BundleNotice };
interface Fault {
  readonly kind: string;
  readonly where?: string;
}
/** What was found of a note: who signed it, and how far it was held against the bundle. */
interface Examined {
  readonly note: Note;
  readonly hash: FileHash;
  readonly signer: Identity | null;
  readonly held: "statement" | "file" | "nothing";
  readonly warnings: readonly string[];
}

/**
 * What is printed, and the exit code, as of `verify`: 0 = passed, 1 = did not, 2 = nothing was judged, since a file is no note or of no use, 3 = it holds,
 * and nobody named who signed it.
 */
export interface ReceiptAnswer {
  readonly lines: readonly string[];
  readonly code: 0 | 1 | 2 | 3;
}

const unjudged: ReadonlySet<string> = new Set(["unreadable-file", "unreadable-key", "bad-identity", "not-a-note"]);

/**
 * Checks a receipt, a recall or a replacement notice, as a court does: without a vault. With the bundle's file its hash is compared; with the key that opens it the
 * statement too. A court signs nothing: it has no key of ours, and a note that names none would prove nothing.
 */
export async function checkReceipt(command: ReceiptCommand): Promise<ReceiptAnswer> {
  const say = wordsOf(command.language, "register");
  const examined = await examineNote(command);
  if (examined.ok) {
    const lines = command.isJson ? [jsonOf(examined.value)] : linesOf(say, examined.value);
    return { lines, code: examined.value.signer === null ? 3 : 0 };
  }
  const { kind, where = "" } = examined.error;
  const code = unjudged.has(kind) ? 2 : 1;
  const verdict = code === 2 ? "not-judged" : "failed";
  if (command.isJson) return { lines: [JSON.stringify({ verdict, passed: false, error: examined.error })], code };
  // Where a file that was named is of no use nothing was judged.
  const fault = faultText(command.language, kind, where);
  return { lines: code === 2 ? [fault] : [fault, say("tool.failed")], code };
}

function faultText(language: Language, kind: string, where: string): string {
  const [say, sayOfBundles] = [wordsOf(language, "register"), wordsOf(language)];
  if (kind === "unreadable-file") return sayOfBundles("tool.unreadableFile", { where });
  if (kind === "unreadable-key") return sayOfBundles("tool.unreadableKey", { where });
  const ours = say(`error.${kind}`);
  return ours === `error.${kind}` ? sayOfBundles(`error.${kind}`, { where }).replace(" ()", "") : ours;
}

async function examineNote(command: ReceiptCommand): Promise<Result<Examined, Fault>> {
  const bytes = await readBytes(command.file);
  if (bytes === null) return fail("unreadable-file", command.file);
  const note = await readNote(bytes);
  if (!note.ok) return note;
  const signer = await signerOf(command.partners, note.value.said.author);
  if (!signer.ok) return signer;
  const held = await holdAgainst(command, note.value);
  if (!held.ok) return held;
  const isOtherName = signer.value !== null && (signer.value.agency !== note.value.said.agency || signer.value.officer !== note.value.said.officer);
  const warnings = [...held.value.warnings, ...(isOtherName ? ["other-name"] : [])];
  return succeed({ note: note.value, hash: noteHashOf(bytes), signer: signer.value, held: held.value.held, warnings });
}

async function readNote(bytes: Bytes): Promise<Result<Note, Fault>> {
  const receipt = await readReceipt(bytes);
  if (receipt.ok) return succeed({ kind: "receipt", said: receipt.value });
  if (receipt.error.kind !== "bad-encoding") return receipt;
  const notice = await readBundleNotice(bytes);
  if (notice.ok) return succeed({ kind: "notice", said: notice.value });
  return notice.error.kind === "bad-encoding" ? fail("not-a-note") : notice;
}

/** The named identity whose key signed; null = none of them. */
async function signerOf(paths: readonly string[], author: string): Promise<Result<Identity | null, Fault>> {
  let found: Identity | null = null;
  for (const path of paths) {
    const bytes = await readBytes(path);
    if (bytes === null) return fail("unreadable-file", path);
    const identity = await readIdentity(bytes);
    if (!identity.ok) return fail("bad-identity", path);
    if (identity.value.author === author) found = identity.value;
  }
  return succeed(found);
}

async function holdAgainst({ bundle, identity, partners }: ReceiptCommand, note: Note): Promise<Result<Pick<Examined, "held" | "warnings">, Fault>> {
  if (bundle === "") return succeed({ held: "nothing", warnings: [] });
  const file = await openFile(bundle);
  const fileHash = file === null ? null : await hashFile(file, platformHash);
  if (fileHash === null) return fail("unreadable-file", bundle);
  if (identity === "") {
    const isOther = note.kind === "receipt" && note.said.fileHash !== "" && note.said.fileHash !== fileHash;
    return isOther
      ? fail("other-bundle")
      : succeed({ held: note.kind === "receipt" && note.said.fileHash !== "" ? "file" : "nothing", warnings: [] });
  }
  const opened = await examine(bundle, { keyFile: identity }, partners);
  if (!opened.ok) return { ok: false, error: opened.error };
  return holdAgainstStatement(opened.value.bundle, fileHash, note);
}

function holdAgainstStatement(
  { statement, statementHash }: OpenedBundle,
  fileHash: FileHash,
  note: Note,
): Result<Pick<Examined, "held" | "warnings">, Fault> {
  const about = { caseId: statement.case, sequence: statement.sequence, sender: statement.sender.author, sentAt: statement.sentAt };
  if (note.said.statementHash !== statementHash) return fail("other-bundle");
  if (note.kind === "notice") {
    const judged = judgeNotice(note.said, about, now());
    return judged.ok ? succeed({ held: "statement", warnings: [] }) : judged;
  }
  const recipients = statement.recipients.map(({ author }) => author);
  const held: ReceiptedBundle = { ...about, statementHash, recipients, fileHash };
  const judged = judgeReceipt(note.said, held, [], now());
  return judged.ok ? succeed({ held: "statement", warnings: judged.value }) : judged;
}

function jsonOf({ note, hash, signer, held, warnings }: Examined): string {
  const { kind, ...said } = note.kind === "receipt" ? { kind: "receipt", ...note.said } : note.said;
  const isPassed = signer !== null;
  return JSON.stringify({
    verdict: isPassed ? "passed" : "look-only",
    passed: isPassed,
    kind,
    noteHash: hash,
    isSignerKnown: signer !== null,
    heldAgainst: held,
    warnings,
    note: said,
  });
}

function linesOf(say: Say, { note, signer, held, warnings }: Examined): readonly string[] {
  const { said } = note;
  const at = new Date(said.at).toISOString();
  const what =
    note.kind === "receipt" ? say(`tool.deed.${note.said.deed}`) : say(`tool.notice.${note.said.kind}`, { by: note.said.by?.sequence ?? "" });
  const named = { officer: said.officer, agency: said.agencyName };
  return [
    signer === null ? say("tool.signedUnknown", { ...named, author: said.author }) : say("tool.signedGiven", named),
    say("tool.about", { sequence: said.sequence, statementHash: said.statementHash, case: said.case }),
    say("tool.says", { what, at }),
    ...(note.kind === "receipt"
      ? [
          say("tool.received", {
            at: new Date(note.said.receivedAt).toISOString(),
            claims: note.said.claims,
            files: note.said.files,
            hash: note.said.fileHash || "–",
          }),
        ]
      : [say("tool.reason", { reason: note.said.reason })]),
    say(`tool.held.${held}`),
    ...warnings.map((warning) => say(`warning.${warning}`)),
    say(signer === null ? "tool.passedLook" : held === "statement" ? "tool.passed" : "tool.passedAlone"),
  ];
}
