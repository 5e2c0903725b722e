import type { OpenedBundle } from "../../shared/bundle/model.ts";
import { bytesToUtf8 } from "../../shared/kernel/bytes.ts";
import type { Failure } from "../../shared/kernel/result.ts";
import { parseBackupCommand, runBackup } from "./backups.ts";
import { askSecret } from "./ask-secret.ts";
import { asksHelp, type Command, faultOf, languageOf, parseCommand } from "./command.ts";
import { type Examined, type ExamineError, examine, type GivenNotice } from "./examine.ts";
import { extractBag } from "./extract.ts";
import { checkReceipt, parseReceiptCommand } from "./receipt.ts";
import { parseAuditCommand, verifyAudit } from "./verify-audit.ts";
import { failureLineText, type Language, reportLineText, type Say, wordsOf } from "./words.ts";

/**
 * Exit codes: all checks passed; one failed, or the bundle does not open; nothing was judged, for the words make no sense or a file they name is of no
 * use; none failed, but nobody vouches for a key in it, so that it may only be looked at.
 */
const passed = 0;
const failed = 1;
const misused = 2;
const lookOnly = 3;

type CommandError = ExamineError | Failure<"no-passphrase">;
/** What was named is of no use: other words are needed. */
const misuses: ReadonlySet<string> = new Set<CommandError["kind"]>(["unreadable-file", "unreadable-key", "identity", "notice", "no-passphrase"]);
/** It does not open with what was given. A header altered on the way looks the same, so that this is no success; of the bundle itself nothing is known. */
const unopened: ReadonlySet<string> = new Set<CommandError["kind"]>(["not-for-us", "needs-passphrase", "wrong-passphrase", "newer-format"]);

function print(text: string): void {
  process.stdout.write(`${text}\n`);
}

/** Whoever reads us may stop reading (`dalel verify … | head -1`): that is no failure of ours. */
process.stdout.on("error", (error: NodeJS.ErrnoException) => {
  if (error.code !== "EPIPE") throw error;
  process.exit(process.exitCode ?? passed);
});

async function run(words: readonly string[]): Promise<number> {
  if (asksHelp(words)) return tellHelp(words);
  if (words[0] === "verify-audit") return runAudit(words);
  if (words[0] === "receipt") return runReceipt(words);
  if (words[0] === "backup-verify" || words[0] === "restore") return runBackups(words);
  const command = parseCommand(words);
  if (command === null) return tellUsage(words);
  const say = wordsOf(command.language);
  const { identity: keyFile } = command;
  const opener = keyFile === "" ? { passphrase: await askSecret(say("tool.askPassphrase")) } : { keyFile };
  if ("passphrase" in opener && opener.passphrase.trim() === "") return tellFailure(command, say, { kind: "no-passphrase" });
  const examined = await examine(command.file, opener, command.partners, command.notices);
  if (!examined.ok) return tellFailure(command, say, examined.error);
  if (command.verb === "extract") return extract(command, say, examined.value);
  return command.verb === "inspect" ? inspect(command, examined.value.bundle) : verify(command, say, examined.value);
}

async function runAudit(words: readonly string[]): Promise<number> {
  const command = parseAuditCommand(words.slice(1));
  if (command === null) return tellUsage(words);
  const { lines, code } = await verifyAudit(command);
  for (const line of lines) print(line);
  return code;
}

async function runReceipt(words: readonly string[]): Promise<number> {
  const command = parseReceiptCommand(words.slice(1));
  if (command === null) return tellUsage(words);
  const { lines, code } = await checkReceipt(command);
  for (const line of lines) print(line);
  return code;
}

async function runBackups(words: readonly string[]): Promise<number> {
  const command = parseBackupCommand(words);
  if (command === null) return tellUsage(words);
  const { lines, code } = await runBackup(command);
  for (const line of lines) print(line);
  return code;
}

function usagesIn(language: Language): readonly string[] {
  return (["bundle-report", "register", "audit", "backup"] as const).map((namespace) => wordsOf(language, namespace)("tool.usage"));
}

function tellHelp(words: readonly string[]): number {
  for (const usage of usagesIn(languageOf(words))) print(usage);
  return passed;
}

