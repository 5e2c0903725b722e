import type { CaseDoor } from "../../shared/case/door.ts";
import type { Failure, Result } from "../../shared/kernel/result.ts";
import { caseWorker, type Gone } from "./bridge.ts";
import { isUnlocked } from "./desk.ts";
import { notify } from "./jobs.ts";

type Argument<Name extends keyof CaseDoor> = Parameters<CaseDoor[Name]>[0];
type Answer<Name extends keyof CaseDoor> = Awaited<ReturnType<CaseDoor[Name]>>;
type ValueOf<R> = R extends { readonly ok: true; readonly value: infer Value } ? Value : never;

/** Asks the core and gives its Result. A bug behind the door and a thread that ended become failures too, so that no screen hangs. */
export async function askCore<Name extends keyof CaseDoor>(
  name: Name,
  argument: Argument<Name>,
): Promise<Answer<Name> | { readonly ok: false; readonly error: Failure<Gone> }> {
  const { door, gone, isQuiet } = caseWorker();
  const isOfGate = isQuiet();
  const run = door[name] as (argument: Argument<Name>) => Promise<Answer<Name>>;
  try {
    const answer = await Promise.race([run(argument), gone.then((kind) => ({ ok: false, error: { kind } }) as const)]);
    // It was done, and the window is locked by now: nothing of it is to be told or shown.
    return isQuiet() && answer.ok && !isOfGate ? { ok: false, error: { kind: "locked" } } : answer;
  } catch (bug) {
    return { ok: false, error: bug instanceof Error ? { kind: "bug", where: bug.message } : { kind: "bug" } };
  }
}

/** Asks the core; a failure is told to the person as a notice, and the answer then is null. */
export async function askOrTell<Name extends keyof CaseDoor>(name: Name, argument: Argument<Name>): Promise<ValueOf<Answer<Name>> | null> {
  const answer: Result<unknown, Failure<string>> = await askCore(name, argument);
  if (answer.ok) return answer.value as ValueOf<Answer<Name>>;
  // What a lock cut off needs no words: the lock is in sight.
  if (answer.error.kind !== "locked") tellFailure(answer.error);
  return null;
}

/** A failure as a notice: key `failure:<kind>`, with `where` as its only parameter. What a lock cut off needs no words: the lock is in sight. */
export function tellFailure(error: Failure<string>): void {
  if (error.kind === "locked" && !isUnlocked()) return;
  notify(error.kind.startsWith("nothing-") ? "warning" : "danger", `failure:${error.kind}`, { where: error.where ?? "" });
}
