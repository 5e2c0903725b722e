import { profileFileEnding } from "../../../shared/kernel/file-endings.ts";
import { useCallback, useEffect, useState } from "react";
import type { ImportProfile, ProfileSheet } from "../../../shared/intake/door.ts";
import type { IntakePreview, ReadingChoices } from "../../../shared/intake/model.ts";
import { utf8ToBytes } from "../../../shared/kernel/bytes.ts";
import { askCore } from "../../state/ask.ts";
import { intakeDoor } from "../../state/intake-bridge.ts";
import { saveBytes } from "../../state/save-file.ts";
import { failureText } from "../../ui/failure-text.ts";
import { useTranslate } from "../../ui/translate.ts";

/** The sealed note of this officer's vault that holds them. */
const noteName = "import-profiles";
export const longestProfileName = 100;
/** A file of profiles is small: what is larger is none. */
const mostFileBytes = 8_000_000;

/** The text of profiles, in the vault and in a file: `parseProfiles` of the intake reads it. */
const profilesText = (profiles: readonly ImportProfile[]): string => JSON.stringify({ dalel: "import-profiles", version: 1, profiles });

const keyOf = (headers: readonly string[]): string => JSON.stringify(headers);

/** Whether a person chose anything of a file that the next one can be read by. */
export function isSaveable({ encoding, delimiter, answers, headerRows, leftOut, mappings }: ReadingChoices): boolean {
  const isLong =
    [answers, headerRows].some((said) => Object.keys(said ?? {}).length > 0) || [leftOut, mappings].some((said) => (said ?? []).length > 0);
  return isLong || encoding !== undefined || delimiter !== undefined;
}

/** What was chosen for this file, under a name: its tables by their headers, without any row or cell of it. */
export function profileOf(name: string, { sheets }: IntakePreview, choices: ReadingChoices): ImportProfile {
  const { encoding, delimiter, answers, headerRows = {}, leftOut = [], mappings = [] } = choices;
  const bySignature = new Map<string, ProfileSheet>();
  for (const { name: sheet, suggested } of sheets) {
    const { headers } = suggested;
    const isLeftOut = leftOut.includes(sheet);
    // Of tables with the same headers one is enough, and one that is read says more.
    if (headers.length === 0 || bySignature.get(keyOf(headers))?.isLeftOut === false) continue;
    const mapping = mappings.find((each) => keyOf(each.headers) === keyOf(headers)) ?? null;
    bySignature.set(keyOf(headers), { headers, headerRow: headerRows[sheet] ?? null, isLeftOut, mapping });
  }
  return {
    name,
    sheets: [...bySignature.values()],
    ...(encoding === undefined ? {} : { encoding }),
    ...(delimiter === undefined ? {} : { delimiter }),
    ...(answers === undefined ? {} : { answers }),
  };
}

/** How many tables of a file have headers a profile knows. */
export function fitOf({ sheets }: ImportProfile, preview: IntakePreview): number {
  const known = new Set(sheets.map(({ headers }) => keyOf(headers)));
  return preview.sheets.filter(({ suggested }) => known.has(keyOf(suggested.headers))).length;
}

/** The choices a profile makes for a file. A table it does not know is left as it is, unless the file has one only: its header may stand in another row. */
export function choicesBy(profile: ImportProfile, preview: IntakePreview): ReadingChoices {
  const [only, ...others] = profile.sheets;
  const found = preview.sheets.flatMap(({ name, suggested }) => {
    const same = profile.sheets.find(({ headers }) => keyOf(headers) === keyOf(suggested.headers));
    const sheet = same ?? (preview.sheets.length === 1 && others.length === 0 ? only : undefined);
    return sheet === undefined ? [] : [{ name, sheet }];
  });
  const mappings = new Map(found.flatMap(({ sheet: { mapping } }) => (mapping === null ? [] : [[keyOf(mapping.headers), mapping] as const])));
  const rows = found.flatMap(({ name, sheet: { headerRow } }) => (headerRow === null ? [] : [[name, headerRow] as const]));
  const leftOut = found.flatMap(({ name, sheet: { isLeftOut } }) => (isLeftOut ? [name] : []));
  const { encoding, delimiter, answers } = profile;
  return {
    ...(encoding === undefined ? {} : { encoding }),
    ...(delimiter === undefined ? {} : { delimiter }),
    ...(answers === undefined ? {} : { answers }),
    ...(rows.length === 0 ? {} : { headerRows: Object.fromEntries(rows) }),
    ...(leftOut.length === 0 ? {} : { leftOut }),
    ...(mappings.size === 0 ? {} : { mappings: [...mappings.values()] }),
  };
}

