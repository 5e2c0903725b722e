import { type ReactNode, useEffect, useRef } from "react";
import { dismissNotice, type Notice, useJobs } from "../state/jobs.ts";
import { IconButton } from "../ui/button.tsx";
import { Icon, type IconName } from "../ui/icon.tsx";
import { useTranslate } from "../ui/translate.ts";

const icons: Readonly<Record<Notice["tone"], IconName>> = { success: "tick-circle", warning: "warning-sign", danger: "error" };
/** All go by themselves, since they may lie over a field; what went wrong stands longer. */
const lastsMs: Readonly<Record<Notice["tone"], number>> = { success: 6000, warning: 12_000, danger: 12_000 };
/** How often one that is being looked at is asked again. */
const heldMs = 2000;

/** Notices, newest below, read aloud as they come. */
export function Toaster(): ReactNode {
  const t = useTranslate();
  const notices = useJobs((state) => state.notices);
  return (
    <section className="shell-toasts" aria-label={t("shell:notices")}>
      <div role="status" aria-live="polite">
        {notices
          .filter(({ tone }) => tone !== "danger")
          .map((notice) => (
            <Toast key={notice.id} notice={notice} />
          ))}
      </div>
      <div role="alert">
        {notices
          .filter(({ tone }) => tone === "danger")
          .map((notice) => (
            <Toast key={notice.id} notice={notice} />
          ))}
      </div>
    </section>
  );
}

/** While the pointer or the focus is on it, it stays. */
function Toast({ notice }: { readonly notice: Notice }): ReactNode {
  const t = useTranslate();
  const place = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const go = (): void => {
      if (place.current?.matches(":hover, :focus-within") === true) timer = setTimeout(go, heldMs);
      else dismissNotice(notice.id);
    };
    let timer = setTimeout(go, lastsMs[notice.tone]);
    return () => clearTimeout(timer);
  }, [notice]);
  return (
    <div ref={place} className={`shell-toast shell-toast-${notice.tone}`}>
      <Icon name={icons[notice.tone]} />
      <span>{t(notice.key, notice.params)}</span>
      <IconButton isSmall icon="small-cross" label={t("common:close")} onClick={() => dismissNotice(notice.id)} />
    </div>
  );
}
