import type { CaseDeps } from "./deps.ts";
import { openCaseList } from "./case-list.ts";
import { openAuditing } from "./auditing.ts";
import { openBackups } from "./backups.ts";
import { openCases } from "./cases.ts";
import { openCosigning } from "./cosigning.ts";
import { openDamage } from "./damage.ts";
import { openDeconfliction } from "./deconfliction.ts";
import type { CaseDoor } from "./door.ts";
import { openExporting } from "./exporting.ts";
import { openExhibits } from "./exhibits.ts";
import { openGate } from "./gate.ts";
import { openImports } from "./imports.ts";
import { openKeysDoor } from "./keys.ts";
import { openLayers } from "./layers.ts";
import { openLedgerSayings } from "./ledger-sayings.ts";
import { openOpening } from "./opening.ts";
import { openLocker } from "./locker.ts";
import { openNotes } from "./notes.ts";
import { openOwnKeys } from "./own-keys.ts";
import { openPartners } from "./partners.ts";
import { onlyReading } from "./read-only.ts";
import { openRegister } from "./registering.ts";
import { openReceiving } from "./receiving.ts";
import { openSayings } from "./sayings.ts";
import { afterOpening, type SessionHolder } from "./session.ts";
import { openSharing } from "./sharing.ts";
import { openStolen } from "./stolen-rulings.ts";
import { openSuggesting } from "./suggesting.ts";

/** Opens the counter of the core over its dependencies: locked until `createVault` or `unlock`. */
export function openCaseDoor(deps: CaseDeps): CaseDoor {
  const holder: SessionHolder = { current: null };
  return onlyReading(holder, {
    ...openGate(deps, holder),
    ...openKeysDoor(deps, holder),
    ...openCases(deps, holder),
    ...openOpening(deps, holder),
    ...afterOpening(holder, openCaseList(deps, holder)),
    ...afterOpening(holder, openSayings(deps, holder)),
    ...afterOpening(holder, openLedgerSayings(deps, holder)),
    ...afterOpening(holder, openImports(deps, holder)),
    ...afterOpening(holder, openExhibits(deps, holder)),
    ...afterOpening(holder, openLocker(deps, holder)),
    ...openPartners(deps, holder),
    ...openOwnKeys(deps, holder),
    ...afterOpening(holder, openSharing(deps, holder)),
    ...afterOpening(holder, openExporting(deps, holder)),
    ...afterOpening(holder, openCosigning(deps, holder)),
    ...afterOpening(holder, openReceiving(deps, holder)),
    ...afterOpening(holder, openRegister(deps, holder)),
    ...afterOpening(holder, openLayers(deps, holder)),
    ...afterOpening(holder, openAuditing(deps, holder)),
    ...afterOpening(holder, openSuggesting(deps, holder)),
    ...afterOpening(holder, openStolen(deps, holder)),
    ...openNotes(holder),
    ...openBackups(deps, holder),
    ...afterOpening(holder, openDamage(deps, holder)),
    ...afterOpening(holder, openDeconfliction(deps, holder)),
  });
}
