import { type ReactNode, useState } from "react";
import type { VaultPlace } from "../../../shared/case/keys-door.ts";
import { placeNow } from "../../state/bridge.ts";
import { showScreen } from "../../state/desk.ts";
import { choosePlace } from "../../state/places.ts";
import { Button } from "../../ui/button.tsx";
import { SelectField } from "../../ui/field.tsx";
import { useFormat } from "../../ui/format.ts";
import { useTranslate } from "../../ui/translate.ts";
import { useVaults } from "./use-lock-state.ts";

/** Whose vault, where several officers work: by number and day, for no name is known before one of them is in. The fields stand between. */
export function VaultChoice({ onTurned, children }: { readonly onTurned: () => void; readonly children: ReactNode }): ReactNode {
  const t = useTranslate();
  const vaults = useVaults();
  const labelOf = useVaultLabel();
  const [place, setPlace] = useState(placeNow);
  const turn = (next: number): void => {
    choosePlace(next);
    setPlace(next);
    onTurned();
  };
  const addOne = (): void => {
    choosePlace(firstFree(vaults));
    showScreen("first-run");
  };
  return (
    <>
      {vaults.length > 1 && (
        <SelectField
          label={t("keys:place.label")}
          value={String(place)}
          options={vaults.map((vault) => ({ value: String(vault.place), label: labelOf(vault) }))}
          onChange={(value) => turn(Number(value))}
        />
      )}
      {children}
      <div className="gate-another">
        <Button isMinimal icon="new-person" isDisabled={vaults.length === 0} onClick={addOne}>
          {t("keys:place.another")}
        </Button>
      </div>
    </>
  );
}

/** "Workplace 1 · made 26.11.2026". */
function useVaultLabel(): (vault: VaultPlace) => string {
  const t = useTranslate();
  const format = useFormat();
  return ({ place, madeOn }) => (madeOn === "" ? t("keys:place.name", { place }) : t("keys:place.nameMade", { place, date: format.date(madeOn) }));
}

/** The first place without a vault, and where none was. */
export function firstFree(vaults: readonly VaultPlace[]): number {
  const taken = new Set(vaults.map(({ place }) => place));
  let place = 1;
  while (taken.has(place)) place++;
  return place;
}
