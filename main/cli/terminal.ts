/** The person at the terminal: progress on stderr, questions when somebody is there to answer. */
import { createInterface } from 'node:readline/promises';
import type { InboxItem } from '../../agents/index.ts';

export interface Terminal {
  /** True when a person can be asked. */
  readonly isAttended: boolean;
  /** The line that says what is happening now; repeats are left out. */
  progress(line: string): void;
  /** A line of its own on stderr. */
  say(line: string): void;
  /** Puts a line on stdout. */
  print(line: string): void;
  /** Asks one line; null = the person ended the input. Contract: ends with null on abort. */
  ask(question: string, signal: AbortSignal): Promise<string | null>;
}

/** The process's own terminal. */
export function openTerminal(): Terminal {
  const { stdin, stdout, stderr } = process;
  const rewrites = stderr.isTTY === true;
  let shown = '';
  const clear = (): void => {
    if (rewrites && shown) stderr.write('\r\u001b[2K');
    shown = '';
  };
  return {
    isAttended: stdin.isTTY === true && stderr.isTTY === true,
    progress(line) {
      const plain = visible(line);
      if (plain === shown || !plain) return;
      if (!rewrites) stderr.write(`${plain}\n`);
      else {
        clear();
        stderr.write(plain.slice(0, Math.max(20, (stderr.columns ?? 80) - 1)));
      }
      shown = plain;
    },
    say(line) {
      clear();
      stderr.write(`${line.split('\n').map(visible).join('\n')}\n`);
    },
    print(line) {
      clear();
      stdout.write(`${line}\n`);
    },
    async ask(question, signal) {
      clear();
      const lines = createInterface({ input: stdin, output: stderr });
      // Readline takes Ctrl-C on a terminal for itself; the run's own handler should see it.
      lines.on('SIGINT', () => process.kill(process.pid, 'SIGINT'));
      const ended = new Promise<null>((resolve) => lines.once('close', () => resolve(null)));
      try {
        return await Promise.race([lines.question(question, { signal }), ended]);
      } catch (error) {
        if (signal.aborted) return null;
        throw error;
      } finally {
        lines.close();
      }
    },
  };
}

/** Model-written text may hold escapes that would drive the terminal, or letters that hide what it says. */
export function visible(text: string): string {
  return text.replaceAll(/[\u0000-\u001f\u007f-\u009f\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]/g, (char) =>
    char === '\n' || char === '\t' ? ' ' : `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}

/** What a typed line means for a question; null = it is none of the answers. An empty line takes the recommended one. */
export function readChoice(item: InboxItem, typed: string): { optionId: string | null; text: string } | null {
  const line = typed.trim();
  if (line === '') return recommendedAnswer(item);
  const option = /^\d+$/.test(line)
    ? item.options[Number(line) - 1]
    : item.options.find((other) => other.label.toLowerCase() === line.toLowerCase());
  if (option) return { optionId: option.id, text: '' };
  return /^\d+$/.test(line) ? null : { optionId: null, text: line };
}

/** The recommended answer, else the first; null = a question without options. */
export function recommendedAnswer(item: InboxItem): { optionId: string; text: string } | null {
  const option = item.options.find((other) => other.id === item.recommended) ?? item.options[0];
  return option ? { optionId: option.id, text: '' } : null;
}

/** An open item as text: what is asked, with everything the person decides on. */
export function itemText(item: InboxItem): string {
  const lines = [item.ask];
  if (item.detail) lines.push(item.detail);
  if (item.effect) {
    lines.push(`${item.effect.verb} ${item.effect.target}`);
    if (item.effect.text)
      lines.push(
        ...item.effect.text
          .split('\n')
          .slice(0, 40)
          .map((line) => `  | ${line}`),
      );
    const more = (item.effect.text?.split('\n').length ?? 0) - 40;
    if (more > 0) lines.push(`  | … ${more} more lines`);
    if (item.effect.cutBytes > 0) lines.push(`  | … ${item.effect.cutBytes} more bytes`);
  }
  if (item.why) lines.push(`Why you are asked: ${item.why}`);
  for (const [index, option] of item.options.entries())
    lines.push(`  ${index + 1}. ${option.label}${option.id === item.recommended ? ' (recommended)' : ''}`);
  return lines.join('\n');
}
