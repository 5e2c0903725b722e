import { type FileHash, parseFileHash } from "../../shared/kernel/brand.ts";
import { entityIdFor } from "../../shared/ontology/identity.ts";
import { textOfValue } from "../../shared/projections/value-text.ts";
import type { Entity } from "../../shared/projections/model.ts";
import { useEntity } from "./case-mirror.ts";

/** The exhibit of a file: its id derives from the hash. Undefined when the case knows the file only by its hash. */
export function useExhibit(file: FileHash | null): Entity | undefined {
  return useEntity(file === null ? null : entityIdFor("exhibit", file));
}

/** The file an exhibit or dataset is; null for everything else. */
export function fileOf(entity: Entity): FileHash | null {
  const value = entity.facts["fileHash"]?.[0]?.value;
  return value?.kind === "identifier" ? parseFileHash(value.text) : null;
}

/** What a source is called, here as in the check of figures, the log and the printed sheet: as the exhibit is, by its title, else by the name of its file; "" when neither is known. */
export function exhibitNameOf(exhibit: Entity | undefined): string {
  return exhibit?.title ?? "";
}

/** The name of the file itself, under which it is saved; "" when it is not known. */
export function fileNameOf(exhibit: Entity | undefined): string {
  return exhibit === undefined ? "" : textOfValue(exhibit.facts["fileName"]?.[0]?.value) || exhibit.title;
}

/** What was said of the same bytes when they were found once more, beside the first name, number, source, act and collector. */
export const twinProperties = ["otherName", "otherPath", "otherNumber", "otherSource", "otherAct", "otherCollector", "otherAcquiredAt"] as const;
