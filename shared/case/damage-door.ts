import type { CaseId, InstantMs } from "../kernel/brand.ts";
import type { Result } from "../kernel/result.ts";
import type { TamperError } from "../vault/model.ts";
import type { CaseError } from "./answer.ts";
import type { OpenedCase } from "./opening-door.ts";

/** What a person can ask about a damaged case. Part of the counter (`door.ts`). */
export interface DamageDoor {
  /** Looks at every stored box of the open case, also behind the damage. Changes nothing. Tells progress as job "inspect-damage"; `cancel` ends it. */
  inspectDamage(argument: null): Promise<Result<DamageReport, CaseError>>;
  /**
   * Reads a source, checks every commit of it, and says what repairing from it would bring back. Changes nothing; tells progress as job "plan-repair".
   * A case that is not damaged (any more) is filled up with what the source has and it lacks.
   * Fails   as reading a backup of this vault, or a bundle, does; `unknown-case` when the source holds nothing of the case; `nothing-to-repair` when it
   *         is not damaged and lacks nothing; `nothing-readable` when the repair would leave an empty case; `newer-format` when a newer version wrote
   *         into the case: that one must repair it.
   */
  planRepair(argument: { readonly source: RepairSource }): Promise<Result<RepairPlan, CaseError>>;
}

/** `here`: only what is still readable in the vault itself. */
export type RepairSource = { readonly kind: "backup" | "bundle"; readonly file: Blob } | { readonly kind: "here" };

/** What of a case can be read. */
export interface Readable {
  readonly commits: number;
  readonly claims: number;
}

export interface DamageReport {
  readonly caseId: CaseId;
  readonly at: InstantMs;
  /** The first damage, at which reading stopped. */
  readonly fault: TamperError;
  /** Boxes there should be; null when the record that says it is lost. */
  readonly boxes: number | null;
  /** The bad ones, from 1, the first `mostBoxesNamed` of them; `badBoxes` counts all. */
  readonly named: readonly BadBox[];
  readonly badBoxes: number;
  /** Up to the damage: what the open case shows. `lastAt` = when the last of it was said; null = nothing. */
  readonly before: Readable & { readonly lastAt: InstantMs | null };
  /** Behind the damage, and signed: a repair takes it back in, whatever the source. */
  readonly behind: Readable & { readonly lastAt: InstantMs | null };
  /** Commits that ours build on and that are nowhere here. */
  readonly missing: number;
  /** Records that do not open here, wherever they lay; null when nothing says how many there were. */
  readonly lost: number | null;
  /** What the list of cases remembers; null when it does not. */
  readonly remembered: { readonly claims: number; readonly changedAt: InstantMs } | null;
}
export interface BadBox {
  readonly box: number;
  readonly state: "damaged" | "missing";
}
export const mostBoxesNamed = 200;

/** What a repair did. */
export interface RepairedCase {
  readonly opened: OpenedCase;
  /** Exhibits whose file came back from the backup, read whole; and those of ours whose file is still missing or damaged: they are in quarantine. */
  readonly broughtFiles: number;
  readonly lostFiles: number;
}

export interface RepairPlan {
  readonly token: string;
  readonly source: RepairSource["kind"];
  /** When the backup was made or the bundle sent; null for `here`. */
  readonly madeAt: InstantMs | null;
  /** All that the source holds of this case, and when the last of it was said. */
  readonly holds: Readable & { readonly lastAt: InstantMs | null };
  readonly fromSource: Readable;
  readonly behind: Readable;
  /** The case once repaired. */
  readonly after: Readable;
  /** Commits that ours build on and that stay lost. */
  readonly missing: number;
  /** Records that stay lost, wherever they lay; null when nothing says how many there were: the run's own record is lost, or of before they were counted. */
  readonly lost: number | null;
  /** Whether anything is lost at the end of the run, where nothing built on it: `unknown` when `lost` is, and the source cannot tell either. */
  readonly ending: "whole" | "lost" | "unknown";
  /** Exhibits of our agency that the case would name and whose file is missing or damaged here: what a backup holds of them comes along. */
  readonly files: number;
  /** Commits of a bundle that we are not known to have had: they wait to be received in the usual way. */
  readonly leftOut: number;
}
