import type { HostError } from "../../shared/host/host.ts";
import type { Bytes } from "../../shared/kernel/bytes.ts";
import { fail, type Result, succeed } from "../../shared/kernel/result.ts";
import { host } from "../state/bridge.ts";

/** Saves a small file where the person says. "cancelled" when they said no; nothing is left under the name on a failure. */
export async function saveBytes(name: string, mediaType: string, bytes: Bytes): Promise<Result<"saved" | "cancelled", HostError>> {
  const picked = await host().saveFile({ name, mediaType });
  if (!picked.ok) return picked;
  if (picked.value === "cancelled") return succeed("cancelled");
  const written = await picked.value.write(bytes);
  if (!written.ok) {
    await picked.value.abort();
    return fail(written.error.kind);
  }
  const closed = await picked.value.close();
  return closed.ok ? succeed("saved") : fail(closed.error.kind);
}
