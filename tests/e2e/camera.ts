import { join } from "node:path";
import type { Page } from "playwright";

export interface Look {
  readonly width: number;
  readonly theme: "light" | "dark";
}
const heights: Readonly<Record<number, number>> = { 1280: 720, 1440: 900 };

/** Takes the screen as it stands in every look asked for. The theme is changed as the program does, so the drawn chart follows. */
export class Camera {
  readonly page: Page;
  readonly #folder: string;
  readonly #looks: readonly Look[];

  constructor(page: Page, folder: string, looks: readonly Look[]) {
    this.page = page;
    this.#folder = folder;
    this.#looks = looks;
  }

  /** Saves `<name>-<width>-<theme>.png`, one per look. */
  async take(name: string): Promise<void> {
    for (const { width, theme } of this.#looks) {
      await this.page.setViewportSize({ width, height: heights[width] ?? Math.round((width * 9) / 16) });
      await this.page.evaluate((isDark) => document.body.classList.toggle("bp6-dark", isDark), theme === "dark");
      await this.page.waitForTimeout(150);
      await this.page.screenshot({ path: join(this.#folder, `${name}-${width}-${theme}.png`) });
    }
  }
}
