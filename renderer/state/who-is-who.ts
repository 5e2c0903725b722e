import type { EntityId } from "../../shared/kernel/brand.ts";
import { possibleMatchType } from "../../shared/ontology/model.ts";
import { isIdentityType } from "../../shared/ontology/read.ts";

interface Row {
  readonly type: string;
  readonly ends: { readonly from: EntityId; readonly to: EntityId } | null;
}

/** Whether a row only says what is one: such are neither drawn nor listed nor counted. A possible match whose two ends became one is answered, and is such a row too. */
export function saysWhoIsWho({ type, ends }: Row): boolean {
  return isIdentityType(type) || (type === possibleMatchType && ends !== null && ends.from === ends.to);
}
