import { expect, test } from "vitest";
import previewWorkerAddress from "../../renderer/workers/preview.worker.ts?worker&url";
import { connectDoor } from "../../shared/host/rpc.ts";
import type { PreviewDoor } from "../../shared/preview/door.ts";
import { expectValue } from "../kit/agency.ts";
import { utf8ToBytes } from "../../shared/kernel/bytes.ts";

test("pdf", async () => {
  const worker = new Worker(previewWorkerAddress, { type: "module" });
  worker.addEventListener("error", (e) => console.log("ERR", e.message));
  const door = connectDoor<PreviewDoor>({
    postMessage: (m, t) => worker.postMessage(m, t as Transferable[]),
    addEventListener: (t, l) => worker.addEventListener(t, l),
  });
  const content = "BT /F1 24 Tf 50 700 Td (Hello Dalel) Tj ET";
  const pdf = `%PDF-1.4
1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj
2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj
3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 612 792]/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>>>endobj
4 0 obj<</Length ${content.length}>>stream
${content}
endstream endobj
5 0 obj<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>endobj
trailer<</Root 1 0 R>>`;
  const bytes = utf8ToBytes(pdf);
  const opened = expectValue(await door.open({ bytes, fileName: "a.pdf", transfer: [bytes.buffer] }));
  console.log(JSON.stringify(opened));
  const page = expectValue(await door.page({ page: 1, scale: 1 }));
  let dark = 0;
  for (let i = 0; i < page.rgba.length; i += 4) if ((page.rgba[i] ?? 255) < 128) dark++;
  console.log(page.width, page.height, dark, JSON.stringify(page.items));
  console.log(JSON.stringify(await door.find({ view: "pdf", text: "DALEL" })));
  expect(dark).toBeGreaterThan(100);
});
