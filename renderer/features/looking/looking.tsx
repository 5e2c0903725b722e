import type { ReactNode } from "react";
import { isNow, useCaseMirror } from "../../state/case-mirror.ts";
import { useDesk } from "../../state/desk.ts";
import { LookingBanner } from "./looking-banner.tsx";
import { LookingBar } from "./looking-bar.tsx";
import { usePoints } from "../../state/history-points.ts";
import "./looking.css";

/** Over the workbench: the bar that sets the time, and the banner while it is not now. */
export function Looking(): ReactNode {
  const isOpen = useDesk((desk) => desk.isLookingOpen);
  const isInCase = useDesk((desk) => desk.screen === "workbench");
  const look = useCaseMirror((mirror) => mirror.look);
  const isBack = !isNow(look);
  const points = usePoints(isInCase && (isOpen || isBack));
  if (!isInCase) return null;
  return (
    <>
      {isOpen && <LookingBar points={points} look={look} />}
      {isBack && <LookingBanner points={points} look={look} />}
    </>
  );
}
