import type { Overlay } from "../../state/overlay.ts";
import type { EntityId } from "../../../shared/kernel/brand.ts";
import type { Flow } from "../../../shared/projections/model.ts";
import { CaseIndex } from "../../state/case-index.ts";

/** What a case shows the chart. */
export interface ChartInput {
  readonly index: CaseIndex;
  readonly flows: ReadonlyMap<string, Flow>;
  readonly hiddenTypes: readonly string[];
  /** Code of our own agency: its facts need no ring. */
  readonly own: string;
  /** The case as it once was: what is done to the view then is for the eye only, and gone with the look. */
  readonly isBack: boolean;
  /** Only what most links run to is here yet. */
  readonly isPart: boolean;
  /** What arrived and is looked at over it; null = nothing. */
  readonly overlay: Overlay | null;
  /** Things of which statements rest on a stolen key and wait for a ruling. */
  readonly stolen: ReadonlyMap<EntityId, number>;
}

export const nothingStolen: ChartInput["stolen"] = new Map();
export const emptyInput: ChartInput = {
  index: new CaseIndex(new Map()),
  flows: new Map(),
  hiddenTypes: [],
  own: "",
  isBack: false,
  isPart: false,
  overlay: null,
  stolen: nothingStolen,
};
