import { type FileHash, parseFileHash } from "../kernel/brand.ts";
import type { Entity } from "../projections/model.ts";

/** What a live dataset entity says: which exhibit, read by which reader. */
export interface DatasetReading {
  readonly file: FileHash;
  readonly reader: string;
  readonly readerVersion: number;
  readonly choices: string;
}

/** The reading of a dataset entity; null for any other entity, and for a dataset that does not say enough. */
export function readingOf(entity: Entity): DatasetReading | null {
  if (entity.type !== "dataset") return null;
  const file = parseFileHash(textOf(entity, "fileHash"));
  const readerVersion = Number.parseInt(textOf(entity, "readerVersion"), 10);
  return file === null || !Number.isSafeInteger(readerVersion)
    ? null
    : { file, reader: textOf(entity, "reader"), readerVersion, choices: textOf(entity, "readingChoices") };
}

/** The text of the fact painted first; "" when there is none. */
export function textOf(entity: Entity, property: string): string {
  const value = entity.facts[property]?.[0]?.value;
  return value !== undefined && "text" in value ? value.text : "";
}
