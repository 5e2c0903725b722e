import type { EntityId, FileHash } from "../../../shared/kernel/brand.ts";
import type { CustodyAction } from "../../../shared/ontology/custody.ts";
import type { CustodyChain } from "../../../shared/projections/custody.ts";
import { textOfValue } from "../../../shared/projections/value-text.ts";
import type { Entity, Fact } from "../../../shared/projections/model.ts";
import { type CheckedFiles, custodyOf, fileOfExhibit, type LastCheck, lastCheckOf } from "../../state/custody.ts";
import { twinProperties } from "../../state/exhibit-of.ts";

/** One exhibit as the locker lists it; "" = not said. */
export interface LockerRow {
  readonly id: EntityId;
  readonly entity: Entity;
  readonly file: FileHash | null;
  readonly number: string;
  readonly fileName: string;
  readonly mediaType: string;
  readonly sizeBytes: number;
  readonly source: string;
  readonly act: string;
  readonly collectedBy: string;
  readonly collectedAt: string;
  readonly grade: string;
  readonly custody: CustodyChain;
  readonly damage: "damaged" | "lost" | null;
  /** Only what is said of the file is here: the file itself never came. */
  readonly isAbsent: boolean;
  readonly checked: LastCheck;
}

export interface LockerSight {
  readonly chains: ReadonlyMap<FileHash, CustodyChain>;
  readonly quarantine: ReadonlyMap<string, "damaged" | "lost">;
  readonly absent: ReadonlySet<FileHash>;
  readonly checked: CheckedFiles;
}

export function lockerRow(entity: Entity, { chains, quarantine, absent, checked }: LockerSight): LockerRow {
  const file = fileOfExhibit(entity);
  const kept = entity.facts["file"]?.[0]?.value;
  const damage = file === null ? null : (quarantine.get(file) ?? null);
  return {
    id: entity.id,
    entity,
    file,
    number: textOf(entity, "exhibitNumber"),
    fileName: textOf(entity, "fileName"),
    mediaType: kept?.kind === "file" ? kept.mediaType : "",
    sizeBytes: kept?.kind === "file" ? kept.sizeBytes : 0,
    source: textOf(entity, "obtainedFrom") || textOf(entity, "publisher"),
    act: textOf(entity, "seizureAct"),
    collectedBy: textOf(entity, "collectedBy"),
    collectedAt: textOf(entity, "acquiredAt"),
    grade: gradeOf(entity),
    custody: custodyOf(entity, chains),
    damage,
    // A file that is damaged here cannot be given either, but it is told as what it is.
    isAbsent: damage === null && file !== null && absent.has(file),
    checked: lastCheckOf(file, checked),
  };
}

/** The text of the value in front. */
export function textOf(entity: Entity, property: string): string {
  const value = entity.facts[property]?.[0]?.value;
  if (value === undefined) return "";
  return value.kind === "date" ? value.from || value.to : "text" in value ? value.text : "";
}

const gradeOf = (entity: Entity): string => firstFact(entity)?.grade ?? "";
const firstFact = (entity: Entity): Fact | undefined => entity.facts["file"]?.[0] ?? entity.facts["fileHash"]?.[0];

/** Whether a row needs somebody's eyes: its file is not whole, or something in its custody is odd. */
export function needsLook({ damage, custody }: LockerRow): boolean {
  return damage !== null || custody.steps.some(({ counts, flags }) => counts && flags.length > 0);
}

export const lockerFilters = ["all", "attention", "uncustodied", "unchecked", "seize", "register", "store", "transfer", "destroy"] as const;
export type LockerFilter = (typeof lockerFilters)[number];

export function isShown(row: LockerRow, filter: LockerFilter, query: string): boolean {
  return isOfFilter(row, filter) && isFound(row, query.trim().toLowerCase());
}

function isOfFilter(row: LockerRow, filter: LockerFilter): boolean {
  switch (filter) {
    case "all":
      return true;
    case "attention":
      return needsLook(row);
    case "uncustodied":
      return row.custody.state === null;
    case "unchecked":
      return row.checked === "never";
    default:
      return row.custody.state === (filter satisfies CustodyAction);
  }
}

function isFound(row: LockerRow, query: string): boolean {
  if (query === "") return true;
  const twins = twinProperties.flatMap((property) => (row.entity.facts[property] ?? []).map(({ value }) => textOfValue(value)));
  const texts = [
    row.entity.title,
    ...twins,
    row.number,
    row.fileName,
    row.mediaType,
    row.source,
    row.act,
    row.collectedBy,
    row.custody.holder,
    row.file ?? "",
  ];
  return texts.some((text) => text.toLowerCase().includes(query));
}
