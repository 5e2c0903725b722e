import type { FileSink, HostError } from "../../shared/host/host.ts";
import type { Bytes } from "../../shared/kernel/bytes.ts";
import { fail, type Result, succeed } from "../../shared/kernel/result.ts";

/** A file the person let us write: what the File System Access API has of it, as far as we use it. */
export interface PickedFile {
  createWritable(): Promise<WritableFile>;
  getFile(): Promise<File>;
}
interface WritableFile {
  write(chunk: Bytes): Promise<void>;
  close(): Promise<void>;
  abort(): Promise<void>;
}

/** Writes a file of the disk, and reads it from there afterwards. */
export async function sinkOf(file: PickedFile): Promise<FileSink> {
  const writable = await file.createWritable();
  return {
    write: (chunk) => outcome(() => writable.write(chunk)),
    close: () => outcome(() => writable.close()),
    abort: () => writable.abort(),
    readBack: () => outcome(() => file.getFile()),
  };
}

export async function outcome<Value>(act: () => Promise<Value>): Promise<Result<Value, HostError>> {
  try {
    return succeed(await act());
  } catch (error) {
    return fail(error instanceof DOMException && error.name === "QuotaExceededError" ? "disk-full" : "unavailable");
  }
}
