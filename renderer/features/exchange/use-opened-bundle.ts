import { useEffect, useState } from "react";
import type { BundleReview } from "../../../shared/case/review-door.ts";
import { isOverlaid } from "../../state/overlay.ts";
import { askCore } from "../../state/ask.ts";
import type { bundleFailureText } from "./exchange-words.ts";

interface OpenedFile {
  readonly file: File | null;
  readonly review: BundleReview | null;
  readonly trouble: Parameters<typeof bundleFailureText>[0] | null;
}

/** What the core says of a bundle; both null while it is being checked. The bundle is dropped when the file or the dialog goes. */
export function useOpenedBundle(file: File | null): Pick<OpenedFile, "review" | "trouble"> {
  const [opened, setOpened] = useState<OpenedFile>({ file: null, review: null, trouble: null });
  useEffect(() => {
    if (file === null) return;
    let token: string | null = null;
    let isGone = false;
    const drop = (held: string): void => void askCore("dropBundle", { token: held });
    const open = async (): Promise<void> => {
      const answer = await askCore("openBundle", { file });
      if (answer.ok && isGone) return drop(answer.value.token);
      if (isGone) return;
      token = answer.ok ? answer.value.token : null;
      setOpened(answer.ok ? { file, review: answer.value, trouble: null } : { file, review: null, trouble: answer.error });
    };
    void open();
    return () => {
      isGone = true;
      if (token !== null && !isOverlaid(token)) drop(token);
    };
  }, [file]);
  return opened.file === file ? opened : { review: null, trouble: null };
}
