import type { AuthorId } from "../../../shared/kernel/brand.ts";
import { openDialog, type PartnersPart } from "../../state/desk.ts";

/** Opens a part of the dialog about partners; of one of them where `author` is said. */
export function showPartners(part: PartnersPart, author?: AuthorId): void {
  openDialog({ kind: "partners", file: null, part, ...(author === undefined ? {} : { author }) });
}
