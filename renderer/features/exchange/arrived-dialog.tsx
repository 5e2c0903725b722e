import type { ReactNode } from "react";
import { useOverlay } from "../../state/overlay.ts";
import { ReviewDialog } from "./review-dialog.tsx";

/** What is looked at over the case, once more as a comparison, with what was chosen of it. */
export function ArrivedDialog(): ReactNode {
  const review = useOverlay(({ overlay }) => overlay?.review ?? null);
  return review === null ? null : <ReviewDialog key={review.token} review={review} />;
}
