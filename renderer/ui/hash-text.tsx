import { type ReactNode, useEffect, useState } from "react";
import { IconButton } from "./button.tsx";
import { copyText } from "./copied-text.ts";
import { safeText } from "./safe-text.tsx";
import { useTranslate } from "./translate.ts";
import "./text.css";

interface HashTextProps {
  readonly text: string;
  readonly kind: "address" | "hash" | "fingerprint";
  readonly isCopyable?: boolean;
}

/** An address, hash or fingerprint in fixed width. Long ones lose their middle; the whole is in the title and what is copied. */
export function HashText({ text, kind, isCopyable = false }: HashTextProps): ReactNode {
  const whole = safeText(text);
  return (
    <span className={kind === "fingerprint" ? "ui-hash ui-hash-fingerprint" : "ui-hash"}>
      <span title={whole}>{kind === "fingerprint" ? whole : shortened(whole, kind === "address" ? 7 : 8)}</span>
      {isCopyable && <CopyButton text={text} />}
    </span>
  );
}

/** Copies a text and says so for a moment. */
export function CopyButton({ text, onCopied }: { readonly text: string; readonly onCopied?: () => void }): ReactNode {
  const t = useTranslate();
  const [state, setState] = useState<"ready" | "copied" | "refused">("ready");
  useEffect(() => {
    if (state === "ready") return;
    const timer = setTimeout(() => setState("ready"), 1500);
    return () => clearTimeout(timer);
  }, [state]);
  const copy = (): void => {
    void copyText(text).then((isCopied) => {
      setState(isCopied ? "copied" : "refused");
      if (isCopied) onCopied?.();
    });
  };
  const icon = state === "ready" ? "duplicate" : state === "copied" ? "tick" : "ban-circle";
  return <IconButton isSmall icon={icon} label={t(`common:copy.${state}`)} onClick={copy} />;
}

/** "TQ9xabc…u7Kdefg": both ends of a long text, the same number of characters each. */
export function shortened(text: string, ends: number): string {
  return text.length <= ends * 2 + 1 ? text : `${text.slice(0, ends)}…${text.slice(-ends)}`;
}
