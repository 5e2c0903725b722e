import type { Grade, Intent, Span, Value } from "../ledger/model.ts";

/** Files of the worked example, by the name they have in assets/samples/crackdown. */
export const sampleFiles = [
  "01-release-ru.txt",
  "02-outlet-ru.txt",
  "03-outlet-ru.txt",
  "04-outlet-kk.txt",
  "05-outlet-ru-unmarked.txt",
  "06-report-en.txt",
  "07-slip-en.txt",
  "08-comparison-ru.txt",
  "09-seizure-kk.txt",
  "10-register.txt",
  "rates.csv",
] as const;
export type SampleFile = (typeof sampleFiles)[number];

/** Where it is said: a file of the example and the line under its heading; "officer" = the officer says so. */
export type SampleSource = readonly [file: SampleFile, row: number] | "officer";

/**
 * One act of the example. Things are known by a key of this script; `words` are keys of the locale namespace `sample`, since a case is written
 * in the language of its officer.
 */
export type SampleStep =
  | { readonly act: "exhibit"; readonly file: SampleFile; readonly title: string; readonly day: string; readonly grade: Grade }
  | { readonly act: "rates"; readonly file: SampleFile }
  | {
      readonly act: "add";
      readonly key: string;
      readonly type: string;
      readonly values: Readonly<Record<string, Value>>;
      readonly from: SampleSource;
    }
  | {
      readonly act: "say";
      readonly of: string;
      readonly property: string;
      readonly value: Value;
      readonly from: SampleSource;
      readonly grade: Grade;
      readonly during?: Span;
      readonly note?: string;
    }
  | { readonly act: "link"; readonly type: string; readonly from: string; readonly to: string }
  | { readonly act: "copy"; readonly copy: SampleFile; readonly original: SampleFile; readonly why: string }
  | { readonly act: "possible" | "merge"; readonly keep: string; readonly other: string; readonly why: string }
  | { readonly act: "rule"; readonly of: string; readonly property: string; readonly value: Value; readonly why: string; readonly until: string }
  | { readonly act: "retract"; readonly of: string; readonly property: string; readonly value: Value }
  | { readonly act: "undo"; readonly what: Intent };

/** A text that is a word of the locale namespace. */
const word = (key: string): Value => ({ kind: "text", text: `sample:${key}` });
const text = (said: string): Value => ({ kind: "text", text: said });
const amount = (said: string, asset: string): Value => ({ kind: "amount", text: said, asset });
const count = (said: string, unit: string): Value => ({ kind: "decimal", text: said, unit });
const year = (from: string, to = from): Value => ({ kind: "date", from, to });

const release: SampleFile = "01-release-ru.txt";
const billions = amount("60000000000", "KZT");
const copies = ["02-outlet-ru.txt", "03-outlet-ru.txt", "04-outlet-kk.txt"] as const;
const unmarked: SampleFile = "05-outlet-ru-unmarked.txt";

const exhibits: readonly SampleStep[] = [
  { act: "exhibit", file: release, title: "exhibit.release", day: "2025-01-15", grade: "A2" },
  { act: "exhibit", file: "02-outlet-ru.txt", title: "exhibit.outletA", day: "2025-01-16", grade: "C3" },
  { act: "exhibit", file: "03-outlet-ru.txt", title: "exhibit.outletB", day: "2025-01-16", grade: "C3" },
  { act: "exhibit", file: "04-outlet-kk.txt", title: "exhibit.outletC", day: "2025-01-16", grade: "C3" },
  { act: "exhibit", file: unmarked, title: "exhibit.outletD", day: "2025-01-17", grade: "C3" },
  { act: "exhibit", file: "06-report-en.txt", title: "exhibit.report", day: "2025-01-20", grade: "B3" },
  { act: "exhibit", file: "07-slip-en.txt", title: "exhibit.feed", day: "2025-01-18", grade: "D4" },
  { act: "exhibit", file: "08-comparison-ru.txt", title: "exhibit.blog", day: "2025-01-22", grade: "D4" },
  { act: "exhibit", file: "09-seizure-kk.txt", title: "exhibit.page", day: "2025-01-19", grade: "E5" },
  { act: "exhibit", file: "10-register.txt", title: "exhibit.register", day: "2025-02-01", grade: "A1" },
  { act: "rates", file: "rates.csv" },
];

function figure(key: string, measure: string, row: number, values: Readonly<Record<string, Value>>): SampleStep {
  const all = { title: word(`figure.${key}`), measureType: text(measure), period: year("2024"), scope: word("scope.country"), ...values };
  return { act: "add", key, type: "figure", values: all, from: [release, row] };
}

const figures: readonly SampleStep[] = [
  figure("exchanges", "liquidate", 2, { count: count("36", "exchange") }),
  figure("turnover", "turnover", 3, { amount: billions }),
  figure("sites", "block-site", 4, { count: count("3500", "site") }),
  figure("confiscated", "confiscate", 5, { amount: amount("4800000", "USDT") }),
  figure("pyramids", "liquidate", 6, { count: count("2", "scheme") }),
  figure("returned", "return", 6, { amount: amount("545000", "USDT") }),
  figure("frozen", "freeze", 7, { amount: amount("120000", "USDT") }),
  {
    act: "add",
    key: "sites2023",
    type: "figure",
    values: {
      title: word("figure.sites2023"),
      measureType: text("block-site"),
      count: count("980", "site"),
      period: year("2023"),
      scope: word("scope.unknown"),
    },
    from: ["08-comparison-ru.txt", 2],
  },
];

