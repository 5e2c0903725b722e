import type { VaultPlace, VaultShelf } from "../../shared/case/keys-door.ts";
import { succeed } from "../../shared/kernel/result.ts";
import { createVault } from "../../shared/vault/vault.ts";
import { createDexieBoxStore, type DexieBoxStore } from "../storage/dexie-box-store.ts";
import { databaseNameOf, placesKept } from "../storage/places.ts";
import { systemRandom } from "./platform.ts";

/** The vaults of this browser profile, seen from the thread of one of them. A vault whose header cannot be read is listed too: it is there. */
export function createVaultShelf(ownPlace: number, ownStore: DexieBoxStore): VaultShelf {
  const lookAt = async (place: number): Promise<readonly VaultPlace[]> => {
    const store = place === ownPlace ? ownStore : createDexieBoxStore(databaseNameOf(place));
    const state = await createVault({ store, random: systemRandom }).lockState();
    if (place !== ownPlace) store.close();
    if (!state.ok) return [{ place, madeOn: "" }];
    return state.value.state === "empty" ? [] : [{ place, madeOn: state.value.madeOn }];
  };
  return {
    async list() {
      const places = await placesKept();
      return places.ok ? succeed((await Promise.all(places.value.map(lookAt))).flat()) : places;
    },
  };
}
