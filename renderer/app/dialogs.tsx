import { type ReactNode, Suspense } from "react";
import { BackupDialog } from "../features/backup/backup-dialog.tsx";
import { CaseNameDialog } from "../features/cases/case-name-dialog.tsx";
import { DeleteCaseDialog } from "../features/cases/delete-case-dialog.tsx";
import { DestroyedDialog } from "../features/cases/destroyed-dialog.tsx";
import { NewCaseDialog } from "../features/cases/new-case-dialog.tsx";
import { SampleDialog } from "../features/cases/sample-dialog.tsx";
import { CustodySheetDialog } from "../features/custody-sheet/custody-sheet-dialog.tsx";
import { DamageDialog } from "../features/damage/damage-dialog.tsx";
import { MakeHitsDialog } from "../features/deconfliction/make-dialog.tsx";
import { ReadHitsDialog } from "../features/deconfliction/read-dialog.tsx";
import { AddEntityDialog } from "../features/entity/add-entity-dialog.tsx";
import { AddLinkDialog } from "../features/entity/add-link-dialog.tsx";
import { ConflictsDialog } from "../features/entity/conflicts-dialog.tsx";
import { ExhibitDialog } from "../features/preview/exhibit-dialog.tsx";
import { ReasonDialog } from "../features/entity/reason-dialog.tsx";
import { RuleDialog } from "../features/entity/rule-dialog.tsx";
import { RulingsSheetDialog } from "../features/entity/rulings-sheet-dialog.tsx";
import { ArrivedDialog } from "../features/exchange/arrived-dialog.tsx";
import { CosignDialog } from "../features/exchange/cosign-dialog.tsx";
import { CosignedDialog } from "../features/exchange/cosigned-dialog.tsx";
import { PartnersDialog } from "../features/exchange/partners-dialog.tsx";
import { LayerDialog } from "../features/exchange/layer-dialog.tsx";
import { LayersDialog } from "../features/exchange/layers-dialog.tsx";
import { ReceiveDialog } from "../features/exchange/receive-dialog.tsx";
import { ShareDialog } from "../features/exchange/share-dialog.tsx";
import { StolenDialog } from "../features/exchange/stolen-dialog.tsx";
import { VerifyExhibitsDialog } from "../features/exhibits/verify-dialog.tsx";
import { ExportDialog } from "../features/export/export-dialog.tsx";
import { FiguresDialog } from "../features/figures/figures-dialog.tsx";
import { HistoryDialog } from "../features/history/history-dialog.tsx";
import { KeysDialog } from "../features/gate/keys-dialog.tsx";
import { AddExhibitDialog } from "../features/intake/add-exhibit-dialog.tsx";
import { ImportDialog } from "../features/intake/import-dialog.tsx";
import { PasteDialog } from "../features/intake/paste-dialog.tsx";
import { ProfilesDialog } from "../features/intake/profiles-dialog.tsx";
import { CopyDialog } from "../features/lineage/copy-dialog.tsx";
import { LineageDialog } from "../features/lineage/lineage-dialog.tsx";
import { CustodyDialog } from "../features/locker/custody-dialog.tsx";
import { LockerDialog } from "../features/locker/locker-dialog.tsx";
import { PlaceDialog } from "../features/locker/place-dialog.tsx";
import { ReceiptDialog } from "../features/register/receipt-dialog.tsx";
import { RegisterDialog } from "../features/register/register-dialog.tsx";
import { MatchesDialog } from "../features/sameness/matches-dialog.tsx";
import { MergeDialog } from "../features/sameness/merge-dialog.tsx";
import { PairDialog } from "../features/sameness/pair-dialog.tsx";
import { type OpenDialog, useDesk } from "../state/desk.ts";
import { ErrorBoundary } from "./error-boundary.tsx";
import { Palette } from "./palette.tsx";
import { SettingsDialog } from "./settings-dialog.tsx";
import { ShortcutSheet } from "./shortcut-sheet.tsx";

const dialogs: Readonly<Record<OpenDialog["kind"], () => ReactNode>> = {
  "new-case": NewCaseDialog,
  "rename-case": CaseNameDialog,
  "copy-case": CaseNameDialog,
  "delete-case": DeleteCaseDialog,
  "destroyed-cases": DestroyedDialog,
  sample: SampleDialog,
  export: ExportDialog,
  import: ImportDialog,
  "import-profiles": ProfilesDialog,
  paste: PasteDialog,
  "add-entity": AddEntityDialog,
  "add-link": AddLinkDialog,
  exhibit: ExhibitDialog,
  "custody-sheet": CustodySheetDialog,
  rule: RuleDialog,
  reason: ReasonDialog,
  conflicts: ConflictsDialog,
  "rulings-sheet": RulingsSheetDialog,
  "add-exhibit": AddExhibitDialog,
  locker: LockerDialog,
  custody: CustodyDialog,
  place: PlaceDialog,
  "verify-exhibits": VerifyExhibitsDialog,
  merge: MergeDialog,
  pair: PairDialog,
  matches: MatchesDialog,
  copy: CopyDialog,
  lineage: LineageDialog,
  history: HistoryDialog,
  figures: FiguresDialog,
  partners: PartnersDialog,
  share: ShareDialog,
  receive: ReceiveDialog,
  cosign: CosignDialog,
  cosigned: CosignedDialog,
  "make-hits": MakeHitsDialog,
  "read-hits": ReadHitsDialog,
  register: RegisterDialog,
  stolen: StolenDialog,
  receipt: ReceiptDialog,
  layers: LayersDialog,
  layer: LayerDialog,
  arrived: ArrivedDialog,
  settings: SettingsDialog,
  keys: KeysDialog,
  palette: Palette,
  shortcuts: ShortcutSheet,
  backup: BackupDialog,
  damage: DamageDialog,
};

/** The one dialog that is open. */
export function OpenedDialog(): ReactNode {
  const dialog = useDesk((desk) => desk.dialog);
  if (dialog === null) return null;
  const Drawn = dialogs[dialog.kind];
  return (
    <ErrorBoundary key={dialog.kind}>
      <Suspense fallback={null}>
        <Drawn />
      </Suspense>
    </ErrorBoundary>
  );
}
