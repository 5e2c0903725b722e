import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { ReportLine } from "../../shared/bundle/model.ts";

export const languages = ["en", "ru", "kk"] as const;
export type Language = (typeof languages)[number];

/** What fills the gaps of a sentence. */
export type Detail = Readonly<Record<string, string | number>>;
/** The sentence of a key of a namespace of assets/locales/<language>; the key itself when there is none. */
export type Say = (key: string, detail?: Detail) => string;

/** The sentences the window shows, for the command line. */
export function wordsOf(language: Language, namespace: "bundle-report" | "audit" | "backup" | "failure" | "keys" = "bundle-report"): Say {
  const file = join(import.meta.dirname, "../../assets/locales", language, `${namespace}.json`);
  const words: unknown = JSON.parse(readFileSync(file, "utf8"));
  return (key, detail = {}) => {
    const found = key.split(".").reduce(member, words);
    return typeof found === "string" ? found.replace(/\{\{(\w+)\}\}/g, (gap, name: string) => String(detail[name] ?? gap)) : key;
  };
}

function member(value: unknown, name: string): unknown {
  return typeof value === "object" && value !== null ? Object.entries(value).find(([key]) => key === name)?.[1] : undefined;
}

/** One line of the report: verdict, check, sentence. */
export function reportLineText(say: Say, { check, verdict, outcome, detail }: ReportLine): string {
  return `${say(`verdict.${verdict}`)}: ${say(`check.${check}`)}. ${say(`report.${check}.${outcome}`, detail)}`;
}

/** The sentence of a failure; a place it does not name itself stands behind it, for laboratories. */
export function failureLineText(say: Say, { kind, where = "" }: { readonly kind: string; readonly where?: string }): string {
  const sentence = say(`error.${kind}`, { where });
  if (where === "") return sentence.replace(" ()", "");
  return sentence.includes(where) ? sentence : `${sentence} [${where}]`;
}
