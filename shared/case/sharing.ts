import { audiencesOf } from "../bundle/audiences.ts";
import { keptBackOf } from "../bundle/held-before.ts";
import type { SharePlan } from "../bundle/model.ts";
import { sealingFor } from "../bundle/sealing.ts";
import { invariant } from "../kernel/invariant.ts";
import { fail, type Result, succeed } from "../kernel/result.ts";
import { checkRecipients } from "../partner/admit.ts";
import { trustedNow } from "../partner/standing.ts";
import type { CaseError } from "./answer.ts";
import { needsSecond } from "./cosigning.ts";
import type { CaseDeps } from "./deps.ts";
import type { CaseDoor, SharePreview } from "./door.ts";
import { absentOf } from "./exhibits.ts";
import { makeBundles } from "./make-bundles.ts";
import { needOpenCase, type SessionHolder } from "./session.ts";
import { confirmShare, isRecorded, takeBackShare, unsettledShares } from "./settling.ts";
import type { ShareDoor, ShareReceipt, ShareWeight } from "./share-door.ts";
import { previewOf } from "./share-preview.ts";
import { type Scene, select, withMembers } from "./share-scene.ts";

type SharingDoor = Pick<CaseDoor, "previewShare" | "share"> & ShareDoor;

/** What leaves: looked at first, then committed, then sealed. */
export function openSharing(deps: CaseDeps, holder: SessionHolder): SharingDoor {
  const inShare = <Value>(act: (scene: Scene) => Promise<Result<Value, CaseError>>): Promise<Result<Value, CaseError>> => {
    const needed = needOpenCase(holder);
    return needed.ok ? act({ deps, ...needed.value }) : Promise.resolve(needed);
  };
  // In turn: what is sealed is what is committed, and nothing is said in between.
  const inTurn = <Value>(act: (scene: Scene) => Promise<Result<Value, CaseError>>): Promise<Result<Value, CaseError>> =>
    inShare((scene) => scene.open.inTurn(() => act(scene)));
  return {
    previewShare: (asked) => inShare((scene) => preview(scene, asked)),
    weighShare: (asked) => inShare((scene) => weigh(scene, asked)),
    share: (asked) =>
      inTurn(async (scene) => {
        const made = await makeAlone(scene, [asked]);
        if (!made.ok) return made;
        const [receipt] = made.value;
        invariant(receipt !== undefined, "one plan makes one bundle");
        return succeed(receipt);
      }),
    shareAll: (asked) => inTurn((scene) => makeAlone(scene, audiencesOf(asked))),
    unsettledShares: () => inShare(({ session, open }) => unsettledShares(session, open)),
    settleShares: (asked) => inTurn((scene) => settle(scene, asked)),
  };
}

/** What one officer signs; where our rule asks for two, nothing is made. */
async function makeAlone(scene: Scene, asked: readonly SharePlan[]): Promise<Result<readonly ShareReceipt[], CaseError>> {
  const needed = await needsSecond(scene.session, asked);
  if (!needed.ok) return needed;
  return needed.value ? fail("needs-second-officer") : makeBundles(scene, asked);
}

async function preview(scene: Scene, asked: SharePlan): Promise<Result<SharePreview, CaseError>> {
  const plan = withMembers(scene.open, asked);
  const selection = await select(scene, plan);
  if (!selection.ok) return selection;
  const absent = await absentOf(scene.session, plan.files);
  return absent.ok ? succeed(previewOf(scene.open, plan, selection.value, new Set(absent.value))) : absent;
}

async function weigh(scene: Scene, asked: SharePlan): Promise<Result<readonly ShareWeight[], CaseError>> {
  const weights: ShareWeight[] = [];
  for (const audience of audiencesOf(asked)) {
    const plan = withMembers(scene.open, audience);
    const selection = await select(scene, plan);
    if (!selection.ok) return selection;
    const { disclosed, withheld, withdrawals, files, warnings, blocked } = selection.value;
    const counts = { disclosed: disclosed.size, withdrawals, withheld: withheld.size, keptBack: keptBackOf(selection.value), files: files.length };
    const { recipients } = checkRecipients(plan.to, trustedNow(scene.session.registry.partners, scene.deps.clock.now()), plan.marking);
    weights.push({ to: plan.to, ...counts, warnings, blocked, sealing: sealingFor(plan, recipients) });
  }
  return succeed(weights);
}

async function settle(
  { session, open }: Scene,
  { statementHashes, wereHandedOver }: Parameters<ShareDoor["settleShares"]>[0],
): Promise<Result<null, CaseError>> {
  const unknown = statementHashes.find((hash) => !isRecorded(session, open, hash));
  if (unknown !== undefined) return fail("missing", "share");
  for (const hash of statementHashes) {
    const settled = wereHandedOver ? await confirmShare(session, open, hash) : await takeBackShare(session, open, hash);
    if (!settled.ok) return settled;
  }
  return succeed(null);
}
