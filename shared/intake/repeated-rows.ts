/**
 * Tells of each row whether an earlier one says the same, cell by cell. Each is read all the same: no export numbers its rows, and one transaction may
 * hold two like transfers.
 */
export function repeatedRows(): (cells: readonly string[]) => boolean {
  const seen = new Set<string>();
  return (cells) => {
    const before = seen.size;
    seen.add(cells.join("\u0000"));
    return seen.size === before;
  };
}
