import type { ReactNode } from "react";
import { Callout } from "./callout.tsx";
import { useFormat } from "./format.ts";
import { useTranslate } from "./translate.ts";

/** The most that is kept in one file: 4 GiB. */
const mostFileBytes = 4 * 2 ** 30;

/** Whether a file of this size can be kept, as far as is known before it is tried. */
export function canKeep(sizeBytes: number, freeBytes: number | null): boolean {
  return sizeBytes <= mostFileBytes && (freeBytes === null || sizeBytes <= freeBytes);
}

/** That a file cannot be kept, before anybody waits for it. Nothing when it fits. */
export function RoomCallout({ sizeBytes, freeBytes }: { readonly sizeBytes: number; readonly freeBytes: number | null }): ReactNode {
  const t = useTranslate();
  const format = useFormat();
  if (canKeep(sizeBytes, freeBytes)) return null;
  const size = format.bytes(sizeBytes);
  return (
    <Callout tone="warning">
      {sizeBytes > mostFileBytes ? t("exhibits:tooLarge", { size }) : t("exhibits:tight", { size, free: format.bytes(freeBytes ?? 0) })}
    </Callout>
  );
}
