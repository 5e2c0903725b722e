import type { Opened } from "../../../shared/preview/model.ts";
import type { ExhibitPlace } from "../../state/desk.ts";
import type { PreviewLook } from "../../state/preview-bridge.ts";

/** What every view of a file is given. */
export interface ViewProps {
  readonly door: PreviewLook["door"];
  readonly opened: Opened;
  readonly place: ExhibitPlace;
  /** The file was read as a text: a place in it is a line. */
  readonly isDocument: boolean;
}