const rivals: readonly SampleStep[] = [
  ...[...copies, unmarked].map((file): SampleStep => {
    return { act: "say", of: "turnover", property: "amount", value: billions, from: [file, 3], grade: "C3" };
  }),
  { act: "say", of: "turnover", property: "amount", value: amount("112840000", "USD"), from: ["06-report-en.txt", 3], grade: "B3" },
  { act: "say", of: "turnover", property: "amount", value: amount("60000000", "KZT"), from: ["07-slip-en.txt", 2], grade: "D4" },
  {
    act: "say",
    of: "turnover",
    property: "measureType",
    value: text("confiscate"),
    from: ["09-seizure-kk.txt", 2],
    grade: "E5",
    note: "note.seizure",
  },
  { act: "say", of: "confiscated", property: "amount", value: amount("480000", "USDT"), from: ["02-outlet-ru.txt", 5], grade: "C3" },
  { act: "say", of: "returned", property: "amount", value: amount("545000", "USD"), from: ["03-outlet-ru.txt", 6], grade: "C3", note: "note.dollar" },
  ...copies.map((copy): SampleStep => ({ act: "copy", copy, original: release, why: "why.copy" })),
];

const actors: readonly SampleStep[] = [
  { act: "add", key: "tulpar", type: "exchange", values: { name: text("Tulpar Swap"), alias: text("Тұлпар Своп") }, from: ["10-register.txt", 2] },
  { act: "add", key: "samal", type: "exchange", values: { name: text("Samal Crypto"), alias: text("Самал Крипто") }, from: ["10-register.txt", 5] },
  { act: "add", key: "altynLatin", type: "exchange", values: { name: text("Altyn Kilt OTC") }, from: "officer" },
  { act: "add", key: "altyn", type: "exchange", values: { name: text("Алтын Кілт OTC"), status: text("liquidated") }, from: "officer" },
  { act: "add", key: "zhibek", type: "exchange", values: { name: text("Zhibek Pay") }, from: "officer" },
  { act: "add", key: "zhibekLocal", type: "exchange", values: { name: text("Жібек Pay KZ") }, from: "officer" },
  { act: "add", key: "mysal", type: "scheme", values: { name: text("Мысал Капитал"), schemeKind: text("pyramid") }, from: "officer" },
  { act: "add", key: "ulgi", type: "scheme", values: { name: text("Үлгі Клуб"), schemeKind: text("pyramid") }, from: "officer" },
  { act: "add", key: "operator", type: "person", values: { fullName: text("Үлгібеков Ерлан Мысалұлы") }, from: "officer" },
  { act: "add", key: "organiser", type: "person", values: { fullName: text("Мысалова Айна Үлгіқызы") }, from: "officer" },
  {
    act: "add",
    key: "site",
    type: "site",
    values: { domain: { kind: "identifier", text: "samal-crypto.example" } },
    from: "officer",
  },
  { act: "link", type: "operates", from: "operator", to: "samal" },
  { act: "link", type: "uses", from: "samal", to: "site" },
  { act: "link", type: "operates", from: "organiser", to: "mysal" },
  { act: "link", type: "concerns", from: "exchanges", to: "altyn" },
  { act: "link", type: "concerns", from: "pyramids", to: "mysal" },
  { act: "link", type: "concerns", from: "pyramids", to: "ulgi" },
  { act: "link", type: "concerns", from: "returned", to: "mysal" },
];

function standing(of: string, property: string, value: string, row: number, from: string, to: string): SampleStep {
  return { act: "say", of, property, value: text(value), from: ["10-register.txt", row], grade: "A1", during: { from, to } };
}

const licences: readonly SampleStep[] = [
  standing("tulpar", "legality", "unlicensed", 2, "", "2024-03-31"),
  standing("tulpar", "legality", "preliminary", 3, "2024-04-01", "2024-10-14"),
  standing("tulpar", "legality", "licensed", 4, "2024-10-15", ""),
  standing("samal", "legality", "unlicensed", 5, "", ""),
  standing("samal", "status", "active", 5, "", "2024-05-31"),
  standing("samal", "status", "blocked", 6, "2024-06-01", ""),
];

const director = text("director");
const decisions: readonly SampleStep[] = [
  { act: "rule", of: "turnover", property: "amount", value: billions, why: "why.turnover", until: "" },
  { act: "rule", of: "confiscated", property: "amount", value: amount("4800000", "USDT"), why: "why.confiscated", until: "2025-06-30" },
  { act: "possible", keep: "zhibek", other: "zhibekLocal", why: "why.possible" },
  { act: "merge", keep: "altyn", other: "altynLatin", why: "why.merge" },
  { act: "say", of: "operator", property: "position", value: director, from: "officer", grade: "C3" },
  { act: "retract", of: "operator", property: "position", value: director },
  { act: "link", type: "operates", from: "organiser", to: "ulgi" },
  { act: "undo", what: "link" },
];

/** The worked example, act by act: figures with their traps, sources that repeat one another, standing by date, decisions and corrections. */
export const sampleStory: readonly SampleStep[] = [...exhibits, ...figures, ...rivals, ...actors, ...licences, ...decisions];
