import { expect, test } from "vitest";
import { exchangeCommands } from "../../../renderer/features/exchange/commands.ts";
import { showScreen, useDesk } from "../../../renderer/state/desk.ts";

test("new keys are found in a case as well: there our keys are shown, which say that the case is closed first", () => {
  const renew = exchangeCommands.find(({ id }) => id === "partners.renew") ?? expect.fail("the command");
  for (const [screen, part] of [
    ["cases", "renew"],
    ["workbench", "ours"],
  ] as const) {
    showScreen(screen);
    expect(renew.isEnabled?.()).toBe(true);
    void renew.run();
    expect(useDesk.getState().dialog).toMatchObject({ kind: "partners", part });
  }
});
