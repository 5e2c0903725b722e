import type { CaseDeps } from "./deps.ts";
import { openCaseList } from "./case-list.ts";
import { openAuditing } from "./auditing.ts";
import { openBackups } from "./backups.ts";
import { openCases } from "./cases.ts";
import { openDamage } from "./damage.ts";
import type { CaseDoor } from "./door.ts";
import { openExhibits } from "./exhibits.ts";
import { openGate } from "./gate.ts";
import { openImports } from "./imports.ts";
import { openKeysDoor } from "./keys.ts";
import { openLedgerSayings } from "./ledger-sayings.ts";
import { openNotes } from "./notes.ts";
import { openPartners } from "./partners.ts";
import { openReceiving } from "./receiving.ts";
import { openSayings } from "./sayings.ts";
import type { SessionHolder } from "./session.ts";
import { openSharing } from "./sharing.ts";
import { openSuggesting } from "./suggesting.ts";

/** Opens the counter of the core over its dependencies: locked until `createVault` or `unlock`. */
export function openCaseDoor(deps: CaseDeps): CaseDoor {
  const holder: SessionHolder = { current: null };
  return {
    ...openGate(deps, holder),
    ...openKeysDoor(deps, holder),
    ...openCases(deps, holder),
    ...openCaseList(deps, holder),
    ...openSayings(deps, holder),
    ...openLedgerSayings(deps, holder),
    ...openImports(deps, holder),
    ...openExhibits(deps, holder),
    ...openPartners(deps, holder),
    ...openSharing(deps, holder),
    ...openReceiving(deps, holder),
    ...openAuditing(deps, holder),
    ...openSuggesting(deps, holder),
    ...openNotes(holder),
    ...openBackups(deps, holder),
    ...openDamage(deps, holder),
  };
}
