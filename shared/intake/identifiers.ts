import { checkValue } from "../ontology/check.ts";

const checks = ["wallet-address", "iban", "iin", "bin"] as const;

/** Whether a cell is an identifier that its own checksum or form proves, whatever its header says. */
export const isIdentifier = (cell: string): boolean => checks.some((check) => checkValue(check, cell).ok);
