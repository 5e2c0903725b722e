import { beforeAll, expect, test } from "vitest";
import { page, userEvent } from "vitest/browser";
import { openDialog, useDesk } from "../../renderer/state/desk.ts";
import { setOpenedCase } from "../../renderer/state/case-mirror.ts";
import { expectValue } from "../kit/agency.ts";
import { addEntity, befriend, type ExchangeStage, openExchangeStage } from "./exchange-stage.tsx";

let stage: ExchangeStage;
const dialog = () => page.getByRole("dialog");
const next = () => userEvent.keyboard("{Alt>}{n}{/Alt}");

beforeAll(async () => {
  stage = await openExchangeStage("say again");
  const { door, me, caseId } = stage;
  await befriend(stage);
  await addEntity(door, "exchange", { name: "SwapHub OTC" });
  const proof = { kind: "passphrase", text: "a long passphrase of afm" } as const;
  expectValue(await door.revokeKey({ author: me.author, reason: "stolen", from: me.createdAt, proof }));
  expectValue(await door.closeCase(null));
  const made = expectValue(await door.makeNewKeys({ proof, reason: "precaution" }));
  useDesk.setState({ me: made.me });
  setOpenedCase(expectValue(await door.openCase({ caseId })));
});

test("what stays under the revoked key is said again from the preview, which then shows it leave", async () => {
  openDialog({ kind: "share" });
  await next();
  await userEvent.click(dialog().getByRole("checkbox", { name: /Officer of mci/ }));
  await next();
  await userEvent.click(dialog().getByRole("radio", { name: /^TLP:AMBER Only/ }));
  await userEvent.fill(dialog().getByRole("textbox", { name: /Purpose/ }), "To be blocked");
  await next();
  const again = dialog().getByRole("button", { name: /^Say again under the new key \(\d+\)$/ });
  await expect.element(again).toBeVisible();
  await again.click();
  await expect.element(dialog().getByText(/^Claims that leave: [1-9].*told of 0 withheld/)).toBeVisible();
  await expect.element(again).not.toBeInTheDocument();
});
