import { custodyActions } from "./custody.ts";
import type { NodeEntry, PropertyEntry } from "./model.ts";

const named = { kind: "text", isLabel: true } as const satisfies PropertyEntry;

/**
 * What was done with an exhibit, by the verbs of Government Resolution 1291 of 2014. It names the file and not the exhibit, whose id derives from
 * that; its own id is random, since two events may be alike in everything. Said once: a correction is another event (decision 0070).
 */
export const custody = {
  custodyEvent: {
    form: "node",
    icon: "custody-event",
    shape: "tag",
    colour: "gold",
    isListed: false,
    title: ["documentNumber", "sealNumber"],
    properties: {
      fileHash: { kind: "identifier", check: "sha256", isRequired: true },
      custodyAction: { kind: "choice", choices: custodyActions, isRequired: true },
      happenedAt: { kind: "date", timeline: "at", isRequired: true },
      performedBy: { ...named, isRequired: true },
      custodyPlace: named,
      reason: { kind: "text" },
      documentNumber: { kind: "identifier" },
      sealNumber: { kind: "identifier" },
      handedFrom: named,
      handedTo: named,
      /** Id of the event of the same exhibit that this one corrects. */
      corrects: { kind: "identifier" },
      /** `replaces`: it was otherwise. `cancels`: it never was. */
      correction: { kind: "choice", choices: ["replaces", "cancels"] },
      /** Why it is corrected; why it was done is the `reason`. */
      correctionReason: { kind: "text" },
      /** What the file was found to be when this was recorded, and when that was asked. */
      fileState: { kind: "choice", choices: ["sound", "damaged", "lost", "absent"] },
      checkedAt: { kind: "date" },
    },
  },
} as const satisfies Record<string, NodeEntry>;
