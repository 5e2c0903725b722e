import type { Css, StylesheetJson, StylesheetJsonBlock } from "cytoscape";
import disputedMark from "../../../assets/icons/marks/disputed.svg?url";
import stolenMark from "../../../assets/icons/marks/stolen.svg?url";
import pinMark from "../../../assets/icons/marks/pin.svg?url";
import type { RowState } from "../../../shared/case/review-door.ts";
import { nodeTypes } from "../../../shared/ontology/read.ts";
import { typeIconAddress } from "../../ui/type-icon.tsx";
import { leastLineNameSize, leastNameSize, lineNameSize, nameSize, nameWidth } from "./readable-names.ts";

/** How many agencies have a ring colour of their own; further ones share them in turn. */
export const ringColours = ["--type-rose", "--type-gold", "--type-indigo", "--type-orange", "--type-green", "--type-violet"] as const;

/** Colours of the theme, read where the chart stands. */
export type ColourOf = (variable: string) => string;

export function coloursAt(element: Element): ColourOf {
  const style = getComputedStyle(element);
  return (variable) => style.getPropertyValue(variable).trim();
}

/** The style of the whole chart in one theme. Elements carry classes and labels; what a type looks like is said here, from the ontology. */
export function chartStyle(colour: ColourOf): StylesheetJson {
  return [
    ...nodeBlocks(colour),
    ...typeBlocks(colour),
    ...edgeBlocks(colour),
    ...ringBlocks(colour),
    ...overlayBlocks(colour),
    ...stateBlocks(colour),
  ];
}

function nodeBlocks(colour: ColourOf): readonly StylesheetJsonBlock[] {
  return [
    {
      selector: "node",
      style: {
        width: 30,
        height: 30,
        shape: "ellipse",
        "background-color": colour("--type-grey"),
        "bounds-expansion": 10,
        "border-width": 1.5,
        "border-color": colour("--canvas"),
        label: "data(label)",
        color: colour("--text"),
        "font-family": "IBM Plex Sans",
        "font-size": nameSize,
        "text-valign": "bottom",
        "text-halign": "center",
        "text-margin-y": 4,
        "text-wrap": "ellipsis",
        "text-max-width": `${nameWidth}px`,
        "text-outline-color": colour("--canvas"),
        "text-outline-width": 2.5,
        "text-outline-opacity": 1,
        "min-zoomed-font-size": leastNameSize,
        "overlay-opacity": 0,
      },
    },
  ];
}

function typeBlocks(colour: ColourOf): readonly StylesheetJsonBlock[] {
  return nodeTypes().flatMap(([name, entry]) => {
    const address = typeIconAddress(entry.icon);
    const icon: Drawing = { address, size: 17, x: "50%", y: entry.shape === "triangle" ? "72%" : "50%", offset: 0 };
    const base = {
      selector: `node.type-${name}`,
      style: { shape: entry.shape, "background-color": colour(`--type-${entry.colour}`), ...sizeOf(entry.shape) },
    };
    return [
      base,
      ...markings.map((marks) => ({
        selector: `node.type-${name}${marks.map(([mark]) => `.${mark}`).join("")}`,
        style: drawingStyle([icon, ...marks.map(([, drawing]) => drawing)]),
      })),
    ];
  });
}

/** Shapes that taper need more room for the same drawing. */
function sizeOf(shape: string): { readonly width: number; readonly height: number } {
  if (shape === "triangle" || shape === "diamond") return { width: 40, height: shape === "triangle" ? 36 : 40 };
  return shape === "hexagon" || shape === "tag" ? { width: 36, height: 32 } : { width: 30, height: 30 };
}

/** A small picture on a node: the drawing of its type in the middle, marks on its shoulders. */
interface Drawing {
  readonly address: string | null;
  readonly size: number;
  readonly x: string;
  readonly y: string;
  /** Pixels outwards from the edge it hangs on. */
  readonly offset: number;
}
const pin: Drawing = { address: pinMark, size: 14, x: "100%", y: "0%", offset: 6 };
const disputed: Drawing = { address: disputedMark, size: 14, x: "0%", y: "0%", offset: -6 };
const stolen: Drawing = { address: stolenMark, size: 14, x: "0%", y: "100%", offset: -6 };

/** Every choice of marks, the smaller before the larger: of selectors that fit the later one counts. */
const [isPinned, isDisputed, isStolen] = [
  ["pinned", pin],
  ["disputed", disputed],
  ["stolen", stolen],
] as const;
const markings: readonly (readonly (readonly [string, Drawing])[])[] = [
  [],
  ...[isPinned, isDisputed, isStolen].map((mark) => [mark]),
  [isPinned, isDisputed],
  [isPinned, isStolen],
  [isDisputed, isStolen],
  [isPinned, isDisputed, isStolen],
];

function drawingStyle(drawings: readonly Drawing[]): Css.Node {
  const drawn = drawings.flatMap((drawing) => (drawing.address === null ? [] : [{ ...drawing, address: drawing.address }]));
  return {
    "background-image": drawn.map(({ address }) => address),
    "background-width": drawn.map(({ size }) => size),
    "background-height": drawn.map(({ size }) => size),
    "background-position-x": drawn.map(({ x }) => x),
    "background-position-y": drawn.map(({ y }) => y),
    "background-offset-x": drawn.map(({ offset }) => offset),
    "background-offset-y": drawn.map(({ offset, y }) => (offset === 0 ? 0 : y === "0%" ? -6 : 6)),
    "background-clip": drawn.map(() => "none" as const),
    "background-image-containment": drawn.map(() => "over" as const),
  };
}

