import type { PropertyEntry } from "./model.ts";

/** Shared by entries of several tables. */
export const firstSeen = { kind: "date", timeline: "at" } as const satisfies PropertyEntry;
