/**
 * Lets a key act only where it was pressed. Blueprint's buttons click when Enter or Space is let go; a button that takes the focus while
 * the key is still down (the first one of a new screen) would be pressed by the key that brought the screen.
 */
export function holdStrayKeys(): void {
  const pressedAt = new Map<string, EventTarget | null>();
  window.addEventListener("keydown", ({ code, target, repeat }) => void (repeat || pressedAt.set(code, target)), { capture: true });
  window.addEventListener(
    "keyup",
    (event) => {
      const isPressing = event.code === "Enter" || event.code === "NumpadEnter" || event.code === "Space";
      if (isPressing && pressedAt.get(event.code) !== event.target) event.stopPropagation();
      pressedAt.delete(event.code);
    },
    { capture: true },
  );
}
