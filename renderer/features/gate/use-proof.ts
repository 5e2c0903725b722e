import { useState } from "react";
import { useDesk } from "../../state/desk.ts";
import { type failureText, openingFailureText } from "../../ui/failure-text.ts";
import type { ChosenFile } from "../../ui/key-file-field.tsx";
import type { Way } from "./secret-fields.tsx";
import { type SeenLock, useLockState } from "./use-lock-state.ts";

/** The secret as the core takes it. */
export type Proof =
  | { readonly kind: "passphrase"; readonly text: string; readonly keyFile?: ChosenFile["bytes"] }
  | { readonly kind: "recovery"; readonly code: string };

/** A secret asked for once more, before what opens the vault is changed. */
export interface AskedProof {
  readonly lock: SeenLock;
  readonly way: Way;
  readonly text: string;
  readonly file: ChosenFile | null;
  readonly isReady: boolean;
  readonly isBusy: boolean;
  readonly trouble: string | null;
  readonly proof: Proof;
  turn(way: Way): void;
  setText(text: string): void;
  setFile(file: ChosenFile | null): void;
  /** Runs the change; says its failure. Gives its value, or null. */
  run<Value>(change: () => Promise<Answer<Value>>): Promise<Value | null>;
}
type Answer<Value> = { readonly ok: true; readonly value: Value } | { readonly ok: false; readonly error: Parameters<typeof failureText>[0] };

export function useProof(): AskedProof {
  const lock = useLockState();
  const [way, setWay] = useState<Way>("passphrase");
  const [text, setText] = useState("");
  const [file, setFile] = useState<ChosenFile | null>(null);
  const [isBusy, setBusy] = useState(false);
  const [trouble, setTrouble] = useState<string | null>(null);
  const asksFile = way === "passphrase" && lock.hasKeyFile;
  const turn = (next: Way): void => {
    setWay(next);
    setText("");
    setTrouble(null);
  };
  const run: AskedProof["run"] = async (change) => {
    setBusy(true);
    setTrouble(null);
    const answer = await change();
    setBusy(false);
    if (answer.ok) return answer.value;
    await lock.look();
    setText("");
    setTrouble(openingFailureText(answer.error, asksFile));
    return null;
  };
  const proof: Proof =
    way === "recovery" ? { kind: "recovery", code: text } : { kind: "passphrase", text, ...(asksFile && file ? { keyFile: file.bytes } : {}) };
  const isReady = text !== "" && lock.wait === 0 && !isBusy && (!asksFile || file !== null);
  return { lock, way, text, file, isReady, isBusy, trouble, proof, turn, setText, setFile, run };
}

/** Names of the officer and the agency: what a guesser tries first. */
export function useKnownNames(): readonly string[] {
  const me = useDesk((desk) => desk.me);
  return me === null ? [] : [me.officer, me.agency, me.agencyName];
}
