import { type KeyboardEvent, useEffect, useState } from "react";
import type { Found, Hit } from "../../../shared/preview/model.ts";
import type { PreviewLook } from "../../state/preview-bridge.ts";

/** What is looked for in a file, and which of the places found is shown. */
export interface Search {
  readonly text: string;
  readonly setText: (text: string) => void;
  /** null = nothing is looked for, or it is not known yet. */
  readonly found: Found | null;
  readonly isSearching: boolean;
  /** From 0. */
  readonly at: number;
  readonly hit: Hit | null;
  readonly step: (by: 1 | -1) => void;
}

const pauseMs = 250;

/** Searches as a person stops typing; shows the first place from `here` on, so that what is in sight is found first. */
export function useSearch(door: PreviewLook["door"], view: "pdf" | "text", here: number): Search {
  const [text, setText] = useState("");
  const [found, setFound] = useState<Found | null>(null);
  const [isSearching, setSearching] = useState(false);
  const [at, setAt] = useState(0);
  // biome-ignore lint/correctness/useExhaustiveDependencies: where one stood when it was asked
  useEffect(() => {
    let isWanted = true;
    setFound(null);
    setSearching(text.trim() !== "");
    if (text.trim() === "") return;
    const timer = setTimeout(() => {
      void door.find({ view, text }).then((answer) => {
        if (!isWanted) return;
        setSearching(false);
        const next = answer.ok ? answer.value : { hits: [], isCut: false };
        const first = next.hits.findIndex((hit) => hit.at >= here);
        setAt(Math.max(0, first));
        setFound(next);
      });
    }, pauseMs);
    return () => {
      isWanted = false;
      clearTimeout(timer);
    };
  }, [door, view, text]);
  const count = found?.hits.length ?? 0;
  const step = (by: 1 | -1): void => {
    if (count > 0) setAt((last) => (last + by + count) % count);
  };
  return { text, setText, found, isSearching, at, hit: found?.hits[at] ?? null, step };
}

/** Ctrl+F goes into the field that `id` names. */
export function focusSearch(event: KeyboardEvent, id: string): boolean {
  if (event.code !== "KeyF" || !(event.ctrlKey || event.metaKey) || event.altKey || event.shiftKey) return false;
  event.preventDefault();
  event.stopPropagation();
  document.getElementById(id)?.focus();
  return true;
}
