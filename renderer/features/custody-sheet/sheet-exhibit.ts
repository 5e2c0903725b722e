import type { FileHash } from "../../../shared/kernel/brand.ts";
import type { CustodyEvent } from "../../../shared/projections/custody.ts";
import type { Entity } from "../../../shared/projections/model.ts";

/** An exhibit of the sheet, with the rows that record what was done with it. */
export interface SheetExhibit {
  readonly exhibit: Entity;
  /** null = its hash is withheld. */
  readonly file: FileHash | null;
  readonly events: readonly { readonly row: Entity; readonly event: CustodyEvent }[];
}
