import { useEffect, useState } from "react";
import type { BundleReview, ReviewMatches } from "../../../shared/case/review-door.ts";
import { askCore } from "../../state/ask.ts";

/** Pairs shown at once, at most. */
const mostShown = 200;

/** Things of a bundle that may be ours; null while they are looked for. Looked for anew when the case changed meanwhile. */
export function useReviewMatches(review: BundleReview): ReviewMatches | null {
  const [found, setFound] = useState<{ readonly of: BundleReview; readonly matches: ReviewMatches } | null>(null);
  useEffect(() => {
    let isGone = false;
    const look = async (): Promise<void> => {
      const answer = await askCore("reviewMatches", { token: review.token, limit: mostShown });
      if (!isGone) setFound({ of: review, matches: answer.ok ? answer.value : { pairs: [], more: 0 } });
    };
    void look();
    return () => {
      isGone = true;
    };
  }, [review]);
  return found?.of === review ? found.matches : null;
}
