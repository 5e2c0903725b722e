import type { BadBox, DamageReport, Readable } from "../../../shared/case/damage-door.ts";
import type { Format } from "../../ui/format.ts";
import type { Translate } from "../../ui/translate.ts";

/** One line of the report: what, and how much of it. */
export interface ReportLine {
  readonly name: string;
  readonly text: string;
}

/** The report in words: the same on the screen and in the file. */
export function reportLines(report: DamageReport, t: Translate, format: Format): readonly ReportLine[] {
  const { before, behind, remembered } = report;
  const time = (at: number | null): string => (at === null ? t("damage:never") : format.dateTime(at));
  const lines: [string, string][] = [
    ["bad", boxesText(report, t, format)],
    ["before", amount(before, t, format)],
    ["since", time(before.lastAt)],
    ["behind", amount(behind, t, format)],
    ["missing", lostText(report, t, format)],
  ];
  if (behind.lastAt !== null) lines.splice(4, 0, ["behindLast", time(behind.lastAt)]);
  if (remembered !== null) {
    const number = format.number(remembered.claims);
    lines.push(["remembered", t("damage:remembered", { count: remembered.claims, number, time: format.dateTime(remembered.changedAt) })]);
  }
  return lines.map(([name, text]) => ({ name: t(`damage:fact.${name}`), text }));
}

/** Counted by the record of the run; where that is lost too, by what builds on it: others may be lost that nothing names. */
function lostText({ lost, missing }: DamageReport, t: Translate, format: Format): string {
  const count = lost ?? missing;
  return t(lost === null ? "damage:atLeast" : "damage:records", { count, number: format.number(count) });
}

/** Records and claims, counted in words. */
export function amount({ commits, claims }: Readable, t: Translate, format: Format): string {
  const records = t("damage:records", { count: commits, number: format.number(commits) });
  return t("damage:amount", { records, claims: t("damage:claims", { count: claims, number: format.number(claims) }) });
}

/** "4, 7–9 of 12": each damaged or missing box. */
function boxesText({ named, badBoxes, boxes, fault }: DamageReport, t: Translate, format: Format): string {
  if (badBoxes === 0) return fault.where ?? "";
  const parts = (["damaged", "missing"] as const).flatMap((state) => {
    const list = rangesOf(named.filter((each) => each.state === state));
    return list === "" ? [] : [t(`damage:boxes.${state}`, { list })];
  });
  const more = badBoxes > named.length ? [t("damage:boxes.more", { number: format.number(badBoxes - named.length) })] : [];
  const all = boxes === null ? t("damage:boxes.ofUnknown") : t("damage:boxes.of", { number: format.number(boxes) });
  return [...parts, ...more, all].join("; ");
}

function rangesOf(bad: readonly BadBox[]): string {
  const ranges: [number, number][] = [];
  for (const { box } of bad) {
    const last = ranges.at(-1);
    if (last !== undefined && last[1] === box - 1) last[1] = box;
    else ranges.push([box, box]);
  }
  return ranges.map(([from, to]) => (from === to ? String(from) : `${from}–${to}`)).join(", ");
}

export const advice = ["one", "two", "three", "four"] as const;

/** The report as a text file. `caseName` = number and title. */
export function reportFile(report: DamageReport, caseName: string, t: Translate, format: Format): string {
  const facts = [
    { name: t("damage:fact.case"), text: caseName },
    { name: t("damage:fact.id"), text: report.caseId },
    { name: t("damage:fact.at"), text: format.dateTime(report.at) },
    ...reportLines(report, t, format),
  ];
  const steps = advice.map((step, at) => `${at + 1}. ${t(`damage:advice.${step}`)}`);
  return `${[t("damage:title"), "", ...facts.map(({ name, text }) => `${name}: ${text}`), "", t("damage:adviceTitle"), ...steps].join("\r\n")}\r\n`;
}
