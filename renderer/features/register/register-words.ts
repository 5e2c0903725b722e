import type { RegisterEntry, RegisterPartner } from "../../../shared/case/register-door.ts";
import { agencyText } from "../../ui/agency-text.ts";
import { failureText } from "../../ui/failure-text.ts";
import { safeText } from "../../ui/safe-text.tsx";
import { hasWords, translate } from "../../ui/translate.ts";
import type { Tone } from "../../ui/tag.tsx";
import type { RegisterShown } from "./use-register.ts";

type Failed = { readonly kind: string; readonly where?: string };

/** The sentence of a note that was refused, or of an act that was not done. */
export function noteFailureText(error: Failed): string {
  const key = `register:error.${error.kind}`;
  return hasWords(key) ? translate(key, { where: error.where ?? "" }) : failureText(error as Parameters<typeof failureText>[0]);
}

/** "Officer, AFM"; of a key nobody knows, its beginning. */
export function partnerText({ author, officer, agency }: RegisterPartner): string {
  return officer === "" ? `${author.slice(0, 8)}…` : `${safeText(officer)}, ${agencyText(agency)}`;
}

/** Whether a bundle is protected against future quantum computers; of one that we sent also why not. */
export function sealingText({ details, direction, partners }: Pick<RegisterEntry, "details" | "direction" | "partners">): string {
  const sealing = details?.sealing ?? null;
  if (sealing === null) return translate("register:notKept");
  const { kind, lacking } = sealing;
  if (kind !== "ordinary" || direction === "received") return translate(`share:sealing.${kind}`);
  const officers = partners.filter(({ author }) => lacking.includes(author)).map(partnerText);
  return officers.length === 0 ? translate("share:sealing.chosen") : translate("share:sealing.lacking", { officers: officers.join("; ") });
}

/** To or from whom a bundle went. */
export function partnersText({ partners, addressee }: Pick<RegisterEntry, "partners" | "addressee">): string {
  return addressee === "" ? partners.map(partnerText).join("; ") : safeText(addressee);
}

/** What a case is called here; the beginning of its id where it has no name here (any more), and where it is here, that it has none. */
export function caseText({ caseNames }: Pick<RegisterShown, "caseNames">, { caseId }: Pick<RegisterEntry, "caseId">): string {
  const name = caseNames.get(caseId);
  const id = `${caseId.slice(0, 8)}…`;
  return name === "" ? `${translate("cases:unnamed")} ${id}` : name === undefined ? id : safeText(name);
}

export const stateTones: Readonly<Record<RegisterEntry["state"], Tone>> = {
  recalled: "danger",
  superseded: "warning",
  destroyed: "none",
  "out-of-use": "warning",
  refused: "danger",
  "looked-at": "none",
  "taken-back": "warning",
  "set-aside": "info",
  "accepted-in-part": "success",
  accepted: "success",
  receipt: "success",
  "receipt-part": "info",
  "handed-over": "none",
  "never-left": "none",
};

export const keyOfEntry = ({ direction, statementHash }: Pick<RegisterEntry, "direction" | "statementHash">): string =>
  `${direction}/${statementHash}`;
