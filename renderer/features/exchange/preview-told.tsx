import { type ReactNode, useState } from "react";
import type { ShareBlock } from "../../../shared/bundle/model.ts";
import type { SharePreview } from "../../../shared/case/door.ts";
import type { StolenMark } from "../../../shared/case/stolen-door.ts";
import type { ClaimId, EntityId } from "../../../shared/kernel/brand.ts";
import { useStolenSight } from "../../state/stolen.ts";
import { Button } from "../../ui/button.tsx";
import { Callout } from "../../ui/callout.tsx";
import { useFormat } from "../../ui/format.ts";
import { useTranslate } from "../../ui/translate.ts";
import { NoticesDue } from "./notices-due.tsx";
import { SayAgainButton } from "./say-again.tsx";
import type { ChangeDraft, ShareDraft } from "./share-draft.ts";

interface BlocksProps {
  readonly blocked: readonly ShareBlock[];
  readonly draft: ShareDraft;
  readonly change: ChangeDraft;
  readonly onShow: (reason: "above-ceiling" | "originator") => void;
}

/** Blocks that go when somebody says that the claims stay, and why those stay. */
const askedAbout = { "claims-above": "above-ceiling", "claims-forbidden": "originator" } as const;
const reasonOf = (kind: ShareBlock["kind"]): "above-ceiling" | "originator" | null =>
  kind === "claims-above" || kind === "claims-forbidden" ? askedAbout[kind] : null;

/** Why no file may be made, and what can be done about it here. */
export function PreviewBlocks({ blocked, draft, change, onShow }: BlocksProps): ReactNode {
  const t = useTranslate();
  const marks = useStolenSight()?.marks ?? new Map<ClaimId, StolenMark>();
  const unsettled = [...marks].flatMap(([claim, { state }]) => (state === "open" || state === "asked" ? [claim] : []));
  return blocked.map(({ kind, count }) => {
    const reason = reasonOf(kind);
    return (
      <Callout key={kind} tone="danger">
        {t(`bundle-report:block.${kind}`, { count })}
        {(kind === "nothing-new" || kind === "nothing-to-share") && <NoticesDue to={draft.to} />}
        {kind === "stolen-key" && (
          <div className="share-bar">
            <Button isSmall onClick={() => change({ withhold: new Set([...draft.withhold, ...unsettled]) })}>
              {t("share:block.letStay")}
            </Button>
          </div>
        )}
        {reason !== null && (
          <div className="share-bar">
            <Button isSmall onClick={() => onShow(reason)}>
              {t("share:block.show")}
            </Button>
            <Button isSmall onClick={() => change({ mayStay: [...draft.mayStay, reason] })}>
              {t("share:block.letStay")}
            </Button>
          </div>
        )}
      </Callout>
    );
  });
}

interface WarningsProps extends Pick<BlocksProps, "draft" | "change"> {
  readonly preview: SharePreview;
  readonly onShow: (entities: readonly EntityId[]) => void;
}

/** What to look at before signing; a press shows the things it is about. */
export function PreviewWarnings({ preview: { warnings, warned, withheldBefore }, draft, change, onShow }: WarningsProps): ReactNode {
  const t = useTranslate();
  if (warnings.length === 0) return null;
  return (
    <Callout tone="warning">
      <ul className="exchange-warnings">
        {warnings.map(({ kind, count }) => {
          const entities = warned[kind];
          return (
            <li key={kind}>
              {t(`bundle-report:warning.${kind}`, { count })}
              {entities !== undefined && (
                <Button isSmall isMinimal onClick={() => onShow(entities)}>
                  {t("share:block.show")}
                </Button>
              )}
              {kind === "own-revoked" && <SayAgainButton onDone={() => change({})} />}
              {kind === "withheld-before" && <LetGo count={count} onLetGo={() => change({ keep: new Set([...draft.keep, ...withheldBefore]) })} />}
            </li>
          );
        })}
      </ul>
    </Callout>
  );
}

/** What was withheld before leaves only when somebody says so, and is asked once more. */
function LetGo({ count, onLetGo }: { readonly count: number; readonly onLetGo: () => void }): ReactNode {
  const t = useTranslate();
  const format = useFormat();
  const [isAsked, ask] = useState(false);
  if (!isAsked)
    return (
      <Button isSmall isMinimal onClick={() => ask(true)}>
        {t("share:before.letGo")}
      </Button>
    );
  return (
    <div role="group" className="share-let-go" aria-label={t("share:before.letGo")}>
      {t("share:before.ask", { count, number: format.number(count) })}
      <div className="share-bar">
        <Button isSmall onClick={() => ask(false)}>
          {t("share:before.hold")}
        </Button>
        <Button isSmall onClick={onLetGo}>
          {t("share:before.leave")}
        </Button>
      </div>
    </div>
  );
}
