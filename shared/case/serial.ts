/** Runs acts one after another, in the order asked: two clicks never write two commits on the same heads. */
export type Serial = <Value>(act: () => Promise<Value>) => Promise<Value>;

export function createSerial(): Serial {
  let last: Promise<unknown> = Promise.resolve();
  return (act) => {
    const next = last.then(act, act);
    last = next.then(
      () => undefined,
      () => undefined,
    );
    return next;
  };
}
