import { type NodeEntry, rulesOnProperty, stolenRulingType } from "./model.ts";

/** What is noted in a case of the signed notes about its bundles: bookkeeping of the agency, which never travels. */
export const bundleNoteType = "bundleNote";

/** What happened: a note of ours was written, or one of a partner arrived, or we decided about one. */
export const bundleNoteKinds = [
  "receipt-given",
  "receipt-got",
  "recall-sent",
  "recall-got",
  "supersede-sent",
  "supersede-got",
  "notice-decided",
] as const;
export type BundleNoteKind = (typeof bundleNoteKinds)[number];

export const noteEntries = {
  [bundleNoteType]: {
    form: "node",
    icon: "bundle-note",
    shape: "tag",
    colour: "grey",
    isListed: false,
    title: ["partnerAgency"],
    properties: {
      noteKind: { kind: "choice", choices: bundleNoteKinds, isRequired: true },
      deed: { kind: "choice", choices: ["accepted", "accepted-in-part", "looked-at", "refused", "kept", "out-of-use", "destroyed"] },
      partnerAgency: { kind: "text", isRequired: true },
      partnerOfficer: { kind: "text" },
      partnerKey: { kind: "identifier" },
      bundleNumber: { kind: "decimal" },
      statementHash: { kind: "identifier", check: "sha256" },
      noteHash: { kind: "identifier", check: "sha256" },
      reason: { kind: "text" },
    },
  },
  [stolenRulingType]: {
    form: "node",
    icon: "key-ruling",
    shape: "tag",
    colour: "grey",
    isListed: false,
    title: ["stolenRuling"],
    properties: {
      stolenRuling: { kind: "choice", choices: ["keep", "ask-again"], isRequired: true },
      stolenKey: { kind: "identifier", isRequired: true },
      reason: { kind: "text", isRequired: true },
      claims: { kind: "decimal" },
      /** The sound keys that say it again, and the bundles of theirs that do. */
      saidAgainBy: { kind: "identifier", isMany: true },
      saidAgainIn: { kind: "identifier", check: "sha256", isMany: true },
      /** Which statements it is about (`projections/tellings.ts`). */
      [rulesOnProperty]: { kind: "text", isMany: true },
    },
  },
} as const satisfies Record<string, NodeEntry>;
