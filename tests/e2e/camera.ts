import { join } from "node:path";
import type { Page } from "playwright";

export interface Look {
  readonly width: number;
  readonly theme: "light" | "dark";
}
const heights: Readonly<Record<number, number>> = { 900: 700, 1280: 800, 1440: 900 };

/** Takes the screen as it stands in every look asked for. */
export class Camera {
  readonly page: Page;
  readonly #folder: string;
  readonly #looks: readonly Look[];
  readonly #themeLabel: string;

  /** `themeLabel` = the name of the button that changes the theme. */
  constructor(page: Page, folder: string, looks: readonly Look[], themeLabel: string) {
    this.page = page;
    this.#folder = folder;
    this.#looks = looks;
    this.#themeLabel = themeLabel;
  }

  /** Saves `<name>-<width>-<theme>.png`, one per look. */
  async take(name: string): Promise<void> {
    for (const { width, theme } of this.#looks) {
      await this.page.setViewportSize({ width, height: heights[width] ?? Math.round((width * 9) / 16) });
      await this.#choose(theme);
      await this.page.waitForTimeout(250);
      await this.page.screenshot({ path: join(this.#folder, `${name}-${width}-${theme}.png`) });
    }
  }

  /** Presses the button without moving the focus, even behind a dialog: the screen stays as it was. */
  async #choose(theme: Look["theme"]): Promise<void> {
    await this.page.evaluate(
      ({ isDark, label }) => {
        if (document.body.classList.contains("bp6-dark") === isDark) return;
        document.querySelector<HTMLElement>(`button[aria-label="${CSS.escape(label)}"]`)?.click();
      },
      { isDark: theme === "dark", label: this.#themeLabel },
    );
  }
}
