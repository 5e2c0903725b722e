import { useCallback, useEffect, useState } from "react";
import type { HitsPlan, IdentifierCounts, MadeHits } from "../../../shared/case/deconfliction-door.ts";
import type { AuthorId, EntityId } from "../../../shared/kernel/brand.ts";
import type { Partner } from "../../../shared/partner/model.ts";
import { askCore, askOrTell, tellFailure } from "../../state/ask.ts";
import { closeDialog } from "../../state/desk.ts";
import { saveBytes } from "../../state/save-file.ts";
import type { HitsTrouble } from "./hits-words.ts";

type Saving = "not-yet" | "saving" | "saved" | "cancelled" | "failed";

/** The act itself: the question is recorded first, then its file is saved; it can be saved again while the dialog is open. */
export interface Making {
  readonly isBusy: boolean;
  readonly trouble: HitsTrouble | null;
  readonly made: MadeHits | null;
  readonly saving: Saving;
  /** The person wanted to leave with the file unsaved, and was told what that means. */
  readonly isWarned: boolean;
  start(plan: HitsPlan): Promise<boolean>;
  save(): void;
  leave(): void;
}

export function useMaking(): Making {
  const [isBusy, setBusy] = useState(false);
  const [trouble, setTrouble] = useState<HitsTrouble | null>(null);
  const [made, setMade] = useState<MadeHits | null>(null);
  const [saving, setSaving] = useState<Saving>("not-yet");
  const [isWarned, warn] = useState(false);
  const save = async (file: MadeHits): Promise<void> => {
    setSaving("saving");
    warn(false);
    setSaving(await saveHits(file));
  };
  const start = async (plan: HitsPlan): Promise<boolean> => {
    setBusy(true);
    setTrouble(null);
    const answer = await askCore("makeHits", plan);
    setBusy(false);
    if (!answer.ok) {
      setTrouble(answer.error);
      return false;
    }
    setMade(answer.value);
    void save(answer.value);
    return true;
  };
  const leave = (): void => {
    if (saving === "saving") return;
    if (saving === "saved" || isWarned) closeDialog();
    else warn(true);
  };
  return { isBusy, trouble, made, saving, isWarned, start, leave, save: () => void (made !== null && save(made)) };
}

/** Saves a hits file where the person says. */
export async function saveHits({ name, bytes }: Pick<MadeHits, "name" | "bytes">): Promise<"saved" | "cancelled" | "failed"> {
  const saved = await saveBytes({ name, mediaType: "application/octet-stream" }, bytes);
  if (!saved.ok) tellFailure(saved.error);
  return saved.ok ? saved.value : "failed";
}

/** A secret of the core's making; "" until it has answered. `another` asks for a new one. */
export function useProposedSecret(): { readonly proposed: string; readonly another: () => void } {
  const [proposed, setProposed] = useState("");
  const another = useCallback(() => {
    void askOrTell("proposeSecret", null).then((secret) => secret !== null && setProposed(secret));
  }, []);
  useEffect(another, [another]);
  return { proposed, another };
}

/** The partners who are trusted now; null until the core has answered. */
export function usePartners(): readonly Partner[] | null {
  const [partners, setPartners] = useState<readonly Partner[] | null>(null);
  useEffect(() => {
    void askOrTell("listPartners", null).then((found) =>
      setPartners((found ?? []).filter(({ standing }) => standing === "active" || standing === "expiring")),
    );
  }, []);
  return partners;
}

/** What would go in to a partner; null until it is known. */
export function useCounts(to: AuthorId | null, entities: readonly EntityId[] | null): IdentifierCounts | null {
  const [counted, setCounted] = useState<{ readonly to: AuthorId; readonly entities: typeof entities; readonly counts: IdentifierCounts } | null>(
    null,
  );
  useEffect(() => {
    if (to === null) return;
    let isGone = false;
    void askCore("countIdentifiers", { to, entities }).then((answer) => {
      if (!isGone && answer.ok) setCounted({ to, entities, counts: answer.value });
    });
    return () => {
      isGone = true;
    };
  }, [to, entities]);
  return counted !== null && counted.to === to && counted.entities === entities ? counted.counts : null;
}
