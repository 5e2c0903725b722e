import { beforeAll, beforeEach, expect, test } from "vitest";
import { appCommands } from "../../renderer/app/commands.ts";
import { offerFile } from "../../renderer/app/dropped-files.ts";
import { closeDialog, useDesk } from "../../renderer/state/desk.ts";
import { acceptedEndings, type FileKind, fileEndings, fileKinds } from "../../shared/kernel/file-endings.ts";
import { openExchangeStage } from "./exchange-stage.tsx";

beforeAll(async () => void (await openExchangeStage("file endings")));
beforeEach(closeDialog);

/** What opens each kind in an open case. */
const readers: Readonly<Record<FileKind, string>> = {
  bundle: "receive",
  identity: "partners",
  keyNotice: "partners",
  receipt: "register",
  bundleNotice: "register",
  request: "cosign",
  cosignature: "cosigned",
  hits: "read-hits",
  backup: "backup",
};

test.each(fileKinds)("a file of the kind %s that is dropped, chosen or double-clicked is opened by what reads it", (kind) => {
  const file = new File(["x"], `A NAME${fileEndings[kind].toUpperCase()}`);
  offerFile(file);
  const { dialog } = useDesk.getState();
  expect(dialog).toMatchObject({ kind: readers[kind], file });
});

test("the open command, which stands for the file manager, asks for all of them and hands over what was chosen", async () => {
  const command = appCommands.find(({ id }) => id === "app.openFile") ?? expect.fail("no command");
  const [file, asked] = [new File(["x"], `a${fileEndings.keyNotice}`), Promise.withResolvers<HTMLInputElement>()];
  const click = HTMLInputElement.prototype.click;
  HTMLInputElement.prototype.click = function choose(this: HTMLInputElement) {
    asked.resolve(this);
  };
  try {
    void command.run();
    const input = await asked.promise;
    expect(input.accept).toBe(acceptedEndings);
    const chosen = new DataTransfer();
    chosen.items.add(file);
    input.files = chosen.files;
    input.dispatchEvent(new Event("change"));
    expect(useDesk.getState().dialog).toMatchObject({ kind: "partners", part: "notice" });
  } finally {
    HTMLInputElement.prototype.click = click;
  }
});
