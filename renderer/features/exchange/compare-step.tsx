import type { ReactNode } from "react";
import type { Identity, Verified } from "../../../shared/partner/model.ts";
import { Callout } from "../../ui/callout.tsx";
import { RadioField, TextField } from "../../ui/field.tsx";
import { useTranslate } from "../../ui/translate.ts";
import { IdentityFacts } from "./partner-facts.tsx";
import { TrustFields, type TrustWish } from "./trust-fields.tsx";

export const ways = ["in-person", "phone", "document"] as const satisfies readonly Verified[];

/** How the officer became sure, and how far that goes. */
export interface Comparison extends TrustWish {
  readonly typedGroup: string;
  readonly verified: (typeof ways)[number];
  readonly verifiedBy: string;
}

interface CompareProps {
  readonly identity: Identity;
  readonly isKnown: boolean;
  readonly comparison: Comparison;
  readonly change: (part: Partial<Comparison>) => void;
}

/** The fingerprint beside what the officer heard, how it was heard, and what the partner may receive. */
export function CompareStep({ identity, isKnown, comparison, change }: CompareProps): ReactNode {
  const t = useTranslate();
  return (
    <div className="exchange-compare">
      {isKnown && <Callout>{t("exchange:add.known")}</Callout>}
      <IdentityFacts identity={identity} isLarge />
      <p>{t("exchange:add.how")}</p>
      <div className="partners-two">
        <TextField
          label={t("exchange:add.lastGroup")}
          help={t("exchange:add.lastGroupHelp")}
          value={comparison.typedGroup}
          isRequired
          isMono
          autoFocus
          onChange={(typedGroup) => change({ typedGroup })}
        />
        <TextField
          label={t("partners:fact.by")}
          help={t("partners:field.byHelp")}
          value={comparison.verifiedBy}
          onChange={(verifiedBy) => change({ verifiedBy })}
        />
      </div>
      <RadioField
        label={t("exchange:add.way")}
        value={comparison.verified}
        options={ways.map((way) => ({ value: way, label: t(`exchange:add.ways.${way}`) }))}
        onChange={(picked) => change({ verified: ways.find((way) => way === picked) ?? comparison.verified })}
      />
      <TrustFields trust={comparison} change={change} />
    </div>
  );
}
