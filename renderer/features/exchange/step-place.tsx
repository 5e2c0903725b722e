import { type ReactNode, useLayoutEffect, useRef } from "react";

/** The place of one step: when it appears, the focus goes to its first control, so that whoever goes on by keys is where to act. */
export function StepPlace({ children }: { readonly children: ReactNode }): ReactNode {
  const place = useRef<HTMLDivElement>(null);
  // Before the next frame: a dialog that has lost its focus gives it to its first control there, and what has it is left alone here.
  useLayoutEffect(() => {
    const own = place.current;
    if (own === null || own.contains(document.activeElement)) return;
    const wanted = ["[data-begins] input:enabled", "input[type=radio]:checked", "[role=treegrid]", "input:enabled, textarea"];
    const control = wanted.map((selector) => own.querySelector<HTMLElement>(selector)).find((found) => found !== null);
    (control ?? own).focus();
  }, []);
  return (
    <div ref={place} className="exchange-step" tabIndex={-1}>
      {children}
    </div>
  );
}
