import { Bug } from "../kernel/invariant.ts";

/** What a MessagePort, a dedicated worker and its global scope have in common. */
export interface Channel {
  postMessage(message: unknown, transfer: readonly object[]): void;
  addEventListener(type: "message", listener: (event: { readonly data: unknown }) => void): void;
}

/** A door: every ask takes one argument and answers later. Answers are Results; a throw is a bug. */
export type Door = { readonly [ask: string]: (argument: never) => Promise<unknown> };
/** The door as its client sees it; a bug behind the door rejects with a number to quote, and no text of the case. */
export type Client<Served> = { readonly [Ask in keyof Served]: Served[Ask] };
/** What a server tells without being asked. */
export type Listener<News> = (news: News) => void;

type Wire =
  | { readonly id: number; readonly ask: string; readonly with: unknown }
  | { readonly id: number; readonly answer: unknown }
  | { readonly id: number; readonly bug: string }
  | { readonly news: unknown }
  | { readonly isHeard: true };

/** News on their way at once: while more are, whoever tells much waits, so that the other side gets to do other things in between. */
const mostUnheard = 8;

/** The telling side of a door. */
export interface Teller<News> {
  /** Sends news to the other side. */
  tell(news: News): void;
  /** Resolves once the other side has taken in nearly all that was told. Never where nobody is there: only for who tells much. */
  heard(): Promise<void>;
}

/** What a server may say of its door: who hears of bugs, and what of the news is moved to the other side instead of copied. */
export interface Serving<News> {
  readonly onBug?: (bug: unknown) => void;
  readonly movedOf?: (news: News) => readonly object[];
}

/**
 * Serves a door over a channel: the one envelope for workers and IPC.
 *
 * Fails   an unknown ask and a throw are answered as a bug; `onBug` hears of it on this side.
 */
export function serveDoor<News>(channel: Channel, door: object, { onBug = () => undefined, movedOf = () => [] }: Serving<News> = {}): Teller<News> {
  let [unheard, waiting]: [number, (() => void)[]] = [0, []];
  const asks = new Map(Object.entries(door) as [string, (argument: unknown) => Promise<unknown>][]);
  channel.addEventListener("message", ({ data }) => {
    const wire = data as Wire;
    if (wire === null || typeof wire !== "object") return;
    if ("isHeard" in wire) {
      unheard -= 1;
      if (unheard > mostUnheard) return;
      for (const go of waiting) go();
      waiting = [];
    }
    if (!("ask" in wire)) return;
    const run = asks.get(wire.ask);
    const answered = run === undefined ? Promise.reject(new Bug("unknown ask")) : Promise.resolve().then(() => run(wire.with));
    answered.then(
      (answer) => channel.postMessage({ id: wire.id, answer }, transferablesIn(answer)),
      (bug: unknown) => {
        onBug(bug);
        channel.postMessage({ id: wire.id, bug: bug instanceof Bug ? bug.message : "unexpected" }, []);
      },
    );
  });
  return {
    tell: (news) => {
      unheard += 1;
      channel.postMessage({ news }, movedOf(news));
    },
    heard: () => (unheard <= mostUnheard ? Promise.resolve() : new Promise((resolve) => void waiting.push(resolve))),
  };
}

/** Connects to a door served on the other side of a channel. What an argument names is copied, but for a MessagePort as its `port` and what its `transfer` lists: those are moved. */
export function connectDoor<Served extends object, News = never>(channel: Channel, onNews: Listener<News> = () => undefined): Client<Served> {
  const waiting = new Map<number, { resolve(answer: unknown): void; reject(bug: Bug): void }>();
  let lastId = 0;
  channel.addEventListener("message", ({ data }) => {
    const wire = data as Wire;
    if (wire === null || typeof wire !== "object") return;
    if ("news" in wire) {
      try {
        return onNews(wire.news as News);
      } finally {
        channel.postMessage({ isHeard: true }, []);
      }
    }
    if (!("id" in wire)) return;
    const asker = waiting.get(wire.id);
    if (asker === undefined) return;
    waiting.delete(wire.id);
    if ("answer" in wire) asker.resolve(wire.answer);
    else if ("bug" in wire) asker.reject(new Bug(wire.bug));
  });
  const ask = (name: string) => (argument: unknown) =>
    new Promise((resolve, reject) => {
      lastId += 1;
      waiting.set(lastId, { resolve, reject });
      channel.postMessage({ id: lastId, ask: name, with: argument }, [...portsIn(argument), ...transferablesIn(argument)]);
    });
  const asks = new Map<string | symbol, unknown>();
  return new Proxy({} as Client<Served>, {
    get: (_target, name) => {
      if (typeof name !== "string" || name === "then") return undefined;
      if (!asks.has(name)) asks.set(name, ask(name));
      return asks.get(name);
    },
  });
}

/** An argument, an answer, or the value of a Result, that hands bytes over says so with a `transfer` list; everything else is copied. */
function transferablesIn(answer: unknown): readonly object[] {
  if (answer === null || typeof answer !== "object") return [];
  if ("transfer" in answer && Array.isArray(answer.transfer)) return answer.transfer as object[];
  return "value" in answer ? transferablesIn(answer.value) : [];
}

function portsIn(argument: unknown): readonly object[] {
  const port = argument !== null && typeof argument === "object" && "port" in argument ? argument.port : undefined;
  return port !== null && typeof port === "object" ? [port] : [];
}
