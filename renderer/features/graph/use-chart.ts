import { type RefObject, useEffect, useRef, useState, useSyncExternalStore } from "react";
import type { CaseId } from "../../../shared/kernel/brand.ts";
import { askCore } from "../../state/ask.ts";
import { isNow, useCaseMirror, useIsPart } from "../../state/case-mirror.ts";
import { recordView, useDesk } from "../../state/desk.ts";
import { useShownOverlay } from "../../state/overlay.ts";
import { offerShownChart } from "../../state/shown-chart.ts";
import { useStolenSight } from "../../state/stolen.ts";
import { offerChart } from "../../state/view-history.ts";
import { Chart } from "./chart.ts";
import { nothingStolen } from "./chart-input.ts";
import type { ChartStatus } from "./chart-status.ts";
import { coloursAt } from "./chart-style.ts";
import { type ChartView, decodeView } from "./chart-view.ts";
import type { ChartWords } from "./chart-words.ts";
import { shownNodes } from "./shown-nodes.ts";

/** The view kept for a case, or null while it is being read. */
export function useKeptView(caseId: CaseId): ChartView | null {
  const [kept, setKept] = useState<{ readonly caseId: CaseId; readonly view: ChartView } | null>(null);
  useEffect(() => {
    let isMounted = true;
    void askCore("readNote", { name: noteName(caseId) }).then((note) => {
      if (isMounted) setKept({ caseId, view: decodeView(note.ok ? note.value : null) });
    });
    return () => {
      isMounted = false;
    };
  }, [caseId]);
  return kept?.caseId === caseId ? kept.view : null;
}

/** The chart of a case in `place`, from mounting to unmounting; fed by the mirror, in the words and colours of the window. */
export function useChart(place: RefObject<HTMLElement | null>, caseId: CaseId, view: ChartView, words: ChartWords): Chart | null {
  const [chart, setChart] = useState<Chart | null>(null);
  const first = useRef({ words, view });
  useEffect(() => {
    const container = place.current;
    if (container === null) return;
    const { entities, flows } = useCaseMirror.getState();
    const made = new Chart({
      container,
      ...first.current,
      colour: coloursAt(container),
      isStill: matchMedia("(prefers-reduced-motion: reduce)").matches,
      isLarge: Math.min(entities.size, 1200) + flows.size > 900,
    });
    const endKeeping = keepView(made, caseId);
    made.onStep(recordView);
    offerChart((part) => made.apply(part));
    offerShownChart(() => shownNodes(made, useDesk.getState().hiddenTypes));
    const sizes = new ResizeObserver(() => made.camera.resized());
    sizes.observe(container);
    setChart(made);
    return () => {
      sizes.disconnect();
      offerChart(null);
      offerShownChart(null);
      endKeeping();
      made.destroy();
      setChart(null);
    };
  }, [place, caseId]);
  useFeed(chart, words);
  return chart;
}

/** Status of a chart for React; drawn anew when it changes. */
export function useChartStatus(chart: Chart): ChartStatus {
  return useSyncExternalStore(chart.subscribe, chart.getStatus);
}

function useFeed(chart: Chart | null, words: ChartWords): void {
  const index = useCaseMirror((mirror) => mirror.index);
  const flows = useCaseMirror((mirror) => mirror.flows);
  const hiddenTypes = useDesk((desk) => desk.hiddenTypes);
  const isBack = useCaseMirror(({ look }) => !isNow(look));
  const isPart = useIsPart();
  const stolen = useStolenSight()?.things ?? nothingStolen;
  const own = useDesk((desk) => desk.me?.agency ?? "");
  const theme = useDesk((desk) => desk.theme);
  const overlay = useShownOverlay();
  useEffect(() => {
    chart?.show({ index, flows, hiddenTypes, own, isBack, isPart, stolen, overlay });
  }, [chart, index, flows, hiddenTypes, own, isBack, isPart, stolen, overlay]);
  useEffect(() => {
    chart?.setWords(words);
  }, [chart, words]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the theme is what changes the colours that are read
  useEffect(() => {
    const container = chart?.cy.container();
    if (container) chart?.setColours(coloursAt(container));
  }, [chart, theme]);
}

/** Keeps the view sealed with the case once it has rested; what waits is kept when the chart goes, unless the vault is locked. */
function keepView(chart: Chart, caseId: CaseId): () => void {
  let waiting: string | null = null;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const keep = (): void => {
    clearTimeout(timer);
    if (waiting !== null) void askCore("keepNote", { name: noteName(caseId), text: waiting });
    waiting = null;
  };
  chart.onViewChange((text) => {
    waiting = text;
    clearTimeout(timer);
    timer = setTimeout(keep, 600);
  });
  // A lock that comes sooner still finds the keys there: what waits is asked to be kept before they are wiped.
  const stop = useCaseMirror.subscribe(({ opened }) => {
    if (opened === null) keep();
  });
  return () => {
    stop();
    clearTimeout(timer);
    if (useDesk.getState().screen === "workbench") keep();
  };
}

const noteName = (caseId: CaseId): string => `chart/${caseId}`;
