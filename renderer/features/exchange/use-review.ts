import { useCallback, useEffect, useRef, useState } from "react";
import type { BundleReview } from "../../../shared/case/door.ts";
import { askCore } from "../../state/ask.ts";
import { useTranslate } from "../../ui/translate.ts";
import { bundleRefusal } from "./words.ts";

interface Reviewing {
  readonly fileName: string;
  readonly isBusy: boolean;
  readonly review: BundleReview | null;
  readonly trouble: string | null;
}
const nothing: Reviewing = { fileName: "", isBusy: false, review: null, trouble: null };

/** Opens one bundle at a time; what was opened and not accepted is dropped when another is opened or the dialog closes. */
export function useReview(first: File | null): Reviewing & { look(file: File): void; forget(): void } {
  const t = useTranslate();
  const [state, setState] = useState<Reviewing>(nothing);
  const turn = useRef(0);
  const held = useRef<string | null>(null);
  const drop = useCallback(() => {
    turn.current += 1;
    if (held.current !== null) void askCore("dropBundle", { token: held.current });
    held.current = null;
  }, []);
  const look = useCallback(
    (file: File) => {
      drop();
      const mine = turn.current;
      setState({ fileName: file.name, isBusy: true, review: null, trouble: null });
      void askCore("openBundle", { file }).then((opened) => {
        if (mine !== turn.current) return opened.ok ? void askCore("dropBundle", { token: opened.value.token }) : undefined;
        if (opened.ok) held.current = opened.value.token;
        setState({
          fileName: file.name,
          isBusy: false,
          review: opened.ok ? opened.value : null,
          trouble: opened.ok ? null : bundleRefusal(t, opened.error),
        });
      });
    },
    [drop, t],
  );
  const firstLook = useRef(look);
  useEffect(() => {
    if (first !== null) firstLook.current(first);
    return drop;
  }, [first, drop]);
  const forget = (): void => {
    drop();
    setState(nothing);
  };
  return { ...state, look, forget };
}
