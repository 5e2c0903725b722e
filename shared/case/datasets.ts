import { type FileHash, parseFileHash } from "../kernel/brand.ts";
import type { Entities } from "../projections/entities.ts";
import type { Entity } from "../projections/model.ts";

/** What a live dataset entity says: which exhibit, read by which reader. */
export interface DatasetReading {
  readonly reader: string;
  readonly readerVersion: number;
}

/** The datasets of the case, by the hash of their exhibit. */
export function liveDatasets(entities: Entities): ReadonlyMap<FileHash, DatasetReading> {
  const live = new Map<FileHash, DatasetReading>();
  for (const entity of entities.all().values()) {
    if (entity.type !== "dataset") continue;
    const sha256 = parseFileHash(textOf(entity, "fileHash"));
    const readerVersion = Number.parseInt(textOf(entity, "readerVersion"), 10);
    if (sha256 !== null && Number.isSafeInteger(readerVersion)) live.set(sha256, { reader: textOf(entity, "reader"), readerVersion });
  }
  return live;
}

/** The text of the fact painted first; "" when there is none. */
export function textOf(entity: Entity, property: string): string {
  const value = entity.facts[property]?.[0]?.value;
  return value !== undefined && "text" in value ? value.text : "";
}
