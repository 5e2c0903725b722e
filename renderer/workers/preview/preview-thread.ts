import { serveDoor } from "../../../shared/host/rpc.ts";
import type { WindowChannel } from "../hold-messages.ts";
import { createPreviewDoor } from "./preview-door.ts";

/** The thread that looks at one untrusted file: it holds no key, keeps nothing, and is ended with the look. */
export function runPreviewThread(window: WindowChannel): void {
  serveDoor(window, createPreviewDoor(new URL("../pdf/", self.location.href).href));
}
