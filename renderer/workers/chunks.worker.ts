import { serveDoor } from "../../shared/host/rpc.ts";
import { chunksDoor } from "./chunks-door.ts";
import { holdMessages } from "./hold-messages.ts";

// Each case worker brings a port of its own. What comes through it is sealed: no key is in this thread, and no content.
holdMessages().addEventListener("message", ({ ports: [port] }) => {
  if (port === undefined) return;
  serveDoor(port, chunksDoor);
  port.start();
});
