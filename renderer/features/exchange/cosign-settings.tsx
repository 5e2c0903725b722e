import { type ReactNode, useCallback, useEffect, useState } from "react";
import type { TwoPersonRule } from "../../../shared/case/cosign-door.ts";
import { askOrTell } from "../../state/ask.ts";
import { isToRead, useDesk } from "../../state/desk.ts";
import { SelectField } from "../../ui/field.tsx";
import { markingOrder } from "../../ui/marking-field.tsx";
import { useTranslate } from "../../ui/translate.ts";

/** From which marking on nothing leaves without a second officer. Nothing in a session that only reads: it signs nothing. */
export function CosignSettings(): ReactNode {
  const t = useTranslate();
  const mayAsk = !useDesk(isToRead);
  const [rule, setRule] = useState<TwoPersonRule | null>(null);
  const ask = useCallback(async () => setRule(await askOrTell("twoPersonRule", null)), []);
  useEffect(() => {
    if (mayAsk) void ask();
  }, [mayAsk, ask]);
  if (rule === null) return null;
  const keep = async (from: TwoPersonRule): Promise<void> => {
    await askOrTell("setTwoPersonRule", { from });
    await ask();
  };
  return (
    <SelectField
      label={t("cosign:rule.label")}
      help={t("cosign:rule.help")}
      value={rule}
      options={[
        { value: "", label: t("cosign:rule.never") },
        ...markingOrder.map((handling) => ({ value: handling, label: t("cosign:rule.from", { marking: `TLP:${handling.toUpperCase()}` }) })),
      ]}
      onChange={(picked) => void keep(markingOrder.find((handling) => handling === picked) ?? "")}
    />
  );
}
