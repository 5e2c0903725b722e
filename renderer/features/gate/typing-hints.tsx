import { type ReactNode, useEffect, useState } from "react";
import { Icon } from "../../ui/icon.tsx";
import { useTranslate } from "../../ui/translate.ts";

type Script = "kazakh" | "cyrillic" | "latin";
interface TypingState {
  readonly hasCapsLock: boolean;
  readonly script: Script | null;
}

/** What a hidden field hides from its own author: Caps Lock, and in which letters one types. */
export function TypingHints(): ReactNode {
  const t = useTranslate();
  const { hasCapsLock, script } = useTyping();
  return (
    <div className="gate-hints" role="status">
      {hasCapsLock && (
        <span className="gate-hint gate-hint-caps">
          <Icon name="warning-sign" size={14} />
          {t("gate:typing.capsLock")}
        </span>
      )}
      {script !== null && (
        <span className="gate-hint">
          <Icon name="translate" size={14} />
          {t(`gate:typing.${script}`)}
        </span>
      )}
    </div>
  );
}

function useTyping(): TypingState {
  const [state, setState] = useState<TypingState>({ hasCapsLock: false, script: null });
  useEffect(() => {
    const note = (event: KeyboardEvent): void => {
      const hasCapsLock = event.getModifierState("CapsLock");
      setState((before) => {
        const script = event.type === "keydown" && !event.ctrlKey && !event.metaKey ? (scriptOf(event.key) ?? before.script) : before.script;
        return before.hasCapsLock === hasCapsLock && before.script === script ? before : { hasCapsLock, script };
      });
    };
    window.addEventListener("keydown", note, { capture: true });
    window.addEventListener("keyup", note, { capture: true });
    return () => {
      window.removeEventListener("keydown", note, { capture: true });
      window.removeEventListener("keyup", note, { capture: true });
    };
  }, []);
  return state;
}

/** The script of one typed letter; null for everything that is no single letter. */
function scriptOf(key: string): Script | null {
  if (/^[әғқңөұүһі]$/i.test(key)) return "kazakh";
  if (/^[а-яё]$/i.test(key)) return "cyrillic";
  return /^[a-z]$/i.test(key) ? "latin" : null;
}
