import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { expect, test } from "vitest";

const root = join(import.meta.dirname, "../..");

test("the walk that photographs every screen is reached by run.mjs, and says how it is called when it does not know what is asked", () => {
  const asked = spawnSync(process.execPath, [join(root, "electron/launch/run.mjs"), "screens", "/tmp/nowhere", "tlh"], { encoding: "utf8" });
  expect(asked.stderr).toContain("node electron/launch/run.mjs screens OUT [kk,ru,en] [900,1280,1440] [light,dark]");
  expect(asked.status).toBe(2);
});
