import { MainDouble, type SessionDouble } from "./main-double.ts";
import { stoppable } from "./electron-double.ts";

/** What the built main process promises about the world outside; the sentences of those it breaks. Mutants must break at least one. */
export async function brokenPromises(code: string): Promise<readonly string[]> {
  const broken: string[] = [];
  const must = (holds: boolean, sentence: string): void => void (holds || broken.push(sentence));
  const main = await new MainDouble(code).ready().catch((problem: unknown) => `does not start: ${String(problem)}`);
  if (typeof main === "string") return [main];
  try {
    checkBeforeReady(main, must);
    checkWindow(main, must);
    for (const [name, session] of [
      ["own", main.own],
      ["default", main.fallback],
    ] as const)
      await checkSession(name, session, must);
    await checkFiles(main, must);
    checkContents(main, must);
    await checkDoor(main, must);
  } catch (problem) {
    broken.push(`throws: ${String(problem)}`);
  } finally {
    main.remove();
  }
  return broken;
}

type Must = (holds: boolean, sentence: string) => void;

function checkBeforeReady({ order, switches, schemes }: MainDouble, must: Must): void {
  const ready = order.indexOf("ready");
  const isBefore = (word: string): boolean => order.includes(word) && order.indexOf(word) < ready;
  must(isBefore("sandbox"), "the sandbox is on for every process before ready");
  must(isBefore("schemes"), "the scheme is registered before ready");
  must(isBefore("switch host-resolver-rules") && switches.get("host-resolver-rules") === "MAP * ~NOTFOUND", "no name is resolved");
  must(isBefore("switch proxy-server") && switches.get("proxy-server") === "http://127.0.0.1:9", "the proxy is dead");
  must(switches.get("proxy-bypass-list") === "<-loopback>", "nothing passes the dead proxy by");
  const wanted = [{ scheme: "app", privileges: { standard: true, secure: true, supportFetchAPI: true, codeCache: true } }];
  must(JSON.stringify(schemes) === JSON.stringify(wanted), "the scheme has no privilege but four");
}

function checkWindow({ windows, partition, loaded, order }: MainDouble, must: Must): void {
  const preferences = JSON.parse(JSON.stringify(windows[0]?.webPreferences ?? {}));
  const wanted = { contextIsolation: true, sandbox: true, nodeIntegration: false, nodeIntegrationInWorker: false, nodeIntegrationInSubFrames: false };
  for (const [name, value] of Object.entries(wanted)) must(preferences[name] === value, `${name} is ${value}`);
  const known = [...Object.keys(wanted), "partition", "preload", "spellcheck", "devTools"];
  must(
    Object.keys(preferences).every((name) => known.includes(name)),
    "no other web preference is touched",
  );
  must(preferences.spellcheck === false && preferences.devTools === false, "no spell checker, no developer tools when packaged");
  must(partition.startsWith("persist:") && preferences.partition === partition, "the window has its own lasting session");
  must(loaded.join() === "app://bundle/index.html", "the window loads our own page");
  must(order.includes("webrtc disable_non_proxied_udp"), "no packet passes the proxy by");
}

const permissions = [
  "media",
  "geolocation",
  "notifications",
  "openExternal",
  "clipboard-read",
  "fileSystem",
  "usb",
  "hid",
  "serial",
  "local-fonts",
  "unknown",
];
const allowed = ["persistent-storage", "clipboard-sanitized-write", "fullscreen"];
const refusedUrls = [
  "https://example.org/",
  "http://127.0.0.1:47623/",
  "ws://example.org/",
  "file:///etc/passwd",
  "app://other/index.html",
  "blob:https://example.org/1",
  "devtools://x/",
];
const allowedUrls = ["app://bundle/index.html", "blob:app://bundle/1-2", "data:image/png;base64,AA=="];

async function checkSession(name: string, { handlers }: SessionDouble, must: Must): Promise<void> {
  const call = (handler: string, ...words: readonly unknown[]): unknown => handlers.get(handler)?.(...words);
  const request = (permission: string, requestingUrl: string): unknown => {
    let said: unknown = "unanswered";
    call("request", {}, permission, (is: unknown) => void (said = is), { requestingUrl });
    return said;
  };
  const cancels = (url: string): unknown => {
    let said: unknown = null;
    call("web", { url }, (answer: { readonly cancel: unknown }) => void (said = answer.cancel));
    return said;
  };
  const own = "app://bundle";
  must(
    permissions.every((word) => request(word, `${own}/index.html`) === false),
    `${name} session: a permission is refused`,
  );
  must(
    permissions.every((word) => call("check", null, word, `${own}/`) === false),
    `${name} session: a permission check is refused`,
  );
  must(
    allowed.every((word) => request(word, `${own}/index.html`) === true && call("check", null, word, `${own}/`) === true),
    `${name} session: three permissions are granted`,
  );
  must(
    allowed.every((word) => request(word, "https://example.org/") === false),
    `${name} session: not to another page`,
  );
  must(call("device", {}) === false, `${name} session: no device`);
  let streams: unknown = "unanswered";
  call("display", {}, (given: unknown) => void (streams = given));
  must(streams === null, `${name} session: no screen capture`);
  must(
    refusedUrls.every((url) => cancels(url) === true),
    `${name} session: a request outside is cancelled`,
  );
  must(
    allowedUrls.every((url) => cancels(url) === false),
    `${name} session: our own files may be read`,
  );
}

