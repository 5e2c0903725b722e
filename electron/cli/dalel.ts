import type { OpenedBundle } from "../../shared/bundle/model.ts";
import { bytesToUtf8 } from "../../shared/kernel/bytes.ts";
import { parseBackupCommand, runBackup } from "./backups.ts";
import { askSecret } from "./ask-secret.ts";
import { type Command, languageOf, parseCommand } from "./command.ts";
import { type Examined, type ExamineError, examine } from "./examine.ts";
import { extractBag } from "./extract.ts";
import { checkReceipt, parseReceiptCommand } from "./receipt.ts";
import { parseAuditCommand, verifyAudit } from "./verify-audit.ts";
import { failureLineText, reportLineText, type Say, wordsOf } from "./words.ts";

/** Exit codes: all checks passed; one failed; the words made no sense; none failed, but nobody vouches for a key in it, so that it may only be looked at. */
const passed = 0;
const failed = 1;
const misused = 2;
const lookOnly = 3;

function print(text: string): void {
  process.stdout.write(`${text}\n`);
}

/** Whoever reads us may stop reading (`dalel verify … | head -1`): that is no failure of ours. */
process.stdout.on("error", (error: NodeJS.ErrnoException) => {
  if (error.code !== "EPIPE") throw error;
  process.exit(process.exitCode ?? passed);
});

async function run(words: readonly string[]): Promise<number> {
  if (words[0] === "verify-audit") return runAudit(words);
  if (words[0] === "receipt") return runReceipt(words);
  if (words[0] === "backup-verify" || words[0] === "restore") return runBackups(words);
  const command = parseCommand(words);
  if (command === null) return tellUsage(words);
  const say = wordsOf(command.language);
  const { identity: keyFile } = command;
  const opener = keyFile === "" ? { passphrase: await askSecret(say("tool.askPassphrase")) } : { keyFile };
  const examined = await examine(command.file, opener, command.partners);
  if (!examined.ok) return tellFailure(command, say, examined.error);
  if (command.verb === "extract") return extract(command, say, examined.value);
  return command.verb === "inspect" ? inspect(command, examined.value.bundle) : verify(command, say, examined.value.bundle);
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

function tellUsage(words: readonly string[]): number {
  const language = languageOf(words);
  const usages = (["bundle-report", "register", "audit", "backup"] as const).map((namespace) => wordsOf(language, namespace)("tool.usage"));
  process.stderr.write(`${usages.join("\n")}\n`);
  return misused;
}

function tellFailure({ isJson, identity }: Command, say: Say, error: ExamineError): number {
  // Where a file or key could not be read nothing was judged.
  const isMisused = error.kind === "unreadable-file" || error.kind === "unreadable-key";
  if (isJson) print(JSON.stringify({ passed: false, error }));
  else if (identity === "" && error.kind === "not-for-us") print(`${say("tool.noPassphrase")}\n${say("tool.failed")}`);
  else print(isMisused ? failureText(say, error) : `${failureText(say, error)}\n${say("tool.failed")}`);
  return isMisused ? misused : failed;
}

function failureText(say: Say, error: ExamineError): string {
  const where = error.where ?? "";
  if (error.kind === "unreadable-file") return say("tool.unreadableFile", { where });
  if (error.kind === "unreadable-key") return say("tool.unreadableKey", { where });
  return error.kind === "identity" ? `${where}: ${say(`identity.${error.identity}`)}` : failureLineText(say, error);
}

function verify({ isJson }: Command, say: Say, bundle: OpenedBundle): number {
  const hasFailed = bundle.report.some(({ verdict }) => verdict === "fail");
  if (isJson) {
    print(JSON.stringify({ passed: !hasFailed, canMerge: bundle.canMerge, statementHash: bundle.statementHash, report: bundle.report }));
  } else {
    for (const line of bundle.report) print(reportLineText(say, line));
    print(say(hasFailed ? "tool.failed" : bundle.canMerge ? "tool.passed" : "tool.passedLook"));
  }
  if (hasFailed) return failed;
  return bundle.canMerge ? passed : lookOnly;
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