function tellUsage(words: readonly string[]): number {
  const language = languageOf(words);
  const fault = faultOf(words);
  const told = fault === null ? [] : [wordsOf(language)(`tool.${fault.key}`, { where: fault.where })];
  process.stderr.write(`${[...told, ...usagesIn(language)].join("\n")}\n`);
  return misused;
}

function tellFailure({ isJson, identity }: Command, say: Say, error: CommandError): number {
  const [isMisused, isUnopened] = [misuses.has(error.kind), unopened.has(error.kind)];
  if (isJson) print(JSON.stringify({ verdict: isMisused || isUnopened ? "not-judged" : "failed", passed: false, error }));
  else {
    print(identity === "" && error.kind === "not-for-us" ? say("tool.noPassphrase") : failureText(say, error));
    if (!isMisused) print(say(isUnopened ? "tool.notOpened" : "tool.failed"));
  }
  return isMisused ? misused : failed;
}

function failureText(say: Say, error: CommandError): string {
  const where = error.where ?? "";
  if (error.kind === "unreadable-file") return say("tool.unreadableFile", { where });
  if (error.kind === "unreadable-key") return say("tool.unreadableKey", { where });
  if (error.kind === "notice") return say("tool.badNotice", { where });
  if (error.kind === "no-passphrase") return say("tool.emptyPassphrase");
  return error.kind === "identity" ? say("tool.badPartner", { where, why: say(`identity.${error.identity}`) }) : failureLineText(say, error);
}

function verify({ isJson }: Command, say: Say, { bundle, notices, keyNotices }: Examined): number {
  const hasFailed = bundle.report.some(({ verdict }) => verdict === "fail");
  if (isJson) {
    const { canMerge, statementHash, report } = bundle;
    const verdict = hasFailed ? "failed" : canMerge ? "passed" : "look-only";
    print(JSON.stringify({ verdict, passed: verdict === "passed", canMerge, statementHash, report, notices, keyNotices }));
  } else {
    for (const line of bundle.report) print(reportLineText(say, line));
    for (const { kind, sequence, by, reason } of notices) print(say(`tool.carries.${kind}`, { sequence, by: by?.sequence ?? 0, reason }));
    for (const notice of keyNotices) print(keyNoticeText(say, notice));
    print(say(hasFailed ? "tool.failed" : bundle.canMerge ? "tool.passed" : "tool.passedLook"));
  }
  if (hasFailed) return failed;
  return bundle.canMerge ? passed : lookOnly;
}

/** What a notice that was named says, and that it says nothing here where it does not count. */
function keyNoticeText(say: Say, { key, says, reason, from, counts }: GivenNotice): string {
  const told = { key, from: from === null ? "" : new Date(from).toISOString() };
  if (says === "other") return say("tool.keyNotice.other", told);
  return counts ? say(`tool.keyNotice.${reason}`, told) : say("tool.keyNotice.unheard", told);
}

/** What the bundle says of itself, for people and for programs; every check of the archive has held before. */
function inspect({ isJson }: Command, { statement, statementHash, commits, files, charts, notices }: OpenedBundle): number {
  const acts = commits.map(({ id, header, claims, claimIds }) => {
    const { author, agency, clock, saidAt, intent } = header;
    return {
      commit: id,
      clock,
      saidAt: new Date(saidAt).toISOString(),
      agency,
      author,
      intent,
      disclosed: claims.length,
      withheld: claimIds.length - claims.length,
    };
  });
  const evidence = files.map(({ sha256, sizeBytes, mediaType, name }) => ({ sha256, sizeBytes, mediaType, name }));
  // What officers say beside the ledger stands in the first line of each note; whether it is theirs, `dalel receipt` checks.
  const notes = notices.map((bytes): unknown => JSON.parse((bytesToUtf8(bytes) ?? "null").split("\n")[0] ?? "null"));
  const whole = { statementHash, statement, commits: acts, files: evidence, charts, notices: notes };
  print(isJson ? JSON.stringify(whole) : JSON.stringify(whole, null, 2));
  return passed;
}

async function extract({ out }: Command, say: Say, { archive }: Examined): Promise<number> {
  const files = await extractBag(archive, out);
  if (typeof files === "number") print(say("tool.extracted", { files, where: out }));
  else print(say(files === "exists" ? "tool.folderExists" : "tool.unwritableFolder", { where: out }));
  return typeof files === "number" ? passed : failed;
}

process.exitCode = await run(process.argv.slice(2));
