/** Thrown for bugs only. The message is written by us and never holds case content. */
export class Bug extends Error {
  override readonly name = "Bug";
}

/** States what must hold. A broken invariant is a bug: caught only at the RPC shell, the React boundary and the ipc door. */
export function invariant(holds: unknown, rule: string): asserts holds {
  if (!holds) throw new Bug(rule);
}

/** For the end of an exhaustive switch: a missing case is a compile error, and a bug when it happens anyway. */
export function never(_value: never, rule = "unreachable case"): never {
  throw new Bug(rule);
}
