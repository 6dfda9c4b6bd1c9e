import { z } from 'zod';
import { Caps, UsdMicros } from './schema.ts';

/** USD per million tokens of one model, in micros. Editable by the person; a model not listed has no known price. */
export const Price = z.object({ input: UsdMicros, output: UsdMicros, cacheRead: UsdMicros, cacheWrite: UsdMicros });
export type Price = z.infer<typeof Price>;

/** What a rule says of a kind of act. Deny beats ask beats allow. */
export const Rule = z.object({
  id: z.string().max(80),
  verdict: z.enum(['deny', 'ask', 'allow']),
  /** Tool name, or `*`. */
  tool: z.string().max(100),
  /** `files` or `work` = where a write points; `*` = anywhere. */
  place: z.enum(['files', 'work', '*']),
  /** The rule in words, shown to the person as the reason. */
  words: z.string().max(200),
});
export type Rule = z.infer<typeof Rule>;

/** What the person chose, in the workspace stream. Keys and endpoints are not here: they belong to the host's config. */
export const Settings = z.object({
  ownerName: z.string().trim().max(80),
  work: z.string().trim().max(80),
  welcomeDismissed: z.boolean(),
  appearance: z.enum(['system', 'light', 'dark']),
  density: z.enum(['comfortable', 'compact']),
  notifications: z.boolean(),
  letterKeys: z.boolean(),
  /** True: tasks nobody has are given out by routing. */
  takesUnassigned: z.boolean(),
  /** True: new runs use the practice model even when a key is set. */
  practice: z.boolean(),
  /** Model id for new runs of teammates whose profile says `default`. */
  model: z.string().trim().min(1).max(120),
  caps: Caps,
  /** Spending cap of the whole workspace per calendar day (UTC); null = none. */
  dayUsdMicros: UsdMicros.nullable(),
  /** The same for models whose price is unknown, in tokens. */
  dayTokens: z.number().int().positive(),
  rules: z.array(Rule).max(200),
  /** Prices the person changed or added, by model id. */
  prices: z.record(z.string(), Price),
});
export type Settings = z.infer<typeof Settings>;
