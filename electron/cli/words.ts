import enAudit from "../../assets/locales/en/audit.json" with { type: "json" };
import enBackup from "../../assets/locales/en/backup.json" with { type: "json" };
import enBundleReport from "../../assets/locales/en/bundle-report.json" with { type: "json" };
import enFailure from "../../assets/locales/en/failure.json" with { type: "json" };
import enKeys from "../../assets/locales/en/keys.json" with { type: "json" };
import enRegister from "../../assets/locales/en/register.json" with { type: "json" };
import kkAudit from "../../assets/locales/kk/audit.json" with { type: "json" };
import kkBackup from "../../assets/locales/kk/backup.json" with { type: "json" };
import kkBundleReport from "../../assets/locales/kk/bundle-report.json" with { type: "json" };
import kkFailure from "../../assets/locales/kk/failure.json" with { type: "json" };
import kkKeys from "../../assets/locales/kk/keys.json" with { type: "json" };
import kkRegister from "../../assets/locales/kk/register.json" with { type: "json" };
import ruAudit from "../../assets/locales/ru/audit.json" with { type: "json" };
import ruBackup from "../../assets/locales/ru/backup.json" with { type: "json" };
import ruBundleReport from "../../assets/locales/ru/bundle-report.json" with { type: "json" };
import ruFailure from "../../assets/locales/ru/failure.json" with { type: "json" };
import ruKeys from "../../assets/locales/ru/keys.json" with { type: "json" };
import ruRegister from "../../assets/locales/ru/register.json" with { type: "json" };
import type { ReportLine } from "../../shared/bundle/model.ts";

export const languages = ["en", "ru", "kk"] as const;
export type Language = (typeof languages)[number];

/** What fills the gaps of a sentence. */
export type Detail = Readonly<Record<string, string | number>>;
/** The sentence of a key of a namespace of assets/locales/<language>; the key itself when there is none. */
export type Say = (key: string, detail?: Detail) => string;

/** In the code and not beside it: the one-file build runs where nothing of ours lies. */
const sentences = {
  en: { "bundle-report": enBundleReport, audit: enAudit, backup: enBackup, failure: enFailure, keys: enKeys, register: enRegister },
  ru: { "bundle-report": ruBundleReport, audit: ruAudit, backup: ruBackup, failure: ruFailure, keys: ruKeys, register: ruRegister },
  kk: { "bundle-report": kkBundleReport, audit: kkAudit, backup: kkBackup, failure: kkFailure, keys: kkKeys, register: kkRegister },
} as const;
type Namespace = keyof typeof sentences.en;

/** The sentences the window shows, for the command line. */
export function wordsOf(language: Language, namespace: Namespace = "bundle-report"): Say {
  const words: unknown = sentences[language][namespace];
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
