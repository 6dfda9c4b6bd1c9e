import { useApp } from '../store/use-app.ts';
import { clockText } from '../ui/relative-time.tsx';
import { rowsOf, type Handoff, type Together } from './together.ts';

const laneHeight = 64;
/** What a lane grows by for each block more that is under way at once. */
const rowHeight = 34;
/** Below this span, times without seconds would be the same. */
const shortMs = 10 * 60_000;
const left = 112;
const top = 28;
const right = 16;

/** The records drawn over time: a lane for each teammate, arrows for what went between them. The list beside it says the same to readers. */
export function SwimLanes({
  view,
  nowMs,
  width,
  chosen,
  onChoose,
}: {
  view: Together;
  /** Where the scrubber stands. */
  nowMs: number;
  width: number;
  chosen: string | null;
  onChoose: (handoff: Handoff) => void;
}) {
  const teammates = useApp((state) => state.teammates);
  const inner = Math.max(120, width - left - right);
  const span = view.toMs - view.fromMs;
  const x = (ms: number) => left + ((Math.min(ms, view.toMs) - view.fromMs) / span) * inner;
  const rows = new Map(view.lanes.map(({ teammateId, blocks }) => [teammateId, rowsOf(blocks)]));
  const places = new Map<string, number>();
  let height = top;
  for (const { teammateId } of view.lanes) {
    places.set(teammateId, height);
    height += laneHeight + (Math.max(1, ...(rows.get(teammateId)?.values() ?? [])) - 1) * rowHeight;
  }
  height += 4;
  const mid = (teammateId: string) => (places.get(teammateId) ?? top) + laneHeight / 2;
  const ticks = [0, 0.25, 0.5, 0.75, 1].map((share) => view.fromMs + share * span);
  return (
    <svg width={width} height={height} aria-hidden className="block text-meta">
      <defs>
        <marker
          id="arrow"
          viewBox="0 0 8 8"
          refX="7"
          refY="4"
          markerWidth="7"
          markerHeight="7"
          orient="auto-start-reverse"
        >
          <path d="M0 0 8 4 0 8z" className="fill-quiet" />
        </marker>
      </defs>
      {ticks.map((ms, index) => (
        <g key={ms}>
          <line x1={x(ms)} x2={x(ms)} y1={top - 6} y2={height} strokeDasharray="2 4" className="stroke-hairline" />
          <text
            x={x(ms)}
            y={14}
            textAnchor={index === ticks.length - 1 ? 'end' : 'middle'}
            className="fill-text-faint tabular-nums"
          >
            {clockText(ms, span < shortMs)}
          </text>
        </g>
      ))}
      {view.lanes.map(({ teammateId, blocks }) => {
        const y = places.get(teammateId) ?? top;
        const profile = teammates[teammateId]?.profile;
        const name = profile?.name ?? teammateId;
        return (
          <g key={teammateId}>
            <line x1={0} x2={width} y1={y} y2={y} className="stroke-hairline" />
            <rect
              x={0}
              y={y + 20}
              width={24}
              height={24}
              rx={6}
              style={{ fill: `var(--color-identity-${(profile?.colour ?? 0) % 6})` }}
            />
            <text x={12} y={y + 36} textAnchor="middle" className="fill-on-identity font-semibold">
              {[...name][0]?.toLocaleUpperCase() ?? ''}
            </text>
            <text x={32} y={y + 36} className="fill-text font-medium">
              {short(name, 11)}
            </text>
            {blocks.map((block) => {
              const row = (rows.get(teammateId)?.get(block.key) ?? 1) - 1;
              const from = x(block.fromMs);
              const wide = Math.max(8, x(block.toMs ?? nowMs) - from);
              return (
                <g key={block.key}>
                  <rect
                    x={from}
                    y={y + 18 + row * rowHeight}
                    width={wide}
                    height={28}
                    rx={6}
                    strokeDasharray={block.toMs === null ? '4 3' : undefined}
                    className="fill-surface stroke-control-border"
                  >
                    <title>{block.title}</title>
                  </rect>
                  {wide > 40 && (
                    <text x={from + 8} y={y + 36 + row * rowHeight} className="fill-text">
                      {short(block.title, Math.floor((wide - 16) / 7))}
                    </text>
                  )}
                </g>
              );
            })}
          </g>
        );
      })}
      {view.handoffs.map((one) => {
        const down = mid(one.to) > mid(one.from);
        const [from, to] = [mid(one.from) + (down ? 14 : -14), mid(one.to) + (down ? -15 : 15)];
        const on = one.key === chosen;
        const at = x(one.atMs);
        const onLeft = at > left + inner * 0.6;
        return (
          <g key={one.key} onClick={() => onChoose(one)}>
            <line x1={at} x2={at} y1={from} y2={to} strokeWidth={12} stroke="transparent" />
            <line
              x1={at}
              x2={at}
              y1={from}
              y2={to}
              markerEnd="url(#arrow)"
              className={on ? 'stroke-accent' : 'stroke-quiet'}
              strokeWidth={on ? 2 : 1}
            >
              <title>{one.text}</title>
            </line>
            {on && (
              <text
                x={at + (onLeft ? -8 : 8)}
                y={down ? from + 14 : from - 8}
                textAnchor={onLeft ? 'end' : 'start'}
                className="fill-accent"
              >
                {short(one.text, 36)}
              </text>
            )}
          </g>
        );
      })}
      <line x1={x(nowMs)} x2={x(nowMs)} y1={top - 8} y2={height} className="stroke-text" />
    </svg>
  );
}

function short(text: string, most: number): string {
  const chars = [...text];
  return chars.length <= most ? text : `${chars.slice(0, Math.max(1, most - 1)).join('')}…`;
}
