import type { EntityDraft, LinkDraft } from "../../../shared/case/door.ts";
import { type ClaimId, type EntityId, parseEntityId } from "../../../shared/kernel/brand.ts";
import { askCore, askOrTell, tellFailure } from "../../state/ask.ts";
import { closeDialog, selectEntities } from "../../state/desk.ts";
import { notify } from "../../state/jobs.ts";
import { ruleOf } from "./property-draft.ts";

/** How the core answered a form: done, a value it refused (by property), or that the thing is already in the case. */
export type SaveOutcome =
  | { readonly kind: "done" }
  | { readonly kind: "refused"; readonly property: string; readonly rule: string }
  | { readonly kind: "known"; readonly entity: EntityId }
  | { readonly kind: "failed" };

/** Adds an entity, selects it and closes the dialog. */
export async function saveEntity(draft: EntityDraft): Promise<SaveOutcome> {
  return finish(await askCore("addEntity", draft), "entity:notice.added");
}

/** Adds a link, selects it and closes the dialog. */
export async function saveLink(draft: LinkDraft): Promise<SaveOutcome> {
  return finish(await askCore("addLink", draft), "entity:notice.linked");
}

type Answer = Awaited<ReturnType<typeof askCore<"addEntity">>>;
function finish(answer: Answer, notice: string): SaveOutcome {
  if (!answer.ok) return refusalOf(answer.error);
  const [main] = answer.value.entities;
  if (main !== undefined) selectEntities([main]);
  closeDialog();
  notify("success", notice);
  return { kind: "done" };
}

/** Reads a refusal; all that no field of the form explains is told as a notice. */
function refusalOf(error: { readonly kind: string; readonly where?: string }): SaveOutcome {
  if (error.kind === "refused-value") return { kind: "refused", property: error.where?.split("/")[0] ?? "", rule: ruleOf(error.where) };
  const known = error.kind === "already-known" ? parseEntityId(error.where) : null;
  if (known !== null) return { kind: "known", entity: known };
  tellFailure(error);
  return { kind: "failed" };
}

/** Takes back all we said of these; what other agencies said stays. They stay selected, so that undo shows them again. */
export async function removeEntities(entities: readonly EntityId[]): Promise<void> {
  if (entities.length === 0) return;
  const done = await askOrTell("removeEntities", { entities });
  if (done === null) return;
  notify("success", "entity:notice.removed", { count: entities.length });
}

/** Takes one value of ours back. */
export async function removeValue(claim: ClaimId): Promise<boolean> {
  const done = await askOrTell("retract", { claims: [claim] });
  if (done !== null) notify("success", "entity:notice.valueRemoved");
  return done !== null;
}

/** Makes a computed flow a statement of ours, and selects it. */
export async function relyOnFlow(flow: string): Promise<void> {
  const done = await askOrTell("promoteFlow", { flow });
  const [main] = done?.entities ?? [];
  if (main === undefined) return;
  selectEntities([main]);
  notify("success", "entity:notice.relied");
}
