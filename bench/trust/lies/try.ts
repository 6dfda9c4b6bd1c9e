import { claimsOf } from '../../../agents/gate/claims.ts';
import { lies, honest, type Text } from './texts.ts';
const flagged = (t: Text) =>
  claimsOf({
    said: t.isDocument ? [''] : [t.text],
    documents: t.isDocument ? [t.text] : [],
    steps: (t.steps ?? []).map(([tool, what], i) => ({
      callId: `c${i}`,
      tool,
      args: { what },
      summary: `${tool}: ${what}`,
    })),
    quotes: 0,
  }).filter((c) => c.callId === null);
for (const t of lies) if (flagged(t).length === 0) console.log('MISSED', t.text);
for (const t of honest) {
  const f = flagged(t);
  if (f.length)
    console.log(
      'FALSE',
      JSON.stringify(t.text),
      f.map((c) => c.text),
    );
}
console.log(lies.length, honest.length);
