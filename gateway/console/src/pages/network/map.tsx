/** The map as SVG: boxes with sign and word, lines as thick as what flows. The tables below say the same. */
import { countOf } from "../../format.ts";
import { AgencyName, NodeName } from "../../shared-views/names.tsx";
import { StateSign } from "../../shared-views/state-tag.tsx";
import { useLanguage, useWords } from "../../words.ts";
import { BOX, type Box, layoutOf } from "./map-layout.ts";
import type { Flow, Network, NetworkNode } from "./network-data.ts";
import "./network.css";
import { WORDS } from "./words.ts";

export const NODE_STATES = {
  good: "ok",
  waiting: "warning",
  failing: "down",
  silent: "unknown",
  far: "not-due",
} as const satisfies Readonly<Record<NetworkNode["state"], string>>;

export function NetworkMap({ network }: { readonly network: Network }) {
  const t = useWords(WORDS);
  const { width, height, boxes, edges, far } = layoutOf(network);
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by the keyboard.
    <section className="scroll" aria-label={t.mapLabel} tabIndex={0}>
      <svg
        className="network-map"
        viewBox={`0 0 ${width} ${height}`}
        role="img"
        aria-label={t.mapLabel}
        style={{ maxWidth: width }}
      >
        {edges.map(({ from, to, flow }) => (
          <Edge key={`${from.id} ${to.id} ${from.kind}`} from={from} to={to} flow={flow} />
        ))}
        {boxes.map((box) => (
          <foreignObject
            key={`${box.kind} ${box.id}`}
            x={box.x}
            y={box.y}
            width={BOX.width}
            height={BOX.height}
          >
            <Shown box={box} />
          </foreignObject>
        ))}
      </svg>
      {far > 0 && <p className="soft">{t.farNodes(far)}</p>}
    </section>
  );
}

function Edge({ from, to, flow }: { readonly from: Box; readonly to: Box; readonly flow: Flow | undefined }) {
  const x1 = from.x + BOX.width;
  const y1 = from.y + BOX.height / 2;
  const y2 = to.y + BOX.height / 2;
  const bend = (to.x - x1) * 0.55;
  const state = to.node?.relation === "parent" ? to.node.state : from.node?.state;
  const isBad = state === "failing" || (flow !== undefined && flow.refused > 0);
  const kind = isBad ? "bad" : flow === undefined ? "still" : "flows";
  return (
    <path
      className={`network-edge network-${kind}`}
      d={`M${x1} ${y1}C${x1 + bend} ${y1} ${to.x - bend} ${y2} ${to.x} ${y2}`}
      strokeWidth={1.5 + Math.min(5, Math.log2(1 + (flow?.batches ?? 0)))}
    />
  );
}

function Shown({ box }: { readonly box: Box }) {
  const t = useWords(WORDS);
  const language = useLanguage();
  const { kind, id, node, flow, count = 0 } = box;
  const isSelf = node?.relation === "self";
  const told =
    flow === undefined ? t.noFlow : t.flow(countOf(flow.batches, language), countOf(flow.rows, language));
  return (
    <div className={`network-box ${isSelf ? "network-self" : ""}`}>
      <div className="network-name">
        {node && !isSelf && <StateSign state={NODE_STATES[node.state]} />}
        <span className="one-line">
          {kind === "agency" && <AgencyName id={id} />}
          {kind === "node" && <NodeName id={id} />}
          {kind === "rest" && t.rest(count)}
        </span>
      </div>
      <div className="network-told figures">
        {node && <span>{t[node.relation]}</span>}
        {node && !isSelf && <span>{node.state === "far" ? "" : t[node.state]}</span>}
        {!isSelf && node?.relation !== "far" && <span>{told}</span>}
        {flow !== undefined && flow.refused > 0 && <span className="bad">{t.refused(flow.refused)}</span>}
      </div>
    </div>
  );
}
