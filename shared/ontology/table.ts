import type { Ontology } from "./model.ts";
import { linkEntries } from "./table-links.ts";
import { nodeEntries } from "./table-nodes.ts";

/** Goes into every commit header. Entries are added or marked retired, never removed or renamed. */
export const ontologyVersion = 6;

/**
 * The one table of what a case may speak of: forms, checks, colours, imports, timeline and exports all read it.
 * A new type is one entry here, one icon in assets/icons/types and its words in assets/locales.
 */
export const ontology = { ...nodeEntries, ...linkEntries } as const satisfies Ontology;

export type TypeName = keyof typeof ontology;
