import { type ReactNode, useCallback } from "react";
import type { AuthorId } from "../../../shared/kernel/brand.ts";
import { type PartnersPart, useDesk } from "../../state/desk.ts";
import { AddPartner } from "./add-partner.tsx";
import { OwnKeysPart } from "./own-keys.tsx";
import { PartnerLimits } from "./partner-limits.tsx";
import { PartnerRegister } from "./partner-register.tsx";
import { RemovePartner } from "./remove-partner.tsx";
import { RenewKeys } from "./renew-keys.tsx";
import { RevokeKey } from "./revoke-key.tsx";
import { showPartners } from "./show-partners.ts";
import { TakeNotice } from "./take-notice.tsx";
import { usePartners } from "./use-partners.ts";
import "./exchange.css";
import "./partners.css";

/** Whom we know and who we are: the register, and what is done about a partner or our own keys, one thing at a time. */
export function PartnersDialog(): ReactNode {
  const dialog = useDesk((desk) => desk.dialog);
  return dialog?.kind === "partners" ? <Opened dropped={dialog.file} part={dialog.part ?? "register"} author={dialog.author} /> : null;
}

interface OpenedProps {
  readonly dropped: File | null;
  readonly part: PartnersPart;
  readonly author: AuthorId | undefined;
}

function Opened({ dropped, part, author }: OpenedProps): ReactNode {
  const { partners, reload } = usePartners();
  const back = useCallback(
    (chosen?: AuthorId): void => {
      reload();
      showPartners("register", chosen ?? author);
    },
    [reload, author],
  );
  const partner = partners?.find((each) => each.author === author);
  const announced = partners?.find(({ replaced }) => replaced?.by.author === author)?.replaced?.by;
  switch (part) {
    case "add":
      return <AddPartner partners={partners ?? []} dropped={dropped} known={null} onDone={back} />;
    case "notice":
      return <TakeNotice dropped={dropped} onDone={back} />;
    case "ours":
      return <OwnKeysPart onBack={() => back()} />;
    case "renew":
      return <RenewKeys onDone={() => showPartners("ours")} />;
    case "revoke":
      return <RevokeKey partner={partner ?? null} onDone={back} />;
    default:
  }
  const known = partner ?? announced;
  if (part === "verify" && known !== undefined) return <AddPartner partners={partners ?? []} dropped={null} known={known} onDone={back} />;
  if ((part === "limits" || part === "expiry") && partner !== undefined)
    return <PartnerLimits partner={partner} isAboutEnd={part === "expiry"} onDone={back} />;
  if (part === "remove" && partner !== undefined) return <RemovePartner partner={partner} onDone={back} />;
  // Drawn once it is known who is in it, so that the focus goes to the list, or to what adds the first.
  return partners === null ? null : <PartnerRegister key={author} partners={partners} chosen={author ?? null} reload={reload} />;
}
