import { parseArgs } from "node:util";
import { type Language, languages } from "./words.ts";

/** What was asked for on the command line. */
export interface Command {
  readonly verb: "verify" | "inspect" | "extract";
  readonly file: string;
  /** Path of an age identity file; "" = the passphrase is asked for. */
  readonly identity: string;
  readonly partners: readonly string[];
  /** Of `verify`: files in which officers say that a key is revoked. */
  readonly notices: readonly string[];
  readonly out: string;
  readonly isJson: boolean;
  readonly language: Language;
}

const verbs = ["verify", "inspect", "extract"] as const;

/** Reads the words after the program's name; null when they are not a command. */
export function parseCommand(words: readonly string[]): Command | null {
  const parsed = readWords(words);
  if (parsed === null) return null;
  const { values, positionals } = parsed;
  const [verbWord, file, ...rest] = positionals;
  const verb = verbs.find((each) => each === verbWord);
  const language = languages.find((each) => each === (values.lang ?? "en"));
  const { identity = "", passphrase = false } = values;
  if (verb === undefined || file === undefined || rest.length > 0 || language === undefined || (identity === "") !== passphrase) return null;
  const { partner: partners = [], notice: notices = [] } = values;
  if ((verb === "extract") !== (values.out !== undefined) || (verb !== "verify" && notices.length > 0)) return null;
  return { verb, file, identity, partners, notices, out: values.out ?? "", isJson: values.json ?? false, language };
}

const allVerbs: readonly string[] = [...verbs, "receipt", "verify-audit", "backup-verify", "restore"];
const allOptions: readonly string[] = [
  ...["identity", "passphrase", "partner", "notice", "out", "lang", "json"],
  ...["bundle", "csv", "key-file", "recovery", "to"],
].map((name) => `--${name}`);

/** Whether somebody wants to know how it is used: that is no mistake. */
export function asksHelp(words: readonly string[]): boolean {
  return words[0] === "help" || words.some((word) => word === "--help" || word === "-h");
}

/** What of the words makes no sense, where that can be said in one line; null = the help says it. */
export function faultOf(words: readonly string[]): { readonly key: "noVerb" | "badLanguage" | "noOption"; readonly where: string } | null {
  const [verb] = words;
  if (verb !== undefined && !allVerbs.includes(verb)) return { key: "noVerb", where: verb };
  const language = words.flatMap((word, at) => (word === "--lang" ? [words[at + 1] ?? ""] : word.startsWith("--lang=") ? [word.slice(7)] : []));
  const unknown = language.find((each) => !languages.some((known) => known === each));
  if (unknown !== undefined) return { key: "badLanguage", where: unknown };
  const option = words.find((word) => word.startsWith("--") && !allOptions.includes(word.split("=", 1)[0] ?? ""));
  return option === undefined ? null : { key: "noOption", where: option };
}

/** The language asked for even when the rest makes no sense, so that the help is understood. */
export function languageOf(words: readonly string[]): Language {
  const named = words[words.indexOf("--lang") + 1];
  return (words.includes("--lang") && languages.find((each) => each === named)) || "en";
}

const options = {
  identity: { type: "string" },
  passphrase: { type: "boolean" },
  partner: { type: "string", multiple: true },
  notice: { type: "string", multiple: true },
  out: { type: "string" },
  lang: { type: "string" },
  json: { type: "boolean" },
} as const;

function readWords(words: readonly string[]) {
  try {
    return parseArgs({ args: [...words], options, allowPositionals: true, strict: true });
  } catch {
    return null;
  }
}
