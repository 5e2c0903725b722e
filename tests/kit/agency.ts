import { bagPort } from "../../shared/bundle/bag-port.ts";
import type { CaseDoor, CaseNews } from "../../shared/case/door.ts";
import type { Look } from "../../shared/case/ledger-door.ts";
import { createMirror } from "../../shared/case/mirror.ts";
import { plainRow } from "../../shared/projections/packed-row.ts";
import { openCaseDoor } from "../../shared/case/open-door.ts";
import type { Costs } from "../../shared/deconfliction/keys.ts";
import { intakePort } from "../../shared/intake/serve-intake.ts";
import type { EntityId } from "../../shared/kernel/brand.ts";
import type { Clock } from "../../shared/kernel/ports.ts";
import type { Result } from "../../shared/kernel/result.ts";
import type { Identity } from "../../shared/partner/model.ts";
import type { Entity, Flow } from "../../shared/projections/model.ts";
import { createVault } from "../../shared/vault/vault.ts";
import { createFixedClock } from "./fixed-clock.ts";
import { createMemoryBoxStore, type MemoryBoxStore } from "./memory-box-store.ts";
import { createSeededRandom } from "./seeded-random.ts";

/** One agency's whole core over a memory store, and what its window would mirror. */
export interface Agency {
  readonly door: CaseDoor;
  readonly store: MemoryBoxStore;
  readonly me: Identity;
  readonly recoveryCode: string;
  readonly passphrase: string;
  readonly entities: ReadonlyMap<EntityId, Entity>;
  readonly flows: ReadonlyMap<string, Flow>;
  readonly look: Look;
  readonly news: readonly CaseNews[];
}

/** Quick key stretching, for tests only. */
export const testStretching = { memoryKiB: 256, passes: 1 } as const;

/** The same for comparisons with partners. */
export const testCosts: Costs = { secret: testStretching, item: { memoryKiB: 64, passes: 1 } };

/** What a counter may be given otherwise than usual: the time, and from how many claims on snapshots are kept. */
interface CounterWishes {
  readonly clock?: Clock;
  readonly snapshotFrom?: number;
  /** After it small boxes are united; without it never. */
  readonly pause?: () => Promise<void>;
}

/** A counter of the core over a store, with its mirror. */
export function openCounter(
  store: MemoryBoxStore,
  seed: string,
  { clock = createFixedClock(), ...wishes }: CounterWishes = {},
): Pick<Agency, "door" | "entities" | "flows" | "look" | "news"> {
  const mirror = createMirror(plainRow);
  const news: CaseNews[] = [];
  const random = createSeededRandom(seed);
  const door = openCaseDoor({
    vault: createVault({ store, random, kdf: testStretching }),
    clock,
    random,
    intake: intakePort,
    bag: bagPort,
    compareCosts: testCosts,
    ...wishes,
    tell: (told) => {
      news.push(told);
      mirror.hear(told);
    },
  });
  return {
    door,
    get entities() {
      return mirror.entities;
    },
    get flows() {
      return mirror.flows;
    },
    get look() {
      return mirror.look;
    },
    news,
  };
}

export async function createAgency(
  agency: string,
  seed = agency,
  { officer = `Officer of ${agency}`, ...wishes }: CounterWishes & { readonly officer?: string } = {},
): Promise<Agency> {
  const store = createMemoryBoxStore();
  const passphrase = `a long passphrase of ${agency}`;
  const counter = openCounter(store, seed, wishes);
  const made = expectValue(await counter.door.createVault({ passphrase, person: { agency, agencyName: `Agency ${agency}`, officer } }));
  return Object.assign(counter, { store, passphrase, me: made.me, recoveryCode: made.recoveryCode });
}

/** The value of an answer that must have succeeded. */
export function expectValue<Value>(answer: Result<Value, { readonly kind: string; readonly where?: string }>): Value {
  if (!answer.ok) throw new Error(`${answer.error.kind} ${answer.error.where ?? ""}`);
  return answer.value;
}
