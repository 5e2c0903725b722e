import { createContext, useContext } from "react";
import type { AuthorId } from "../../../shared/kernel/brand.ts";
import type { Identity } from "../../../shared/partner/model.ts";

/** Who the authors are, asked once for a whole panel or dialog. */
export const OfficersContext = createContext<ReadonlyMap<AuthorId, Identity>>(new Map());

/** The name of an author; the beginning of the key when no card of ours has it. */
export function useOfficerName(): (author: AuthorId) => string {
  const officers = useContext(OfficersContext);
  return (author) => officers.get(author)?.officer ?? `${author.slice(0, 8)}…`;
}
