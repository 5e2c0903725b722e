import type { CustodyDraft, ExhibitsDraft } from "../../shared/case/locker-door.ts";
import type { EntityId } from "../../shared/kernel/brand.ts";

const noFacts = {
  exhibitNumber: "",
  title: "",
  publisher: "",
  publishedAt: "",
  acquiredAt: "",
  obtainedFrom: "",
  seizureAct: "",
  collectedBy: "",
} as const;

/** A file as it is given to the locker: named by the beginning of its text unless said otherwise. */
export const fileOf = (text: string, fileName = `${text.slice(0, 20)}.txt`, path = "") => ({
  file: new Blob([new TextEncoder().encode(text)], { type: "text/plain" }),
  fileName,
  path,
});

/** Files to be kept, of which nothing more is said. */
export const draftOf = (files: ExhibitsDraft["files"], more: Partial<ExhibitsDraft> = {}): ExhibitsDraft => ({
  ...noFacts,
  files,
  grade: "B2",
  handling: "amber",
  custody: [],
  ...more,
});

/** An act of custody, with no more than it needs. */
export const event = (exhibitIds: readonly EntityId[], more: Partial<CustodyDraft> = {}): CustodyDraft => ({
  exhibits: exhibitIds,
  action: "register",
  happenedAt: "2026-02-21T08:00Z",
  performedBy: "А. Омаров",
  place: "",
  reason: "",
  documentNumber: "",
  sealNumber: "",
  handedFrom: "",
  handedTo: "",
  handling: "amber",
  corrects: null,
  correction: "replaces",
  isDamageKnown: false,
  ...more,
});
