import { useEffect, useState } from "react";
import type { CheckedFile } from "../../shared/case/locker-door.ts";
import { type FileHash, parseFileHash } from "../../shared/kernel/brand.ts";
import { custodyEventType } from "../../shared/ontology/custody.ts";
import { type CustodyChain, custodyByFile, noCustody } from "../../shared/projections/custody.ts";
import type { Entity } from "../../shared/projections/model.ts";
import { askCore, tellFailure } from "./ask.ts";
import type { CaseIndex } from "./case-index.ts";
import { useCaseMirror } from "./case-mirror.ts";
import { useChecks } from "./checks.ts";

type Chains = ReadonlyMap<FileHash, CustodyChain>;
let known: { readonly index: CaseIndex; readonly chains: Chains } | null = null;

/** The custody of every file of the case as it is shown, read once for each state of the case. */
function chainsOf(index: CaseIndex): Chains {
  if (known?.index !== index) known = { index, chains: custodyByFile(index.ofType(custodyEventType)) };
  return known.chains;
}

// No case, no words of one: a lock must leave nothing behind.
useCaseMirror.subscribe(({ opened }) => {
  if (opened === null) known = null;
});

/** The same for a component. */
export function useCustody(): Chains {
  return chainsOf(useCaseMirror(({ index }) => index));
}

/** The file an exhibit is; null when its hash is withheld, and of any other thing. */
export function fileOfExhibit(entity: Entity): FileHash | null {
  const value = entity.type === "exhibit" ? entity.facts["fileHash"]?.[0]?.value : undefined;
  return value !== undefined && "text" in value ? parseFileHash(value.text) : null;
}

/** The custody of one exhibit. */
export function custodyOf(entity: Entity, chains: Chains): CustodyChain {
  const file = fileOfExhibit(entity);
  return (file === null ? undefined : chains.get(file)) ?? noCustody;
}

/** Whether an exhibit is recorded as destroyed, for a component; of anything else false, at no cost. */
export function useIsDestroyed(entity: Entity | undefined): boolean {
  const index = useCaseMirror((mirror) => (entity?.type === "exhibit" ? mirror.index : null));
  return entity !== undefined && index !== null && custodyOf(entity, chainsOf(index)).state === "destroy";
}

/** When files were checked last, by hash; "asking" until the core has answered once, "unknown" when it could not. */
export type CheckedFiles = ReadonlyMap<FileHash, CheckedFile> | "asking" | "unknown";

/** When one file was checked; "never" = not since it was kept. */
export type LastCheck = CheckedFile | "never" | "asking" | "unknown";

export function lastCheckOf(file: FileHash | null, checked: CheckedFiles): LastCheck {
  if (typeof checked === "string") return checked;
  return (file === null ? undefined : checked.get(file)) ?? "never";
}

/** The same for a component, asked for anew after each check, whoever made it. */
export function useCheckedFiles(): CheckedFiles {
  const told = useChecks((checks) => checks.told);
  const [files, setFiles] = useState<CheckedFiles>("asking");
  // biome-ignore lint/correctness/useExhaustiveDependencies: what is told anew is asked for anew
  useEffect(() => {
    let isShown = true;
    void askCore("checkedFiles", null).then((answer) => {
      if (!isShown) return;
      setFiles(answer.ok ? new Map(answer.value.map((each) => [each.sha256, each])) : "unknown");
      if (!answer.ok) tellFailure(answer.error);
    });
    return () => {
      isShown = false;
    };
  }, [told]);
  return files;
}