/** Saved ways to read files, as this officer keeps them. */
export interface Profiles {
  readonly all: readonly ImportProfile[];
  /** In words; null = none. */
  readonly trouble: string | null;
  /** Keeps one; one of the same name is replaced. */
  keep(profile: ImportProfile): Promise<boolean>;
  rename(before: string, name: string): Promise<boolean>;
  drop(name: string): Promise<boolean>;
  /** Saves one as a file for a colleague. */
  saveFile(profile: ImportProfile): Promise<void>;
  /** Takes those of a file; a name that is taken gets a number. Gives how many. */
  takeFile(file: File): Promise<number>;
}

export function useProfiles(): Profiles {
  const t = useTranslate();
  const [all, setAll] = useState<readonly ImportProfile[]>([]);
  const [trouble, setTrouble] = useState<string | null>(null);
  const load = useCallback(async (): Promise<readonly ImportProfile[] | null> => {
    const note = await askCore("readNote", { name: noteName });
    if (!note.ok) {
      setTrouble(failureText(note.error));
      return null;
    }
    const read = note.value === null ? null : await intakeDoor().readProfiles({ text: note.value });
    if (read !== null && !read.ok) setTrouble(t("intake-profiles:unreadable"));
    const kept = read === null ? [] : read.ok ? read.value : null;
    if (kept !== null) setAll(kept);
    return kept;
  }, [t]);
  useEffect(() => void load(), [load]);
  /** What cannot be read is not written over. */
  const change = async (make: (kept: readonly ImportProfile[]) => readonly ImportProfile[]): Promise<boolean> => {
    const kept = await load();
    if (kept === null) return false;
    const sorted = [...make(kept)].sort((a, b) => (a.name < b.name ? -1 : 1));
    const done = await askCore("keepNote", { name: noteName, text: profilesText(sorted) });
    setTrouble(done.ok ? null : failureText(done.error));
    if (done.ok) setAll(sorted);
    return done.ok;
  };
  return {
    all,
    trouble,
    keep: (profile) => change((kept) => [...kept.filter(({ name }) => name !== profile.name), profile]),
    rename: (before, name) =>
      change((kept) =>
        kept.filter((each) => each.name !== name || each.name === before).map((each) => (each.name === before ? { ...each, name } : each)),
      ),
    drop: (name) => change((kept) => kept.filter((each) => each.name !== name)),
    saveFile: async (profile) => {
      const offer = { name: `${profile.name.replaceAll(/[^\p{L}\p{N} _-]/gu, "_")}${profileFileEnding}.json`, mediaType: "application/json" };
      const saved = await saveBytes(offer, utf8ToBytes(profilesText([profile])));
      setTrouble(saved.ok ? null : failureText(saved.error));
    },
    takeFile: async (file) => {
      const read = file.size > mostFileBytes ? null : await intakeDoor().readProfiles({ text: await file.text() });
      if (read === null || !read.ok) {
        setTrouble(t("intake-profiles:notProfiles"));
        return 0;
      }
      const isDone = await change((kept) => withFreeNames(kept, read.value));
      return isDone ? read.value.length : 0;
    },
  };
}

/** All of them; of the new ones a name that is taken gets a number. */
function withFreeNames(kept: readonly ImportProfile[], more: readonly ImportProfile[]): readonly ImportProfile[] {
  const all = [...kept];
  for (const each of more) all.push({ ...each, name: freeName(each.name, all) });
  return all;
}

/** The name, with a number behind it where it is taken. */
function freeName(name: string, taken: readonly ImportProfile[]): string {
  const isFree = (one: string): boolean => !taken.some((each) => each.name === one);
  for (let number = 1; ; number += 1) {
    const tried = number === 1 ? name : `${name.slice(0, longestProfileName - 6)} (${number})`;
    if (isFree(tried)) return tried;
  }
}
