import type { Format } from "../../ui/format.ts";
import type { Translate } from "../../ui/translate.ts";

/** How much leaves, and how much of it stands in no row because it only takes something back. */
export function leavingText(t: Translate, format: Format, text: string, withdrawals: number): string {
  return withdrawals === 0 ? text : `${text} (${t("exchange:ofWithdrawals", { number: format.number(withdrawals) })})`;
}
