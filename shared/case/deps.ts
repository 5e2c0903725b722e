import type { Clock, Random } from "../kernel/ports.ts";
import type { Costs } from "../deconfliction/keys.ts";
import type { BagPort } from "../bundle/bag-port.ts";
import type { StartBlob } from "../bundle/collect-bundle.ts";
import type { HashFile } from "../bundle/hash-file.ts";
import type { Vault } from "../vault/model.ts";
import type { VaultShelf } from "./keys-door.ts";
import type { CaseNews, IntakePort } from "./door.ts";

/** What the core is given. Everything that touches the world is in here. */
export interface CaseDeps {
  readonly vault: Vault;
  /** Where the other officers' vaults are; absent where there is one vault only. */
  readonly shelf?: VaultShelf;
  readonly clock: Clock;
  readonly random: Random;
  readonly intake: IntakePort;
  /** Hashes a sealed file, beside this thread; in it when left out. */
  readonly hashFile?: HashFile;
  /** Makes the Blob of a sealed file; from parts when left out. */
  readonly startBlob?: StartBlob;
  /** Reads the decrypted bag where no key lives. */
  readonly bag: BagPort;
  /** Resolves after a while, in which somebody who works acts again. Absent where nobody waits for anything: small boxes are not united then. */
  pause?(): Promise<void>;
  /** Claims from which on a case is worth a snapshot; absent = as many as take a second to fold. */
  readonly snapshotFrom?: number;
  /** What stretching costs in a comparison with a partner; absent = as its format says. */
  readonly compareCosts?: Costs;
  tell(news: CaseNews): void;
  /** Resolves once whoever listens has taken in nearly all that was told; absent where that needs no waiting. */
  heard?(): Promise<void>;
}
