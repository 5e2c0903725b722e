import { useEffect, useState } from "react";
import type { TwoPersonRule } from "../../../shared/case/cosign-door.ts";
import type { ListedPartner } from "../../../shared/case/partners-door.ts";
import type { AuthorId } from "../../../shared/kernel/brand.ts";
import type { Handling } from "../../../shared/ledger/model.ts";
import { askOrTell } from "../../state/ask.ts";
import { useDesk } from "../../state/desk.ts";
import { markingOrder } from "../../ui/marking-field.tsx";

/** Whether a second officer signs, and who. */
export interface SecondChoice {
  /** Whether our rule is known yet: before that nothing is signed. */
  readonly isKnown: boolean;
  /** Our rule asks for it at this marking; else it is a wish. */
  readonly isNeeded: boolean;
  readonly isOn: boolean;
  /** Verified officers of our own agency. */
  readonly officers: readonly ListedPartner[];
  /** null = nobody is chosen. */
  readonly officer: ListedPartner | null;
  wish(isWished: boolean): void;
  choose(author: AuthorId): void;
}

export function useSecond(partners: readonly ListedPartner[] | null, marking: Handling | null): SecondChoice {
  const rule = useTwoPersonRule();
  const me = useDesk((desk) => desk.me);
  const [isWished, wish] = useState(false);
  const [chosen, choose] = useState<AuthorId | null>(null);
  const officers = (partners ?? []).filter(
    ({ agency, author, standing }) => agency === me?.agency && author !== me.author && ["active", "expiring"].includes(standing),
  );
  const isNeeded = rule !== null && marking !== null && isAsked(rule, marking);
  // Where there is but one, there is nothing to choose.
  const officer = officers.find(({ author }) => author === chosen) ?? (officers.length === 1 ? officers[0] : undefined) ?? null;
  return { isKnown: rule !== null && partners !== null, isNeeded, isOn: isNeeded || isWished, officers, officer, wish, choose };
}

/** Whether the rule asks for two at a marking. The core enforces it; this shows it beforehand. */
function isAsked(rule: TwoPersonRule, marking: Handling): boolean {
  return rule !== "" && markingOrder.indexOf(marking) >= markingOrder.indexOf(rule);
}

/** From which marking on two officers sign; null until the core has answered. */
function useTwoPersonRule(): TwoPersonRule | null {
  const [rule, setRule] = useState<TwoPersonRule | null>(null);
  useEffect(() => {
    let isMounted = true;
    // When it cannot be told, the core still refuses what the rule forbids.
    void askOrTell("twoPersonRule", null).then((found) => isMounted && setRule(found ?? ""));
    return () => {
      isMounted = false;
    };
  }, []);
  return rule;
}
