import { expect, test } from "vitest";
import { headersFor, isWorkerScript, mediaTypeOf } from "../../../shared/host/policy.ts";
import { answerFor } from "../../../shared/host/static-files.ts";

const paths = new Set(["index.html", "assets/a b.js", "samples/деректер.csv"]);

test("a path is found only when it is in the list, letter by letter", () => {
  expect(answerFor(paths, "/")).toEqual({ status: 200, path: "index.html" });
  expect(answerFor(paths, "/assets/a%20b.js")).toEqual({ status: 200, path: "assets/a b.js" });
  expect(answerFor(paths, `/samples/${encodeURIComponent("деректер.csv")}`)).toEqual({ status: 200, path: "samples/деректер.csv" });
});

test.each([
  "",
  "index.html",
  "//index.html",
  "/assets",
  "/assets/",
  "/../index.html",
  "/%2e%2e/index.html",
  "/assets%2F..%2Findex.html",
  "/INDEX.HTML",
  "/%",
  "/index.html%00",
  "/__proto__",
])("no other spelling leads anywhere: %s", (pathname) => expect(answerFor(paths, pathname)).toEqual({ status: 404, path: "" }));

test("only scripts named as workers get the policy with WebAssembly", () => {
  expect(["assets/case.worker-Ab_1-2.js", "assets/index-Ab.js", "assets/case.worker-a.css"].map(isWorkerScript)).toEqual([true, false, false]);
  const policies = [true, false].map((isWorker) => headersFor("text/javascript", isWorker, true)["Content-Security-Policy"] ?? "");
  expect(policies.map((policy) => policy.includes("wasm-unsafe-eval"))).toEqual([true, false]);
  for (const policy of policies) expect(policy).not.toMatch(/unsafe-inline|'unsafe-eval'|https?:|\*/);
});

test("a kind of file that is not known is not served", () => {
  expect(["a.js", "a.exe", "a", "a.js.map", "a.html"].map(mediaTypeOf)).toEqual([
    "text/javascript; charset=utf-8",
    null,
    null,
    null,
    "text/html; charset=utf-8",
  ]);
});
