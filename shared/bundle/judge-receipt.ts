import type { AuthorId, CaseId, FileHash, InstantMs } from "../kernel/brand.ts";
import { fail, type Failure, type Result, succeed } from "../kernel/result.ts";
import type { Receipt } from "./receipt.ts";

/** The bundle a receipt is held against, as the one who holds its statement knows it. */
export interface ReceiptedBundle {
  readonly statementHash: string;
  readonly caseId: CaseId;
  readonly sequence: number;
  readonly sender: AuthorId;
  readonly recipients: readonly AuthorId[];
  /** When the sender sealed it; null = not known. */
  readonly sentAt: InstantMs | null;
  /** SHA-256 of the file that was saved; "" = not known. */
  readonly fileHash: FileHash | "";
}

/** What is to be told of a receipt that holds. */
export type ReceiptWarning = "other-file" | "contradicts-earlier" | "older-than-known" | "other-name";
export type ReceiptFault = Failure<"other-bundle" | "not-a-recipient" | "contradicts-bundle" | "from-the-future" | "before-bundle">;

/** How far clocks of machines without a network may be apart. */
export const clockTolerance = 2 * 86_400_000;

/**
 * Holds a well-signed receipt against the bundle it names.
 *
 * Takes   `earlier`: receipts of the same officer about it that were kept before.
 * Fails   `other-bundle`; `not-a-recipient` when a stranger signed it; `contradicts-bundle` when case, number or sender are not those of the bundle;
 *         `from-the-future`, `before-bundle` by more than two days.
 */
export function judgeReceipt(
  receipt: Receipt,
  bundle: ReceiptedBundle,
  earlier: readonly Receipt[],
  now: InstantMs,
): Result<readonly ReceiptWarning[], ReceiptFault> {
  if (receipt.statementHash !== bundle.statementHash) return fail("other-bundle");
  if (!bundle.recipients.includes(receipt.author)) return fail("not-a-recipient");
  const { sequence, sender } = receipt;
  if (receipt.case !== bundle.caseId || sequence !== bundle.sequence || sender !== bundle.sender) return fail("contradicts-bundle");
  if (receipt.at > now + clockTolerance) return fail("from-the-future");
  if (bundle.sentAt !== null && receipt.receivedAt < bundle.sentAt - clockTolerance) return fail("before-bundle");
  const warnings: ReceiptWarning[] = [];
  if (isOtherFile(receipt.fileHash, bundle.fileHash) || earlier.some(({ fileHash }) => isOtherFile(receipt.fileHash, fileHash)))
    warnings.push("other-file");
  const last = lastOf(earlier);
  if (last !== null && receipt.at < last.at) warnings.push("older-than-known");
  else if (last !== null && contradicts(receipt, last)) warnings.push("contradicts-earlier");
  return succeed(warnings);
}

/** The receipt signed last; null = none. */
export function lastOf<Signed extends Pick<Receipt, "at">>(receipts: readonly Signed[]): Signed | null {
  return receipts.reduce<Signed | null>((last, each) => (last === null || each.at >= last.at ? each : last), null);
}

const isOtherFile = (one: FileHash | "", other: FileHash | ""): boolean => one !== "" && other !== "" && one !== other;

/** What was accepted was not refused, and what was destroyed is not in use. */
function contradicts(later: Receipt, earlier: Receipt): boolean {
  const wasAccepted = ["accepted", "accepted-in-part", "kept", "out-of-use"].includes(earlier.deed);
  if (later.deed === "refused" || later.deed === "looked-at") return wasAccepted;
  return earlier.deed === "destroyed" && (later.deed === "kept" || later.deed === "out-of-use");
}
