import { useCallback, useEffect, useRef, useState } from "react";
import type { IntakePreview, ProfileName } from "../../../shared/intake/model.ts";
import { entityIdFor } from "../../../shared/ontology/identity.ts";
import { useCaseMirror } from "../../state/case-mirror.ts";
import { intakeDoor } from "../../state/intake-bridge.ts";

/**
 * A file and what the intake worker says of it. `trouble` is a locale key with its place; a preview that stands beside it is the last
 * good one of the same file, as when another layout was asked for that does not fit.
 */
export interface Previewed {
  readonly file: File | null;
  readonly isBusy: boolean;
  readonly preview: IntakePreview | null;
  readonly trouble: { readonly key: string; readonly where: string } | null;
}
const nothing: Previewed = { file: null, isBusy: false, preview: null, trouble: null };

/** Looks at one file at a time; a later look wins over an earlier one. */
export function usePreview(first: File | null): Previewed & { look(file: File, profile: ProfileName | null): void } {
  const [state, setState] = useState<Previewed>(nothing);
  const latest = useRef(0);
  const look = useCallback((file: File, profile: ProfileName | null) => {
    latest.current += 1;
    const turn = latest.current;
    setState((before) => ({ file, isBusy: true, preview: before.file === file ? before.preview : null, trouble: null }));
    void lookAt(file, profile).then((seen) => {
      if (turn === latest.current)
        setState((before) => ({
          file,
          isBusy: false,
          preview: seen.preview ?? (before.file === file ? before.preview : null),
          trouble: seen.trouble,
        }));
    });
  }, []);
  useEffect(() => {
    if (first !== null) look(first, null);
  }, [first, look]);
  return { ...state, look };
}

async function lookAt(file: File, profile: ProfileName | null): Promise<Pick<Previewed, "preview" | "trouble">> {
  try {
    const seen = await intakeDoor().preview({ file, fileName: file.name, profile });
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
