/**
 * The plan of the house: who may import whom. Floor first, roof last.
 * A folder may always import itself. `*` stands for one folder name.
 * Checked by architecture.test.ts; change this file only with a decision note in assets/docs/decisions/.
 */
export const layers: Readonly<Record<string, readonly string[]>> = {
  "shared/kernel": [],
  "shared/crypto": ["shared/kernel"],
  "shared/host": ["shared/kernel"],
  "shared/ledger": ["shared/kernel", "shared/crypto"], // verifiable by someone who never saw our ontology
  "shared/ontology": ["shared/kernel", "shared/crypto", "shared/ledger"], // crypto: address checksums, and ids that derive from public names
  "shared/projections": ["shared/kernel", "shared/ledger", "shared/ontology"],
  "shared/intake": ["shared/kernel", "shared/crypto", "shared/ledger", "shared/ontology", "shared/projections"], // never vault: no keys near untrusted bytes
  "shared/preview": ["shared/kernel", "shared/intake"], // untrusted bytes to look at: never vault, never ontology
  "shared/vault": ["shared/kernel", "shared/crypto", "shared/ledger"], // never ontology: it stores boxes, not meaning
  "shared/partner": ["shared/kernel", "shared/crypto", "shared/ledger"],
  "shared/interop": ["shared/kernel", "shared/crypto", "shared/ledger", "shared/ontology", "shared/projections"], // what a recipient sees, in others' formats: never vault, never keys
  "shared/bundle": ["shared/kernel", "shared/crypto", "shared/ledger", "shared/ontology", "shared/projections", "shared/partner", "shared/interop"],
  "shared/deconfliction": ["shared/kernel", "shared/crypto", "shared/ledger", "shared/ontology", "shared/projections", "shared/partner"], // never bundle: nothing of the case travels
  "shared/case": [
    "shared/kernel",
    "shared/ledger",
    "shared/ontology",
    "shared/projections",
    "shared/vault",
    "shared/partner",
    "shared/bundle",
    "shared/deconfliction",
    "shared/interop",
  ],
  "renderer/ui": ["shared/kernel", "shared/ontology", "assets"],
  "renderer/storage": ["shared/kernel", "shared/vault"],
  "renderer/workers": ["shared/*", "renderer/storage"],
  "renderer/state": ["shared/kernel", "shared/ontology", "shared/projections", "shared/case", "shared/host"],
  "renderer/features/*": ["shared/kernel", "shared/ontology", "shared/projections", "shared/case", "renderer/state", "renderer/ui", "assets"],
  "renderer/app": ["shared/kernel", "shared/host", "renderer/state", "renderer/ui", "renderer/features/*", "assets"],
  "electron/main": ["shared/kernel", "shared/host", "assets"],
  "electron/preload": ["shared/kernel", "shared/host"],
  "electron/launch": ["shared/kernel", "shared/host"],
  "electron/packaging": ["electron/launch", "shared/kernel"], // the endings the system is told of
  "electron/cli": ["shared/*", "assets"], // its sentences are in its one-file build (decision 0082)
};

/** Folders that may name a worker's file as an address (`?worker&url`): a thread is started there, none of its code is imported. */
export const mayStartWorkers: readonly string[] = ["renderer/app", "renderer/state"];

/** What a model says may be named everywhere in the window, as a type only: nothing of it is loaded. Boxes and keys are not among them. */
export const typesAreFree = {
  models: /^shared\/((ledger|partner|bundle|intake|preview|deconfliction)\/(model|door)|intake\/(mapping|recognise)\/model)\.ts$/,
  folders: ["renderer/app", "renderer/state", "renderer/ui", "renderer/features/*"],
} as const;

interface PackageDoor {
  readonly packages: RegExp;
  readonly folders: readonly string[];
}

/** Every foreign package comes in by its own door. A package that is not here may not be imported at all. */
export const doors: readonly PackageDoor[] = [
  { packages: /^(age-encryption|hash-wasm|jose)(\/|$)|^@noble\/hashes|^@scure\/base/, folders: ["shared/crypto"] },
  { packages: /^modern-tar(\/|$)/, folders: ["shared/bundle"] },
  { packages: /^(papaparse|tldts|yaml)$/, folders: ["shared/intake"] },
  { packages: /^postal-mime$/, folders: ["shared/preview"] },
  { packages: /^pdfjs-dist(\/build\/pdf\.worker\.mjs)?$/, folders: ["renderer/workers"] },
  { packages: /^dexie$/, folders: ["renderer/storage"] },
  { packages: /^cytoscape(\/|$)/, folders: ["renderer/features/graph"] },
  { packages: /^d3-force$/, folders: ["renderer/workers"] },
  { packages: /^zustand(\/|$)/, folders: ["renderer/state"] },
  { packages: /^react(-dom)?(\/|$)/, folders: ["renderer/app", "renderer/state", "renderer/ui", "renderer/features/*"] },
  { packages: /^@blueprintjs\/(core|icons)(\/|$)|^normalize\.css(\/|$)|^@fontsource\//, folders: ["renderer/ui", "renderer/app"] },
  { packages: /^dockview-react(\/|$)/, folders: ["renderer/app"] },
  { packages: /^@tanstack\//, folders: ["renderer/ui", "renderer/features/table"] },
  { packages: /^(i18next|react-i18next)$/, folders: ["renderer/ui"] },
  { packages: /^tinykeys$/, folders: ["renderer/app"] },
  { packages: /^uqr$/, folders: ["renderer/ui"] },
  { packages: /^qr\/decode\.js$/, folders: ["renderer/workers"] }, // note 0076
  { packages: /^electron$/, folders: ["electron/main", "electron/preload"] },
  { packages: /^@electron\/fuses$|^playwright$/, folders: ["electron/packaging"] },
  { packages: /^node:/, folders: ["electron/main", "electron/launch", "electron/cli", "electron/packaging"] },
];

/** No source says these words: the program has no network. Folders that may say a word are named with the reason. */
export const networkWords: readonly string[] = [
  "fetch",
  "XMLHttpRequest",
  "WebSocket",
  "WebTransport",
  "EventSource",
  "sendBeacon",
  "RTCPeerConnection",
  "node:https",
  "node:http2",
  "node:net",
  "node:tls",
  "node:dgram",
  "node:dns",
];
/** `node:http` serves and asks the loopback address only; no other folder may name it. */
export const loopbackFolder = "electron/launch";

/** Lines a file may have, and the files still above it. The second list only shrinks. */
export const longestFile = 400;
/** Lines a function may have, and the functions (`path#name`) still above it. The second list only shrinks. */
export const longestFunction = 60;
export const stillTooLong: Readonly<Record<string, { readonly lines: number; readonly why: string }>> = {};
