import { z } from 'zod';
import { Unsure } from './confidence.ts';
import { Id } from './schema.ts';

/** The five kinds of work a teammate can be made for. */
export const Role = z.enum(['planner', 'researcher', 'executor', 'reviewer', 'memory manager']);
export type Role = z.infer<typeof Role>;

/** A teammate's role profile: the front matter of its Markdown file plus the instructions below it. */
export const Profile = z.object({
  name: z.string().trim().min(1).max(40),
  role: Role,
  /** One line for colleagues: what this teammate is good for. */
  about: z.string().trim().min(1).max(200),
  /** Tool names the teammate may use; the gate refuses every other. */
  tools: z.array(z.string().max(60)).max(60),
  /** A model id, or `default` = the model chosen in Settings. */
  model: z.string().max(120),
  /** Index into the identity colours of the avatar. */
  colour: z.number().int().min(0).max(5),
  instructions: z.string().min(1).max(20_000),
});
export type Profile = z.infer<typeof Profile>;

export const TeammateState = z.object({
  id: Id,
  version: z.number().int(),
  profile: Profile,
  profileVersion: z.number().int(),
  /** Every version of the profile, oldest first, with its time and what the person wrote about the change. */
  versions: z.array(
    z.object({ profileVersion: z.number().int(), atMs: z.number(), source: z.string(), note: z.string() }),
  ),
  /** `paused` = begins nothing new; `retired` = gets no work, and can be called back. */
  standing: z.enum(['active', 'paused', 'retired']),
  /** When a result of this teammate needs the person's eye. */
  unsure: Unsure,
});
export type TeammateState = z.infer<typeof TeammateState>;
