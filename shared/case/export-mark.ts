import type { OutputMark } from "../interop/tables/model.ts";
import { wordOf } from "../interop/tables/table-words.ts";
import { toPlainReason } from "../bundle/seal.ts";
import { checkRecipients } from "../partner/admit.ts";
import { trustedNow } from "../partner/standing.ts";
import type { InstantMs } from "../kernel/brand.ts";
import type { ExportPlan } from "./export-door.ts";
import { addresseeOf } from "./holders.ts";
import type { Scene } from "./share-scene.ts";

/** The words of a plan as they are kept and written. */
export const reasonsOf = ({ to }: ExportPlan) => ({ purpose: toPlainReason(to.purpose), legalBasis: toPlainReason(to.legalBasis) });

/** For whom a plan is, by agency and officer, or by the name of somebody without keys. */
export function recipientNames({ deps, session }: Scene, { to }: ExportPlan): readonly { readonly name: string; readonly key: string }[] {
  const addressee = addresseeOf(to);
  if (addressee !== "") return [{ name: addressee, key: "" }];
  const { recipients } = checkRecipients(to.to, trustedNow(session.registry.partners, deps.clock.now()), to.marking);
  return recipients.map(({ agencyName, author }) => ({ name: agencyName, key: author }));
}

/** What a file says of itself: how it may be used, for whom and why it was made, by whom and when, and that it is a copy. */
export function exportMark(scene: Scene, plan: ExportPlan, rows: number, at: InstantMs): OutputMark {
  const { session, open } = scene;
  const { cells } = plan.words;
  const { to } = plan;
  const national = to.nationalMark === "" ? "" : wordOf(cells, `mark.${to.nationalMark}`);
  const line = [`TLP:${to.marking.toUpperCase()}`, national].filter((text) => text !== "").join(" · ");
  const { purpose, legalBasis } = reasonsOf(plan);
  const officers = session.registry.partners.filter(({ author }) => to.to.includes(author));
  const recipients = recipientNames(scene, plan).map(({ name, key }) => [name, officers.find(({ author }) => author === key)?.officer ?? ""]);
  const said: readonly (readonly [key: string, text: string])[] = [
    ["marking", line],
    ["recipient", recipients.map((names) => names.filter((text) => text !== "").join(", ")).join("; ")],
    ["purpose", purpose],
    ["legalBasis", legalBasis],
    ["retainUntil", to.retainUntil],
    ["sender", [session.me.agencyName, session.me.officer].filter((text) => text !== "").join(", ")],
    ["madeAt", new Date(at).toISOString()],
    ["case", open.caseId],
    ["table", wordOf(cells, `table.${plan.table}`)],
    ["rows", String(rows)],
    ["copy", wordOf(cells, "said.copyText")],
    ...(plan.form === "csv" ? ([["held", wordOf(cells, "said.heldText")]] as const) : []),
  ];
  return {
    line,
    title: wordOf(cells, "column.fileMarking"),
    said: said.flatMap(([key, text]) => (text === "" ? [] : [{ title: wordOf(cells, `said.${key}`), text }])),
  };
}
