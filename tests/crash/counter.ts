import type { CaseDoor, History } from "../../shared/case/door.ts";
import type { Mirror } from "../../shared/case/mirror.ts";
import type { EntityId } from "../../shared/kernel/brand.ts";
import type { Entity } from "../../shared/projections/model.ts";
import type { Client } from "../../shared/host/rpc.ts";
import type { Result } from "../../shared/kernel/result.ts";
import type { ShapesDoor, Told } from "./acts.ts";

/** The window's half of a case: the counter behind its thread, and the mirror that its patches keep. */
export interface Counter {
  readonly door: Client<CaseDoor>;
  readonly shapes: Client<ShapesDoor>;
  readonly mirror: Mirror;
  /** What the last opening showed before records were checked; null = nothing. */
  takeUnchecked(): ReadonlyMap<EntityId, Entity> | null;
  /** Of the last patch. */
  history(): History | null;
}

/** The value of an answer that must have succeeded. */
export function need<Value>(answer: Result<Value, { readonly kind: string; readonly where?: string }>): Value {
  if (!answer.ok) throw new Error(`${answer.error.kind} ${answer.error.where ?? ""}`);
  return answer.value;
}

/** Resolves when the test has it: what is told before an ask is known whatever happens to the ask. */
export async function tell(told: Told): Promise<void> {
  await fetch("/told", { method: "POST", body: JSON.stringify(told) });
}
