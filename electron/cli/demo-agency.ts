import { randomBytes } from "node:crypto";
import { bagPort } from "../../shared/bundle/bag-port.ts";
import type { CaseDoor } from "../../shared/case/door.ts";
import { createMirror, type Mirror } from "../../shared/case/mirror.ts";
import { plainRow } from "../../shared/projections/packed-row.ts";
import { openCaseDoor } from "../../shared/case/open-door.ts";
import { intakePort } from "../../shared/intake/serve-intake.ts";
import { parseInstantMs } from "../../shared/kernel/brand.ts";
import { invariant } from "../../shared/kernel/invariant.ts";
import type { Result } from "../../shared/kernel/result.ts";
import type { Identity } from "../../shared/partner/model.ts";
import { createVault } from "../../shared/vault/vault.ts";
import { createFolderBoxStore } from "./folder-box-store.ts";

/** One agency of the demonstration: the whole core over a folder, and what a window would mirror. */
export interface DemoAgency extends Mirror {
  readonly door: CaseDoor;
  readonly me: Identity;
  readonly passphrase: string;
}

/** Makes an agency's vault in a folder. Key stretching is the real one: about a second. */
export async function createDemoAgency(
  folder: string,
  person: { readonly agency: string; readonly agencyName: string; readonly officer: string },
): Promise<DemoAgency> {
  const mirror = createMirror(plainRow);
  const random = { bytes: (count: number) => new Uint8Array(randomBytes(count)) };
  const door = openCaseDoor({
    vault: createVault({ store: createFolderBoxStore(folder), random }),
    clock: { now: systemNow },
    random,
    intake: intakePort,
    bag: bagPort,
    tell: mirror.hear,
  });
  const passphrase = Buffer.from(random.bytes(16)).toString("base64url");
  const made = need(await door.createVault({ passphrase, person }));
  return Object.assign(mirror, { door, me: made.me, passphrase });
}

function systemNow() {
  const now = parseInstantMs(Date.now());
  invariant(now !== null, "the machine's clock is between 1970 and 9999");
  return now;
}

/** The value of an answer that must succeed in the demonstration; a failure ends it with its kind. */
export function need<Value>(answer: Result<Value, { readonly kind: string; readonly where?: string }>): Value {
  if (!answer.ok) throw new Error(`the demonstration stopped: ${answer.error.kind} ${answer.error.where ?? ""}`);
  return answer.value;
}
