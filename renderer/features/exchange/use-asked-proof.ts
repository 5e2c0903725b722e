import { useEffect, useState } from "react";
import type { RevocationDraft } from "../../../shared/case/partners-door.ts";
import { askCore } from "../../state/ask.ts";
import type { ChosenFile } from "../../ui/key-file-field.tsx";

/** The passphrase that is asked once more before something grave, with the key file where the vault has one. */
export interface AskedProof {
  readonly text: string;
  readonly setText: (text: string) => void;
  readonly hasKeyFile: boolean;
  readonly file: ChosenFile | null;
  readonly setFile: (file: ChosenFile | null) => void;
  /** null = not all is given yet. */
  readonly proof: RevocationDraft["proof"] | null;
}

export function useAskedProof(): AskedProof {
  const [text, setText] = useState("");
  const [hasKeyFile, setHasKeyFile] = useState(false);
  const [file, setFile] = useState<ChosenFile | null>(null);
  useEffect(() => {
    void askCore("lockState", null).then((state) => setHasKeyFile(state.ok && state.value.hasKeyFile));
  }, []);
  const isWhole = text !== "" && (!hasKeyFile || file !== null);
  const proof = isWhole ? ({ kind: "passphrase", text, ...(file === null ? {} : { keyFile: file.bytes }) } as const) : null;
  return { text, setText, hasKeyFile, file, setFile, proof };
}
