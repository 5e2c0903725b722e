import { create } from "zustand";

/** How often the core told that it wrote down when files were checked. */
export const useChecks = create<{ readonly told: number }>(() => ({ told: 0 }));

/** Takes over that files were checked: whoever shows when asks anew. */
export function hearChecked(): void {
  useChecks.setState(({ told }) => ({ told: told + 1 }));
}
