import { parseArgs } from "node:util";
import type { AuditError } from "../../shared/bundle/audit-extract.ts";
import { type ExaminedAudit, examineAudit } from "../../shared/bundle/examine-audit.ts";
import { readIdentity } from "../../shared/partner/identity-file.ts";
import type { Identity, IdentityError } from "../../shared/partner/model.ts";
import { failureLineText, type Language, languages, type Say, wordsOf } from "./words.ts";
import { readBytes } from "./given-files.ts";

/** What was asked for. */
interface AuditCommand {
  readonly file: string;
  /** "" = none. */
  readonly csv: string;
  readonly partners: readonly string[];
  readonly isJson: boolean;
  readonly language: Language;
}

const options = {
  csv: { type: "string" },
  partner: { type: "string", multiple: true },
  lang: { type: "string" },
  json: { type: "boolean" },
} as const;

/** Reads the words after `verify-audit`; null when they are not a command. */
export function parseAuditCommand(words: readonly string[]): AuditCommand | null {
  try {
    const { values, positionals } = parseArgs({ args: [...words], options, allowPositionals: true, strict: true });
    const [file, ...rest] = positionals;
    const language = languages.find((each) => each === (values.lang ?? "en"));
    if (file === undefined || rest.length > 0 || language === undefined) return null;
    return { file, csv: values.csv ?? "", partners: values.partner ?? [], isJson: values.json ?? false, language };
  } catch {
    return null;
  }
}

/** What is printed, and the exit code: 0 = passed, 1 = did not, 2 = a file cannot be read. */
export interface AuditAnswer {
  readonly lines: readonly string[];
  readonly code: 0 | 1 | 2;
}

/** Checks an audit extract, as a court does: without a vault. */
export async function verifyAudit({ file, csv, partners, isJson, language }: AuditCommand): Promise<AuditAnswer> {
  const [say, sayOfBundles] = [wordsOf(language, "audit"), wordsOf(language)];
  const [json, csvBytes] = [await readBytes(file), csv === "" ? null : await readBytes(csv)];
  const unreadable = json === null ? file : csv !== "" && csvBytes === null ? csv : null;
  if (json === null || unreadable !== null) return unreadableAnswer(sayOfBundles, isJson, unreadable ?? file);
  const known: Identity[] = [];
  for (const path of partners) {
    const bytes = await readBytes(path);
    if (bytes === null) return unreadableAnswer(sayOfBundles, isJson, path);
    const identity = await readIdentity(bytes);
    if (!identity.ok) return badPartnerAnswer(sayOfBundles, isJson, path, identity.error.kind);
    known.push(identity.value);
  }
  const examined = await examineAudit(json, csvBytes);
  if (!examined.ok) return failedAnswer(say, isJson, examined.error, failureLineText(say, examined.error));
  return { lines: isJson ? [jsonOf(examined.value, known)] : linesOf(say, examined.value, known), code: 0 };
}

function unreadableAnswer(say: Say, isJson: boolean, where: string): AuditAnswer {
  const error = { kind: "unreadable-file", where };
  return { lines: [isJson ? JSON.stringify({ passed: false, error }) : say("tool.unreadableFile", { where })], code: 2 };
}

function badPartnerAnswer(say: Say, isJson: boolean, where: string, kind: IdentityError["kind"]): AuditAnswer {
  const sentence = say("tool.badPartner", { where, why: say(`identity.${kind}`) });
  return { lines: [isJson ? JSON.stringify({ passed: false, error: { kind, where } }) : sentence], code: 2 };
}

function failedAnswer(
  say: Say,
  isJson: boolean,
  error: { readonly kind: AuditError["kind"] | string; readonly where?: string },
  sentence: string,
): AuditAnswer {
  return { lines: isJson ? [JSON.stringify({ passed: false, error })] : [sentence, say("tool.failed")], code: 1 };
}

function jsonOf({ content, commits, claims, parentsOutside, isCsvChecked }: ExaminedAudit, known: readonly Identity[]): string {
  const { caseId, exportedAt, author, agency, caseEntries, entries } = content;
  const signer = known.find((identity) => identity.author === author);
  return JSON.stringify({
    passed: true,
    case: caseId,
    exportedAt: new Date(exportedAt).toISOString(),
    author,
    agency,
    isSignerKnown: signer !== undefined && signer.agency === agency,
    entries: entries.length,
    caseEntries,
    commits,
    claims,
    parentsOutside,
    isCsvChecked,
  });
}

function linesOf(say: Say, { content, commits, claims, parentsOutside, isCsvChecked }: ExaminedAudit, known: readonly Identity[]): readonly string[] {
  const { author, agency, caseEntries } = content;
  const signer = known.find((identity) => identity.author === author && identity.agency === agency);
  const [entries, exportedAt] = [content.entries.length, new Date(content.exportedAt).toISOString()];
  return [
    signer === undefined ? say("tool.signedUnknown", { author }) : say("tool.signedGiven", { officer: signer.officer, agency: signer.agencyName }),
    entries === caseEntries ? say("tool.whole", { entries, exportedAt }) : say("tool.part", { entries, total: caseEntries, exportedAt }),
    say("tool.commits", { commits, claims }),
    parentsOutside === 0 ? say("tool.closed") : say("tool.open", { count: parentsOutside }),
    say(isCsvChecked ? "tool.csv" : "tool.noCsv"),
    say("tool.passed"),
  ];
}
