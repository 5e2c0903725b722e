import type { CaseError } from "../../../shared/case/door.ts";
import type { Failure } from "../../../shared/kernel/result.ts";
import type { ReportLine } from "../../../shared/bundle/model.ts";
import type { IdentityError } from "../../../shared/partner/model.ts";
import { failureText } from "../../ui/failure-text.ts";
import type { Format } from "../../ui/format.ts";
import { safeText } from "../../ui/safe-text.tsx";
import { hasWords, type Translate } from "../../ui/translate.ts";

/** Why a bundle was refused, in the words the command line has too. */
export function bundleRefusal(t: Translate, error: CaseError | Failure<"bug">): string {
  const key = `bundle-report:error.${error.kind}`;
  return hasWords(key) ? t(key, { where: error.where ?? "" }) : failureText(error);
}

/** Why an identity file was refused. */
export function identityRefusal(t: Translate, error: IdentityError | CaseError | Failure<"bug">): string {
  const key = `bundle-report:identity.${error.kind}`;
  return hasWords(key) ? t(key) : failureText(error);
}

/** One line of the verification report as a sentence. What it quotes came from outside: hidden marks are made visible. */
export function reportSentence(t: Translate, format: Format, { check, outcome, detail }: ReportLine): string {
  const shown = Object.entries(detail).map(([name, value]) => [name, shownDetail(format, name, value)] as const);
  return t(`bundle-report:report.${check}.${outcome}`, Object.fromEntries(shown));
}

const dates: ReadonlySet<string> = new Set(["verifiedAt", "until"]);

function shownDetail(format: Format, name: string, value: string | number): string {
  if (typeof value === "number") return format.number(value);
  return dates.has(name) ? format.date(value) : safeText(value);
}
