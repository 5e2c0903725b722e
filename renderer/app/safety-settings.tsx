import type { ReactNode } from "react";
import { clipboardChoices, idleChoices, useDesk, usualSafety } from "../state/desk.ts";
import { SelectField } from "../ui/field.tsx";
import { useTranslate } from "../ui/translate.ts";
import { keepSafety } from "./safety.ts";

/** When the vault locks itself, and when the clipboard is cleared. */
export function SafetySettings(): ReactNode {
  const t = useTranslate();
  const safety = useDesk((desk) => desk.safety);
  return (
    <>
      <h3 className="shell-heading">{t("shell:safety.title")}</h3>
      <SelectField
        label={t("shell:safety.idle")}
        help={t("shell:safety.idleHelp")}
        value={String(safety.idleMinutes)}
        options={idleChoices.map((count) => ({ value: String(count), label: t("shell:safety.minutes", { count }) }))}
        onChange={(value) =>
          void keepSafety({ ...safety, idleMinutes: idleChoices.find((each) => String(each) === value) ?? usualSafety.idleMinutes })
        }
      />
      <SelectField
        label={t("shell:safety.clipboard")}
        help={t("shell:safety.clipboardHelp")}
        value={String(safety.clipboardSeconds)}
        options={clipboardChoices.map((count) => ({
          value: String(count),
          label: count === 0 ? t("shell:safety.onLockOnly") : t("shell:safety.seconds", { count }),
        }))}
        onChange={(value) =>
          void keepSafety({ ...safety, clipboardSeconds: clipboardChoices.find((each) => String(each) === value) ?? usualSafety.clipboardSeconds })
        }
      />
    </>
  );
}
