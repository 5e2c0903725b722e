import { type ReactNode, useEffect, useState } from "react";
import type { BundleReview } from "../../../shared/case/review-door.ts";
import type { EntityId } from "../../../shared/kernel/brand.ts";
import { isOverlaid } from "../../state/overlay.ts";
import { askCore, tellFailure } from "../../state/ask.ts";
import { closeDialog, openDialog, useDesk } from "../../state/desk.ts";
import { CancelButton, Dialog } from "../../ui/dialog.tsx";
import { Progress } from "../../ui/progress.tsx";
import { useTranslate } from "../../ui/translate.ts";
import { ReviewDialog } from "./review-dialog.tsx";

/** What was set aside, compared with the case as it is now. */
export function LayerDialog(): ReactNode {
  const dialog = useDesk((desk) => desk.dialog);
  return dialog?.kind === "layer" ? <Opened key={dialog.layer} layer={dialog.layer} /> : null;
}

function Opened({ layer }: { readonly layer: EntityId }): ReactNode {
  const t = useTranslate();
  const review = useLayerReview(layer);
  if (review !== null) return <ReviewDialog review={review} />;
  return (
    <Dialog isOpen title={t("arrival:layerTitle")} icon="layers" onClose={closeDialog} footer={<CancelButton />}>
      <Progress done={0} total={0} label={t("arrival:layers.comparing")} />
    </Dialog>
  );
}

/** Dropped when the dialog goes. */
function useLayerReview(layer: EntityId): BundleReview | null {
  const [review, setReview] = useState<BundleReview | null>(null);
  useEffect(() => {
    let [token, isGone]: [string | null, boolean] = [null, false];
    const open = async (): Promise<void> => {
      const answer = await askCore("openLayer", { layer });
      if (!answer.ok) {
        if (isGone) return;
        tellFailure(answer.error);
        return openDialog({ kind: "layers" });
      }
      token = answer.value.token;
      if (isGone) void askCore("dropBundle", { token });
      else setReview(answer.value);
    };
    void open();
    return () => {
      isGone = true;
      if (token !== null && !isOverlaid(token)) void askCore("dropBundle", { token });
    };
  }, [layer]);
  return review;
}
