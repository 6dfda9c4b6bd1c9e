import { useLingui } from '@lingui/react/macro';
import { useState } from 'react';
import type { Calibration } from '../../agents/domain/team-views.ts';
import { Button } from '../ui/button.tsx';
import { places, type Place } from './calibration.ts';

const size = { width: 400, height: 216 };
/** Where the drawing lies inside: words to the side of it and below. */
const plot = { left: 48, right: 384, top: 28, bottom: 180 };

/** Accepted results by how sure the app was, drawn beside what was to be expected; the same as a table. */
export function CalibrationChart({ calibration }: { calibration: Calibration }) {
  const { t } = useLingui();
  const [isTable, setIsTable] = useState(false);
  const at = places(calibration.bins, plot);
  return (
    <div className="flex flex-col gap-2">
      {isTable ? <Table calibration={calibration} /> : <Drawing at={at} calibration={calibration} />}
      <div className="flex items-center gap-4 text-meta text-text-muted">
        {!isTable && (
          <>
            <Key label={t`accepted`} />
            <Key label={t`expected`} dashed />
          </>
        )}
        <span className="flex-1" />
        <Button small kind="ghost" onClick={() => setIsTable(!isTable)}>
          {isTable ? t`As a drawing` : t`As a table`}
        </Button>
      </div>
    </div>
  );
}

function Drawing({ at, calibration }: { at: readonly Place[]; calibration: Calibration }) {
  const { t } = useLingui();
  const points = (key: 'gotY' | 'expectedY') => at.map((place) => `${place.x},${place[key]}`).join(' ');
  const lines: [number, string][] = [
    [plot.bottom, t`none`],
    [(plot.bottom + plot.top) / 2, t`half`],
    [plot.top, t`all`],
  ];
  const spoken = at.map(({ accepted, all }, index) => {
    const step = index + 1;
    return t`step ${step} of ${at.length}: ${accepted} of ${all}`;
  });
  return (
    <svg
      viewBox={`0 0 ${size.width} ${size.height}`}
      role="img"
      aria-label={t`Accepted results, from unsure to very sure: ${spoken.join(', ')}`}
      className="w-full max-w-100"
      direction="ltr"
    >
      {lines.map(([y, word]) => (
        <g key={word}>
          <line x1={plot.left} x2={plot.right} y1={y} y2={y} className="stroke-hairline" />
          <text x={plot.left - 8} y={y + 4} textAnchor="end" className="fill-text-muted text-meta">
            {word}
          </text>
        </g>
      ))}
      <polyline
        points={points('expectedY')}
        fill="none"
        strokeDasharray="3 3"
        className="stroke-text-muted"
        strokeWidth={1.5}
      />
      <polyline points={points('gotY')} fill="none" className="stroke-text" strokeWidth={2} />
      {at.map(({ x, gotY, accepted, all }) => (
        <g key={x}>
          <circle cx={x} cy={gotY} r={4} className="fill-text stroke-surface" strokeWidth={2} />
          <text x={x} y={gotY - 10} textAnchor="middle" className="fill-text text-meta tabular-nums">
            {accepted}/{all}
          </text>
        </g>
      ))}
      <text x={plot.left + 8} y={size.height - 12} className="fill-text-muted text-meta">
        {t`unsure`}
      </text>
      <text
        x={(plot.left + plot.right) / 2}
        y={size.height - 12}
        textAnchor="middle"
        className="fill-text-muted text-meta"
      >
        {t`fairly sure`}
      </text>
      <text x={plot.right} y={size.height - 12} textAnchor="end" className="fill-text-muted text-meta">
        {t`very sure`}
      </text>
      <title>{t`Of ${calibration.judged} results you judged`}</title>
    </svg>
  );
}

function Key({ label, dashed }: { label: string; dashed?: boolean }) {
  return (
    <span className="inline-flex items-center gap-2">
      <svg width={20} height={4} aria-hidden className="flex-none">
        <line
          x1={0}
          x2={20}
          y1={2}
          y2={2}
          strokeWidth={2}
          strokeDasharray={dashed ? '3 3' : undefined}
          className={dashed ? 'stroke-text-muted' : 'stroke-text'}
        />
      </svg>
      {label}
    </span>
  );
}

function Table({ calibration }: { calibration: Calibration }) {
  const { t, i18n } = useLingui();
  const percent = new Intl.NumberFormat(i18n.locale || 'en', { style: 'percent' });
  return (
    <table className="w-full max-w-100 border-collapse text-start">
      <thead className="text-meta text-text-muted">
        <tr>
          <th scope="col" className="h-8 text-start font-normal">{t`How sure`}</th>
          <th scope="col" className="h-8 text-end font-normal">{t`Accepted`}</th>
          <th scope="col" className="h-8 text-end font-normal">{t`Expected`}</th>
        </tr>
      </thead>
      <tbody>
        {calibration.bins.map(({ from, to, accepted, all, meanScore }) => (
          <tr key={from} className="border-t border-hairline tabular-nums">
            <th
              scope="row"
              className="h-8 text-start font-normal"
            >{t`${percent.format(from)} to ${percent.format(to)}`}</th>
            <td className="text-end">{all === 0 ? t`none yet` : t`${accepted} of ${all}`}</td>
            <td className="text-end text-text-muted">{all === 0 ? '' : percent.format(meanScore)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
