import { askCore } from "./ask.ts";
import { useCaseMirror } from "./case-mirror.ts";

/** So long nothing was said in a case before what it shows is kept for the next opening. */
const quietMs = 20_000;

/** Lets the core keep what the open case shows whenever it has been quiet for a while. Gives the end of it. */
export function keepSnapshots(): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  // What cannot be kept is a slower opening and nothing else: nobody is told.
  const keep = (): void => void askCore("keepSnapshot", null);
  const forget = useCaseMirror.subscribe(({ opened, early, history }, before) => {
    if (opened === before.opened && history === before.history) return;
    clearTimeout(timer);
    if (opened !== null && early === null) timer = setTimeout(keep, quietMs);
  });
  return () => {
    clearTimeout(timer);
    forget();
  };
}
