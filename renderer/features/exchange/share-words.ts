import type { RedactRule } from "../../../shared/bundle/model.ts";
import type { ShareWeight } from "../../../shared/case/share-door.ts";
import type { AuthorId, EntityId, FileHash } from "../../../shared/kernel/brand.ts";
import type { Partner } from "../../../shared/partner/model.ts";
import { agencyText } from "../../ui/agency-text.ts";
import { safeText } from "../../ui/safe-text.tsx";
import type { Translate } from "../../ui/translate.ts";
import { propertyWord } from "./exchange-words.ts";

type Sealing = ShareWeight["sealing"];

/** Who officers are, in one line. */
export function officerNames(authors: readonly AuthorId[], partners: readonly Partner[] | null): string {
  const known = new Map((partners ?? []).map((partner) => [partner.author, partner]));
  return authors
    .map((author) => {
      const partner = known.get(author);
      return partner === undefined ? author.slice(0, 8) : `${safeText(partner.officer)} (${agencyText(partner.agency)})`;
    })
    .join(", ");
}

/** Whom a bundle goes to, in one line: officers, or the one a copy under a passphrase is for. */
export function audienceNames(
  t: Translate,
  { to, addressee = "" }: { readonly to: readonly AuthorId[]; readonly addressee?: string },
  partners: readonly Partner[] | null,
): string {
  return addressee === "" ? officerNames(to, partners) : t("cosign:to.named", { name: safeText(addressee) });
}

/** Whether a bundle is protected against future quantum computers, and why not. */
export function sealingWords(t: Translate, { kind, lacking }: Sealing, partners: readonly Partner[] | null): string {
  if (kind !== "ordinary") return t(`share:sealing.${kind}`);
  return lacking.length === 0 ? t("share:sealing.chosen") : t("share:sealing.lacking", { officers: officerNames(lacking, partners) });
}

/** What the words of a rule are made of. */
export interface RuleNames {
  readonly typeName: (type: string) => string;
  readonly entityName: (entity: EntityId) => string;
  readonly fileName: (file: FileHash) => string;
}

/** A rule as a person reads it. */
export function ruleWords(t: Translate, rule: RedactRule, { typeName, entityName, fileName }: RuleNames): string {
  switch (rule.by) {
    case "type":
      return t("share:rule.type", { what: typeName(rule.type) });
    case "property":
      return rule.type === ""
        ? t("share:rule.property", { what: propertyWord(rule.property) })
        : t("share:rule.propertyOf", { what: propertyWord(rule.property), type: typeName(rule.type) });
    case "source":
      return t("share:rule.source", { what: fileName(rule.file) });
    case "handling":
      return t("share:rule.handling", { what: `TLP:${rule.handling.toUpperCase()}` });
    case "grade":
      return t("share:rule.grade", { what: rule.source + rule.information });
    case "entity":
      return t("share:rule.entity", { what: entityName(rule.entity) });
    case "personal":
      return t("share:rule.personal");
    case "protected":
      return t("share:rule.protected");
  }
}

/** Whether two rules are one. */
export function isSameRule(one: RedactRule, other: RedactRule): boolean {
  return JSON.stringify(Object.entries(one).sort()) === JSON.stringify(Object.entries(other).sort());
}
