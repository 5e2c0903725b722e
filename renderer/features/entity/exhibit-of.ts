import { type FileHash, parseFileHash } from "../../../shared/kernel/brand.ts";
import { entityIdFor } from "../../../shared/ontology/identity.ts";
import { textOfValue } from "../../../shared/projections/value-text.ts";
import type { Entity } from "../../../shared/projections/model.ts";
import { useEntity } from "../../state/case-mirror.ts";

/** The exhibit of a file: its id derives from the hash. Undefined when the case knows the file only by its hash. */
export function useExhibit(file: FileHash | null): Entity | undefined {
  return useEntity(file === null ? null : entityIdFor("exhibit", file));
}

/** The file an exhibit or dataset is; null for everything else. */
export function fileOf(entity: Entity): FileHash | null {
  const value = entity.facts["fileHash"]?.[0]?.value;
  return value?.kind === "identifier" ? parseFileHash(value.text) : null;
}

/** What a file is called: its original name, else the exhibit's title; "" when neither is known. */
export function fileNameOf(exhibit: Entity | undefined): string {
  if (exhibit === undefined) return "";
  return textOfValue(exhibit.facts["fileName"]?.[0]?.value) || exhibit.title;
}
