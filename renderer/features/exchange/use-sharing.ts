import { useRef, useState } from "react";
import type { SharePlan } from "../../../shared/bundle/model.ts";
import type { ShareReceipt } from "../../../shared/case/share-door.ts";
import { askCore, askOrTell, tellFailure } from "../../state/ask.ts";
import { closeDialog } from "../../state/desk.ts";
import { saveFile } from "../../state/save-file.ts";
import type { bundleFailureText } from "./exchange-words.ts";
import { lossByLeaving } from "./leaving-share.ts";
import { type KeptPassphrases, useKeptPassphrases } from "./use-kept-passphrases.ts";
import type { Saving } from "./use-small-saving.ts";
import { type MadeBundles, type Replacement, type Replacing, useReplacing } from "./use-replacing.ts";

/** The act itself: all bundles are recorded first, then their files are saved one by one; each can be saved again while the dialog is open. */
export interface Sharing {
  readonly isBusy: boolean;
  readonly trouble: Parameters<typeof bundleFailureText>[0] | null;
  readonly receipts: readonly ShareReceipt[];
  savingOf(receipt: ShareReceipt): Saving;
  readonly isSaving: boolean;
  /** The person wanted to leave with files unsaved, or without a passphrase that is told once, and was told what that means. */
  readonly warned: "file" | "passphrase" | null;
  /** Whether the passphrase of a copy was copied or is said to be written down. */
  readonly passphraseOf: KeptPassphrases["of"];
  /** `replacement`: what is said of an earlier bundle when the one in its place is saved; null = nothing. */
  start(plan: SharePlan, replacement: Replacement | null): Promise<boolean>;
  /** Makes what a second officer signed, of his answer. */
  startCosigned(bytes: Uint8Array<ArrayBuffer>): Promise<boolean>;
  save(receipt: ShareReceipt): void;
  readonly replacing: Replacing;
  /** Closes the dialog; warns once when a file was not saved, and then says in the case that it was not handed over; and once when a passphrase would be lost. */
  leave(): void;
}

type Made = Awaited<ReturnType<typeof askCore<"shareAll" | "shareCosigned">>>;

const nothingMade: MadeBundles = { receipts: [], replacement: null };

export function useSharing(): Sharing {
  const [isBusy, setBusy] = useState(false);
  const [trouble, setTrouble] = useState<Sharing["trouble"]>(null);
  const [receipts, setReceipts] = useState<readonly ShareReceipt[]>([]);
  const [savings, setSavings] = useState<ReadonlyMap<string, Saving>>(new Map());
  const [warned, warn] = useState<Sharing["warned"]>(null);
  const phrases = useKeptPassphrases(() => warn(null));
  const replacing = useReplacing();
  const made = useRef(nothingMade);
  const savingOf = ({ statementHash }: ShareReceipt): Saving => savings.get(statementHash) ?? "not-yet";
  const isSaving = receipts.some((receipt) => savingOf(receipt) === "saving");
  const save = async (receipt: ShareReceipt): Promise<void> => {
    const { name, file, statementHash } = receipt;
    const note = (saving: Saving): void => setSavings((before) => new Map([...before, [statementHash, saving]]));
    // A copy that is cancelled takes nothing back: the first is on its disk.
    const before = savingOf(receipt);
    note("saving");
    warn(null);
    const saved = await saveFile({ name, mediaType: "application/octet-stream" }, file);
    if (!saved.ok) tellFailure(saved.error);
    const now = saved.ok ? saved.value : "failed";
    if (now === "saved") await askOrTell("settleShares", { statementHashes: [statementHash], wereHandedOver: true });
    note(before === "saved" ? "saved" : now);
    if (now === "saved") await replacing.say(made.current, receipt);
  };
  const make = async (ask: () => Promise<Made>, replacement: Replacement | null): Promise<boolean> => {
    setBusy(true);
    setTrouble(null);
    const shared = await ask();
    setBusy(false);
    if (!shared.ok) setTrouble(shared.error);
    if (!shared.ok) return false;
    made.current = { receipts: shared.value, replacement };
    setReceipts(shared.value);
    void saveEach(shared.value, save);
    return true;
  };
  const leave = (): void => {
    const unsaved = receipts.filter((receipt) => savingOf(receipt) !== "saved");
    if (isSaving || isBusy) return;
    const reason = lossByLeaving({ receipts, isSaved: (hash) => savings.get(hash) === "saved", kept: phrases.kept });
    if (reason !== null && warned !== reason) return warn(reason);
    if (unsaved.length > 0) void askOrTell("settleShares", { statementHashes: unsaved.map((each) => each.statementHash), wereHandedOver: false });
    closeDialog();
  };
  return {
    isBusy,
    trouble,
    receipts,
    savingOf,
    isSaving,
    warned,
    passphraseOf: phrases.of,
    replacing,
    start: (plan, replacement) => make(() => askCore("shareAll", plan), replacement),
    startCosigned: (bytes) => make(() => askCore("shareCosigned", { bytes }), null),
    leave,
    save: (receipt) => void save(receipt),
  };
}

/** One question at a time: where does this one go? */
async function saveEach(receipts: readonly ShareReceipt[], save: (receipt: ShareReceipt) => Promise<void>): Promise<void> {
  for (const receipt of receipts) await save(receipt);
}
