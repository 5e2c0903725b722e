import type { Channel } from "../../shared/host/rpc.ts";
import { invariant } from "../../shared/kernel/invariant.ts";
import caseWorkerAddress from "../workers/case.worker.ts?worker&url";
import chunksWorkerAddress from "../workers/chunks.worker.ts?worker&url";
import intakeWorkerAddress from "../workers/intake.worker.ts?worker&url";
import layoutWorkerAddress from "../workers/layout.worker.ts?worker&url";
import previewWorkerAddress from "../workers/preview.worker.ts?worker&url";
import pictureWorkerAddress from "../workers/picture.worker.ts?worker&url";

declare global {
  interface Window {
    /** Trusted Types, as far as we use them: Chromium has them, the standard library does not name them yet. */
    readonly trustedTypes?: {
      createPolicy(name: string, rules: { createScriptURL(address: string): string }): { createScriptURL(address: string): string };
    };
  }
}

/** The scripts that may run as workers; the one Trusted Types policy of the window lets nothing else through. */
const addresses: ReadonlySet<string> = new Set([
  caseWorkerAddress,
  chunksWorkerAddress,
  intakeWorkerAddress,
  layoutWorkerAddress,
  previewWorkerAddress,
  pictureWorkerAddress,
]);
const policy = window.trustedTypes?.createPolicy("app-worker", { createScriptURL: checkedAddress });

/** A worker and its end. */
export interface RunningWorker {
  readonly channel: Channel;
  stop(): void;
}

/** The threads of the window. Case, intake and chunk workers come and go with every lock; `intake.channel` starts one when none runs. */
export interface Threads {
  readonly intake: { channel(): Channel; stop(): void };
  /** For the vault at this place. */
  startCaseWorker(place: number): RunningWorker;
  startLayoutWorker(): RunningWorker;
  /** For a look at one file. What dies of a file is told there, and brings down nothing else. */
  startPreviewWorker(onEnd: (why: ThreadEnd) => void): RunningWorker;
  /** Reads one picture, and is ended. */
  startPictureWorker(): RunningWorker;
}

/** Why a thread died: a mistake of ours in it, or its script is not served any more. */
export type ThreadEnd = "bug" | "program-gone";

/** Gives the ways to start threads; `onCrash` hears of a thread that died, which would leave its askers waiting. */
export function startThreads(onCrash: (why: ThreadEnd) => void): Threads {
  let running: Worker | null = null;
  const intake = (): Worker => {
    running ??= startWorker(intakeWorkerAddress, onCrash);
    return running;
  };
  return {
    intake: {
      channel: () => channelOf(intake()),
      stop: () => {
        running?.terminate();
        running = null;
      },
    },
    startCaseWorker: (place) => {
      const worker = startWorker(caseWorkerAddress, onCrash);
      const chunks = startWorker(chunksWorkerAddress, onCrash);
      join(worker, intake(), chunks, place);
      return { channel: channelOf(worker), stop: () => [worker, chunks].forEach((each) => each.terminate()) };
    },
    startLayoutWorker: () => startAlone(layoutWorkerAddress, onCrash),
    startPreviewWorker: (onEnd) => startAlone(previewWorkerAddress, onEnd),
    startPictureWorker: () => startAlone(pictureWorkerAddress, onCrash),
  };
}

function startAlone(address: string, onCrash: (why: ThreadEnd) => void): RunningWorker {
  const worker = startWorker(address, onCrash);
  return { channel: channelOf(worker), stop: () => worker.terminate() };
}

/**
 * The case worker asks the intake worker directly: untrusted bytes and their rows never pass through the window. Chunks are written by a thread
 * of their own, for writing blocks it. What is kept is hashed by the intake worker, which may see content and holds no key: a file is then kept as fast as two
 * threads are.
 */
function join(caseWorker: Worker, intake: Worker, chunks: Worker, place: number): void {
  const [reading, writing] = [new MessageChannel(), new MessageChannel()];
  intake.postMessage({ kind: "serve" }, [reading.port2]);
  chunks.postMessage({ kind: "serve" }, [writing.port2]);
  caseWorker.postMessage({ kind: "join", place }, [reading.port1, writing.port1]);
}

function startWorker(address: string, onCrash: (why: ThreadEnd) => void): Worker {
  const worker = new Worker(policy?.createScriptURL(address) ?? checkedAddress(address), { type: "module" });
  // A script that cannot be loaded is told by a bare event; a mistake inside it by an ErrorEvent.
  worker.addEventListener("error", (event: Event) => onCrash(event instanceof ErrorEvent ? "bug" : "program-gone"));
  return worker;
}

function checkedAddress(address: string): string {
  invariant(addresses.has(address), "only our own workers are started");
  return address;
}

function channelOf(worker: Worker): Channel {
  return {
    postMessage: (message, transfer) => worker.postMessage(message, transfer.filter(isTransferable)),
    addEventListener: (type, listener) => worker.addEventListener(type, listener),
  };
}

function isTransferable(thing: object): thing is MessagePort | ArrayBuffer {
  return thing instanceof MessagePort || thing instanceof ArrayBuffer;
}
