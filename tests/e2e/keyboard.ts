import type { Locator, Page } from "playwright";
import { expect } from "vitest";

/**
 * A person who has only a keyboard. Every control is reached with Tab and acted on with keys; the mouse is never used, so a walk
 * that ends proves that it can be done without one.
 */
export class Typist {
  readonly page: Page;
  /** Most Tab presses it takes to reach anything on a screen. */
  readonly patience = 150;

  constructor(page: Page) {
    this.page = page;
  }

  async press(...keys: readonly string[]): Promise<void> {
    for (const key of keys) await this.page.keyboard.press(key);
  }

  /** Tabs until the control has the focus (or holds what has it). */
  async reach(control: Locator): Promise<void> {
    await control.waitFor({ state: "visible" });
    for (let presses = 0; presses < this.patience; presses++) {
      if (await this.#isAt(control)) return;
      await this.page.keyboard.press("Tab");
    }
    throw new Error(`not reached with ${this.patience} tabs: ${String(control)}`);
  }

  async activate(control: Locator, key: "Enter" | "Space" = "Enter"): Promise<void> {
    await this.reach(control);
    await this.page.keyboard.press(key);
  }

  /** Replaces what a field holds. */
  async write(field: Locator, text: string): Promise<void> {
    await this.reach(field);
    await this.page.keyboard.press("Control+A");
    await this.page.keyboard.insertText(text);
  }

  /** Chooses in a select by typing its first letters, as people do. */
  async choose(select: Locator, label: string): Promise<void> {
    await this.reach(select);
    const options = await select.locator("option").allInnerTexts();
    const [from, to] = [options.findIndex((_option, at) => at === 0), options.findIndex((option) => option.trim() === label)];
    if (to < 0) throw new Error(`no choice ${label} among ${options.join(" | ")}`);
    await this.page.keyboard.press("Home");
    for (let at = from; at < to; at++) await this.page.keyboard.press("ArrowDown");
    expect((await select.locator("option:checked").innerText()).trim()).toBe(label);
  }

  async #isAt(control: Locator): Promise<boolean> {
    return control.evaluate(
      (element) => element === document.activeElement || (element.matches("label,[role=radio]") && element.contains(document.activeElement)),
    );
  }
}