function edgeBlocks(colour: ColourOf): readonly StylesheetJsonBlock[] {
  return [
    {
      selector: "edge",
      style: {
        width: 1.4,
        "line-color": colour("--border-strong"),
        "target-arrow-color": colour("--border-strong"),
        "target-arrow-shape": "triangle",
        "arrow-scale": 0.85,
        "curve-style": "bezier",
        "control-point-step-size": 44,
        label: "data(label)",
        color: colour("--text-muted"),
        "font-family": "IBM Plex Sans",
        "font-size": lineNameSize,
        "text-rotation": "autorotate",
        "text-background-color": colour("--canvas"),
        "text-background-opacity": 0.9,
        "text-background-padding": "1.5px",
        "min-zoomed-font-size": leastLineNameSize,
        "overlay-opacity": 0,
      },
    },
    { selector: "edge.undirected", style: { "target-arrow-shape": "none" } },
    { selector: "edge.possible", style: { "line-style": "dashed", "line-dash-pattern": [7, 5], "line-color": colour("--type-violet") } },
    { selector: "edge.answered", style: { "line-style": "dotted", "line-color": colour("--border-strong"), "line-opacity": 0.7 } },
    {
      selector: "edge.flow",
      style: {
        width: "data(width)",
        "line-color": colour("--type-turquoise"),
        "target-arrow-color": colour("--type-turquoise"),
        "line-opacity": 0.6,
      },
    },
    { selector: "edge.said", style: { "line-opacity": 1 } },
    {
      selector: "edge.look-alike",
      style: {
        "line-style": "dashed",
        "line-dash-pattern": [6, 4],
        "line-color": colour("--type-orange"),
        "target-arrow-color": colour("--type-orange"),
      },
    },
    { selector: "edge.disputed", style: { "line-color": colour("--danger"), "target-arrow-color": colour("--danger"), "line-style": "dotted" } },
    {
      selector: "edge.stolen",
      style: { "line-color": colour("--danger"), "target-arrow-color": colour("--danger"), "line-style": "dashed", "line-dash-pattern": [2, 4] },
    },
    { selector: "edge.busy", style: { "min-zoomed-font-size": leastLineNameSize * 1.5 } },
    { selector: "edge.dense", style: { "curve-style": "haystack", "target-arrow-shape": "none" } },
  ];
}

/** Facts of another agency: a ring in its colour around a node, a band along a line. */
function ringBlocks(colour: ColourOf): readonly StylesheetJsonBlock[] {
  return ringColours.flatMap((variable, at) => [
    { selector: `node.ring-${at}`, style: { "border-width": 4, "border-color": colour(variable), "border-style": "double" as const } },
    { selector: `edge.ring-${at}`, style: { "underlay-color": colour(variable), "underlay-padding": 3, "underlay-opacity": 0.3 } },
  ]);
}

/** Colours of what would change; a mark before the name says the same without any colour. */
export const overlayColours: Readonly<Record<RowState, string>> = {
  new: "--success",
  changed: "--accent",
  conflict: "--type-orange",
  disputed: "--type-violet",
  retracted: "--danger",
  known: "--border-strong",
};

/** What arrived and is not accepted: a broken outline around a node, a broken line; what the case does not have is seen through. */
function overlayBlocks(colour: ColourOf): readonly StylesheetJsonBlock[] {
  return [
    ...Object.entries(overlayColours).flatMap(([state, variable]) => [
      {
        selector: `node.over-${state}`,
        style: {
          // As the legend draws it, seen also where the whole chart is made small.
          "outline-width": 4,
          "outline-style": "dashed" as const,
          "outline-color": colour(variable),
          "outline-offset": 3,
          "outline-opacity": 1,
          // The name stands under the outline, not on it.
          "text-margin-y": 10,
        },
      },
      {
        selector: `edge.over-${state}`,
        style: {
          "line-style": "dashed" as const,
          "line-dash-pattern": [9, 5],
          "line-color": colour(variable),
          "target-arrow-color": colour(variable),
          width: 2.2,
        },
      },
    ]),
    { selector: "node.ghost", style: { "background-opacity": 0.6, "background-image-opacity": 0.95, "text-opacity": 0.95 } },
    { selector: "edge.ghost", style: { "line-opacity": 0.8 } },
  ];
}

function stateBlocks(colour: ColourOf): readonly StylesheetJsonBlock[] {
  const chosen = colour("--focus");
  return [
    { selector: ".waiting", style: { opacity: 0 } },
    { selector: ".off", style: { display: "none" } },
    { selector: "node.pinned, node:selected, node.hovered, node.cursor, edge:selected, edge.hovered", style: { "min-zoomed-font-size": 0 } },
    { selector: "node.hovered, node.cursor", style: { "text-wrap": "none", "z-index": 20 } },
    {
      selector: "node:selected",
      style: { "outline-width": 3, "outline-color": chosen, "outline-offset": 2, "outline-opacity": 1, "font-weight": 600, "z-index": 30 },
    },
    { selector: "node.cursor", style: { "overlay-color": chosen, "overlay-opacity": 0.16, "overlay-padding": 8 } },
    {
      selector: "edge:selected",
      style: { "line-color": chosen, "target-arrow-color": chosen, color: colour("--text"), "font-weight": 600, "z-index": 30 },
    },
    { selector: "edge.hovered", style: { color: colour("--text"), "z-index": 20 } },
    {
      selector: "core",
      style: {
        "selection-box-color": colour("--accent-fill"),
        "selection-box-border-color": colour("--accent"),
        "selection-box-border-width": 1,
        "selection-box-opacity": 0.15,
        "active-bg-color": colour("--border"),
        "active-bg-opacity": 0,
        "active-bg-size": 0,
        "outside-texture-bg-color": colour("--canvas"),
        "outside-texture-bg-opacity": 1,
      },
    },
  ];
}