async function checkFiles({ own, fallback }: MainDouble, must: Must): Promise<void> {
  const answer = (url: string, method = "GET"): Promise<Response> =>
    Promise.resolve(own.handlers.get("protocol app")?.(new Request(url, { method })) as Promise<Response>);
  const page = await answer("app://bundle/index.html");
  const worker = await answer("app://bundle/assets/case.worker-abc123.js");
  must(page.status === 200 && (await page.text()) === "<!doctype html>", "our page is served");
  must(page.headers.get("Content-Security-Policy")?.includes("script-src 'self';") === true, "the page has the window's policy");
  must(page.headers.get("Connection-Allowlist") === null, "no header that could stop the custom scheme");
  must(worker.headers.get("Content-Security-Policy")?.includes("wasm-unsafe-eval") === true, "a worker has the workers' policy");
  const outside = [
    "app://bundle/../package.json",
    "app://bundle/%2e%2e/%2e%2e/package.json",
    "app://bundle/..%2f..%2fpackage.json",
    "app://other/index.html",
    "app://bundle/assets",
    "app://bundle/%E0%A4%A",
  ];
  for (const url of outside) must((await answer(url)).status === 404, `nothing outside is served: ${url}`);
  must((await answer("app://bundle/index.html", "POST")).status === 404, "nothing but reading is answered");
  must(!fallback.handlers.has("protocol app"), "the default session serves nothing");
}

function checkContents(main: MainDouble, must: Must): void {
  const goes = (name: string, url: string, isMainFrame: boolean): boolean => {
    let isStopped = false;
    const event = { url, isMainFrame, preventDefault: () => void (isStopped = true) };
    must(main.contents.fire(name, event) > 0, `${name} is heard`);
    return !isStopped;
  };
  for (const name of ["will-navigate", "will-frame-navigate", "will-redirect", "will-attach-webview"]) {
    for (const url of ["https://example.org/", "app://bundle/samples/a.csv", "app://other/index.html"])
      must(!goes(name, url, true), `${name} is stopped`);
  }
  must(goes("will-navigate", "app://bundle/index.html", true), "the window may reload itself");
  must(!goes("will-frame-navigate", "app://bundle/index.html", false), "an inner frame goes nowhere");
  const event = stoppable();
  let accepted: unknown = null;
  main.contents.fire("certificate-error", event, "https://x/", "error", {}, (is: unknown) => void (accepted = is));
  must(event.isStopped && accepted === false, "no certificate is accepted");
  const { windowOpen } = main;
  must(typeof windowOpen === "function" && JSON.stringify(windowOpen({ url: "https://x/" })) === '{"action":"deny"}', "no second window");
}

async function checkDoor(main: MainDouble, must: Must): Promise<void> {
  const refusal = '{"ok":false,"error":{"kind":"refused"}}';
  const refuses = async (what: unknown, event?: object): Promise<boolean> => JSON.stringify(await main.ask(what, event)) === refusal;
  const about = { ask: "about" };
  must(
    JSON.stringify(await main.ask(about)) === '{"appVersion":"1.2.3","shell":"electron","platform":"linux"}',
    "the window is told what it runs on",
  );
  const sub = { senderFrame: { url: "app://bundle/x.html", isDestroyed: () => false }, sender: main.event().sender };
  const dead = main.event();
  dead.senderFrame = { url: "app://bundle/index.html", isDestroyed: () => true };
  const gone = { senderFrame: dead.senderFrame, sender: { mainFrame: dead.senderFrame } };
  must(await refuses(about, { ...main.event(), senderFrame: null }), "a frame that is gone asks nothing");
  must(await refuses(about, sub), "an inner frame asks nothing");
  must(await refuses(about, gone), "a destroyed frame asks nothing");
  for (const url of ["https://example.org/", "app://bundle.example.org/", "app://bundled/"])
    must(await refuses(about, main.event(url)), `${url} asks nothing`);
  for (const what of [
    null,
    "about",
    {},
    { ask: "openExternal" },
    { ask: "writeFile", file: 1, chunk: "text" },
    { ask: "saveFile", offer: { name: "../x", mediaType: "a/b" } },
  ]) {
    must(await refuses(what), `${JSON.stringify(what)} is refused`);
  }
  must([...main.asks.keys()].join() === "dalel:ask", "there is one door");
}
