/** Whose eyes a case is seen with: what is painted first, merged and counted depends on it; what is live does not. */
export interface Viewpoint {
  /** Code of our agency: its rulings order our values, its disputes rank them last. */
  readonly own: string;
  /** The day rulings are judged on, and at which dated facts must hold when `isDated`: "2026-11-26". */
  readonly day: string;
  /** Only what is said to be true on `day` (or of no time at all). */
  readonly isDated: boolean;
}
