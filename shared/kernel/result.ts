/** What may fail answers with a Result: plain data, so that it crosses threads and is switched exhaustively. */
export type Result<Value, Problem> = { readonly ok: true; readonly value: Value } | { readonly ok: false; readonly error: Problem };

/** One failure of a door. `where` names a place (a row, a file of the bag, a box), never case content. */
export interface Failure<Kind extends string> {
  readonly kind: Kind;
  readonly where?: string;
}

export function succeed<Value>(value: Value): { readonly ok: true; readonly value: Value } {
  return { ok: true, value };
}

export function fail<Kind extends string>(kind: Kind, where?: string): { readonly ok: false; readonly error: Failure<Kind> } {
  return { ok: false, error: where === undefined ? { kind } : { kind, where } };
}
