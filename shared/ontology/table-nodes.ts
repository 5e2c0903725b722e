import type { NodeEntry } from "./model.ts";
import { actors } from "./table-actors.ts";
import { channels } from "./table-channels.ts";
import { custody } from "./table-custody.ts";
import { noteEntries } from "./table-notes.ts";
import { records } from "./table-records.ts";

/** Everything drawn as a node. */
export const nodeEntries = { ...actors, ...channels, ...records, ...custody, ...noteEntries } as const satisfies Record<string, NodeEntry>;
