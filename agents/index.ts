/** The engine's only door for hosts. */
export { openWorkforce, type Workforce, type WorkforcePorts } from './workforce.ts';
