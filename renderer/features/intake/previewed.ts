import { useCallback, useEffect, useRef, useState } from "react";
import type { IntakePreview, ReadingChoices } from "../../../shared/intake/model.ts";
import { canonicalText, type Json } from "../../../shared/kernel/canonical.ts";
import { entityIdFor } from "../../../shared/ontology/identity.ts";
import { useCaseMirror } from "../../state/case-mirror.ts";
import { intakeDoor } from "../../state/intake-bridge.ts";

/**
 * A file, how a person said it is to be read, and what the intake worker says of it. `trouble` is a locale key with its place; a preview that stands
 * beside it is the last good one of the same file, as when an encoding was chosen that it is not in.
 */
export interface Previewed {
  readonly file: File | null;
  readonly choices: ReadingChoices;
  readonly isBusy: boolean;
  readonly preview: IntakePreview | null;
  readonly trouble: { readonly key: string; readonly where: string } | null;
}
const nothing: Previewed = { file: null, choices: {}, isBusy: false, preview: null, trouble: null };

/** What the steps of the wizard see of the file, and how they say how it is to be read. */
export interface Looking extends Previewed {
  /** Takes a file, to be read as it says itself. */
  look(file: File): void;
  /** Says how the same file is to be read, beside what was said before. */
  choose(choices: ReadingChoices): void;
  /** Ends the reading that is under way. */
  stop(): void;
}

/** Looks at one file at a time; a later look wins over an earlier one. */
export function usePreview(first: File | null, readAs?: ReadingChoices["readAs"]): Looking {
  const [state, setState] = useState<Previewed>(nothing);
  const asked = useRef<{ turn: number; file: File | null; choices: ReadingChoices }>({ turn: 0, file: null, choices: {} });
  const ask = useCallback((file: File, choices: ReadingChoices) => {
    const turn = asked.current.turn + 1;
    asked.current = { turn, file, choices };
    const kept = (before: Previewed): IntakePreview | null => (before.file === file ? before.preview : null);
    setState((before) => ({ file, choices, isBusy: true, preview: kept(before), trouble: null }));
    void lookAt(file, choices).then(({ preview, trouble }) => {
      if (turn === asked.current.turn) setState((before) => ({ file, choices, isBusy: false, preview: preview ?? kept(before), trouble }));
    });
  }, []);
  const look = useCallback((file: File) => ask(file, {}), [ask]);
  const choose = useCallback(
    (choices: ReadingChoices) => {
      const { file, choices: before } = asked.current;
      if (file !== null) ask(file, { ...before, ...choices });
    },
    [ask],
  );
  const stop = useCallback(() => void intakeDoor().steer({ job: "preview", how: "stop" }), []);
  // Who closes the wizard wants no more of it.
  useEffect(() => stop, [stop]);
  useEffect(() => {
    if (first !== null) ask(first, readAs === undefined ? {} : { readAs });
  }, [first, readAs, ask]);
  return { ...state, look, choose, stop };
}

/** Whether a file is read as a document in which values are recognised. */
export const isRecognised = (preview: IntakePreview | null): boolean => preview?.profile === "recognised";

/** Choices as the core takes them; "" = none. What they hold is plain data: a trip through JSON changes nothing of it. */
export function choicesText(choices: ReadingChoices): string {
  return Object.keys(choices).length === 0 ? "" : canonicalText(JSON.parse(JSON.stringify(choices)) as Json);
}

async function lookAt(file: File, choices: ReadingChoices): Promise<Pick<Previewed, "preview" | "trouble">> {
  try {
    const seen = await intakeDoor().preview({ file, fileName: file.name, profile: null, choices });
    if (seen.ok) return { preview: seen.value, trouble: null };
    return { preview: null, trouble: { key: `intake-rules:error.${seen.error.kind}`, where: seen.error.where ?? "" } };
  } catch (bug) {
    return { preview: null, trouble: { key: "failure:bug", where: bug instanceof Error ? bug.message : "" } };
  }
}

/** Whether this file was imported into the open case: an exhibit's id derives from its hash. One that was kept unread may still be imported. */
export function useIsImported(sha256: string | null): boolean {
  return useCaseMirror(({ entities }) => {
    const id = sha256 === null ? null : entityIdFor("exhibit", sha256);
    return id !== null && entities.get(id)?.facts["reader"] !== undefined;
  });
}
