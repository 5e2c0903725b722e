import type { Bytes } from "../../../shared/kernel/bytes.ts";
import { fail, type Failure, type Result, succeed } from "../../../shared/kernel/result.ts";

/** Bytes of a file between two officers, at most: as the core takes them. */
const mostBytes = 16 * 2 ** 20;

/** A small file that was chosen, whole. */
export async function readSmall(file: File): Promise<Result<Bytes, Failure<"too-large" | "file-unreadable">>> {
  if (file.size > mostBytes) return fail("too-large");
  try {
    return succeed(new Uint8Array(await file.arrayBuffer()));
  } catch {
    return fail("file-unreadable"); // it was moved or changed, or its drive is gone
  }
}
