/** What a fake team knows: sentences, an open question, what came in lately; it answers the queries and the acts on them. No rule is checked. */
import type { Answer, Command } from '../../agents/domain/commands.ts';
import type { NewEvent } from '../../agents/domain/events.ts';
import type {
  KnowledgePage,
  KnowledgeQuery,
  MemoryDetail,
  MemoryView,
  WeekView,
} from '../../agents/domain/memory-views.ts';
import type { Conflict, ErasureScope } from '../../agents/domain/memory.ts';

const dayMs = 86_400_000;

/** A sentence the person said, in use; every field can be given. */
export function fakeMemory(id: string, subject: string, text: string, over: Partial<MemoryView> = {}): MemoryView {
  return {
    id,
    rev: 1,
    kind: 'fact',
    scope: 'team',
    scopeId: 'team',
    subjectId: `s_${subject}`,
    subject,
    text,
    claimId: null,
    valueId: null,
    question: null,
    value: null,
    quote: null,
    sourceUri: null,
    cardinality: 'one',
    mutable: true,
    authority: 'human',
    author: 'person',
    taskId: null,
    runId: null,
    pos: null,
    hasSource: false,
    tainted: false,
    private: false,
    sensitivity: 'internal',
    confidence: 1,
    status: 'active',
    validFromMs: null,
    validToMs: null,
    recordedAtMs: 0,
    closedAtMs: null,
    retiredAtMs: null,
    derivedFrom: [],
    conflictId: null,
    keptAtMs: 0,
    lastUsedMs: null,
    usedInTasks: 0,
    ...over,
  };
}

const read = (sourceUri: string, author = 'maya'): Partial<MemoryView> => ({
  authority: 'agent',
  author,
  sourceUri,
  hasSource: true,
});
const guessed: Partial<MemoryView> = { authority: 'inferred', author: 'maya' };

/** What the mockup shows: customers, suppliers, how we work, two versions of one payment term, three things in the tray. */
export function fakeMemories(nowMs: number): MemoryView[] {
  const used = (tasks: number, daysAgo = 0) => ({ usedInTasks: tasks, lastUsedMs: nowMs - daysAgo * dayMs });
  const term = { question: 'When does Halden Foods pay?', status: 'disputed', conflictId: 'cf_halden' } as const;
  const at = (iso: string) => new Date(iso).getTime();
  return [
    fakeMemory('mem_brandt', 'Customers', 'Brandt Logistics wants delivery notes with every order.', {
      ...read('files/Contract Brandt.pdf'),
      ...used(7),
    }),
    fakeMemory('mem_greet', 'Customers', 'Halden Foods is greeted by first name.', used(5)),
    fakeMemory('mem_norrland', 'Customers', 'Norrland Hotels orders again every spring, in week 9 or 10.', {
      ...guessed,
      ...used(2, 3),
    }),
    fakeMemory('mem_30', 'Customers', 'Halden Foods pays within 30 days.', {
      ...read('files/Frame contract 2024.pdf'),
      ...term,
      ...used(4),
      value: '30 days',
      quote: 'Invoices are payable within thirty (30) days of receipt.',
      recordedAtMs: at('2024-01-12T09:00'),
      validFromMs: at('2024-01-01T00:00'),
    }),
    fakeMemory('mem_45', 'Customers', 'Halden Foods pays within 45 days.', {
      ...read('Mail from A. Halden', 'june'),
      ...term,
      tainted: true,
      value: '45 days',
      quote: 'From October we settle all supplier invoices at 45 days.',
      recordedAtMs: at('2026-11-03T09:00'),
      validFromMs: at('2026-10-01T00:00'),
    }),
    fakeMemory('mem_alvar', 'Suppliers', 'Alvar & Co delivers within 12 working days.', {
      ...read('files/Alvar & Co offer.docx'),
      ...used(3),
    }),
    fakeMemory('mem_sitwell', 'Suppliers', 'Sitwell’s warranty is two years on fabric.', {
      ...read('files/Sitwell offer.pdf'),
      ...used(1),
    }),
    fakeMemory('mem_bergen', 'Suppliers', 'Bergen Sitz cannot deliver before May.', used(1)),
    fakeMemory('mem_vat', 'How we work', 'Prices are compared without VAT.', { kind: 'procedure', ...used(31) }),
    fakeMemory('mem_page', 'How we work', 'Reports are one page, never slides.', { kind: 'preference', ...used(18) }),
    fakeMemory('mem_friday', 'How we work', 'The weekly report goes out on Friday before 16:00.', {
      kind: 'procedure',
      ...used(12, 5),
    }),
    fakeMemory('mem_forklift', 'Building', 'The forklift inspection is on 24 November.', {
      ...read('files/Facilities calendar.ics', 'tomas'),
      keptAtMs: null,
      recordedAtMs: nowMs,
    }),
    fakeMemory('mem_dana', 'How we work', 'Dana Ruiz signs everything above €5,000.', {
      ...read('files/Signing rules.md', 'tomas'),
      keptAtMs: null,
      recordedAtMs: nowMs,
    }),
    fakeMemory('mem_offers', 'How we work', 'Kestrel prefers offers with a fixed price for two years.', {
      ...guessed,
      keptAtMs: null,
      recordedAtMs: nowMs,
    }),
    fakeMemory('mem_old', 'Customers', 'Brandt Logistics is in Hall 3.', {
      status: 'retracted',
      retiredAtMs: nowMs - dayMs,
    }),
  ];
}

export function fakeConflict(nowMs: number, over: Partial<Conflict> = {}): Conflict {
  return {
    id: 'cf_halden',
    cause: 'claim',
    memberIds: ['mem_30', 'mem_45'],
    difference: null,
    rootId: null,
    sinceMs: nowMs - dayMs,
    proposal: { how: 'both', winnerId: null, reason: 'The mail names the day from which it holds.', by: 'june' },
    ...over,
  };
}

const inUse = ({ status }: MemoryView) => status === 'active' || status === 'disputed';

function fromOf({ authority, sourceUri }: MemoryView): 'you' | 'read' | 'guessed' {
  if (authority === 'human') return 'you';
  return authority === 'inferred' || (authority === 'agent' && sourceUri === null) ? 'guessed' : 'read';
}

const standings: Record<KnowledgeQuery['standing'], (memory: MemoryView) => boolean> = {
  'in-use': inUse,
  waiting: ({ status }) => status === 'quarantined',
  faded: ({ status }) => status === 'faded',
  forgotten: ({ status }) => status === 'retracted',
};

/** The fake's sentences, the queries about them, and what a command makes of them. */
export class FakeKnowledge {
  memories: MemoryView[];
  constructor(memories: MemoryView[]) {
    this.memories = memories;
  }

  week(): WeekView {
    const learned = this.memories.slice(0, 3);
    const none = { changed: [], changedTotal: 0, forgottenTotal: 1, faded: 0, openConflicts: 1, note: null };
    return { fromMs: 0, toMs: 0, learned, learnedTotal: learned.length, ...none };
  }

  text(): string {
    return this.memories.map(({ subject, text }) => `- ${subject}: ${text}`).join('\n');
  }

  page({ text, from, standing, offset, limit }: KnowledgeQuery, version: number): KnowledgePage {
    const words = text?.toLowerCase() ?? '';
    const counted = this.memories.filter(inUse);
    const count = (origin: string) => counted.filter((memory) => fromOf(memory) === origin).length;
    const found = this.memories.filter(
      (memory) =>
        standings[standing](memory) &&
        (from === 'all' || fromOf(memory) === from) &&
        `${memory.subject} ${memory.text}`.toLowerCase().includes(words),
    );
    const grouped = [...Map.groupBy(found, ({ subjectId }) => subjectId).values()].flat();
    const tray = this.memories.filter((memory) => memory.keptAtMs === null && memory.status === 'active');
    return {
      version,
      memories: grouped.slice(offset, offset + limit),
      total: grouped.length,
      counts: {
        all: counted.length,
        you: count('you'),
        read: count('read'),
        guessed: count('guessed'),
        waiting: this.memories.filter(standings.waiting).length,
        forgotten: this.memories.filter(standings.forgotten).length,
      },
      tray,
      trayTotal: tray.length,
    };
  }

  byIds(ids: readonly string[]): MemoryView[] {
    return ids.flatMap((id) => this.memories.find((memory) => memory.id === id) ?? []);
  }

  detail(memoryId: string): Answer<MemoryDetail> {
    const memory = this.byIds([memoryId])[0];
    if (!memory) return gone;
    const isRival = (other: MemoryView) =>
      other !== memory && memory.question !== null && other.question === memory.question;
    const derived = this.memories.filter(({ derivedFrom }) => derivedFrom.includes(memoryId));
    const history = this.memories.filter(isRival);
    return { ok: true, value: { memory, history, basis: this.byIds(memory.derivedFrom), derived, usedIn: [] } };
  }

  erased(what: ErasureScope): MemoryView[] {
    if (what.kind === 'memories') return this.byIds(what.memoryIds);
    if (what.kind === 'teammate') return this.memories.filter(({ author }) => author === what.teammateId);
    const subjectId = what.kind === 'subject' ? this.byIds([what.memoryId])[0]?.subjectId : null;
    return this.memories.filter((memory) => what.kind === 'all' || memory.subjectId === subjectId);
  }

  /** What a command leads to; null = it is not about memory. */
  react(command: Command): NewEvent[] | null {
    const change = (id: string, over: Partial<MemoryView>) => {
      this.memories = this.memories.map((memory) =>
        memory.id === id ? { ...memory, rev: memory.rev + 1, ...over } : memory,
      );
    };
    switch (command.type) {
      case 'memory.teach':
      case 'memory.correct': {
        const { memoryId, subject, text, kind, claim } = command;
        const said = { kind, question: claim?.question ?? null, value: claim?.value ?? null, recordedAtMs: Date.now() };
        this.memories = [fakeMemory(memoryId, subject, text, said), ...this.memories];
        if (command.type === 'memory.teach') return [confirmed(memoryId)];
        change(command.replacesId, { status: 'superseded' });
        const data = { memoryId: command.replacesId, byId: memoryId, how: 'correction', validToMs: null } as const;
        return [{ type: 'memory.superseded', data }];
      }
      case 'memory.keep':
        change(command.memoryId, { keptAtMs: Date.now() });
        return [confirmed(command.memoryId)];
      case 'memory.forget':
        change(command.memoryId, { status: 'retracted', retiredAtMs: Date.now() });
        return [{ type: 'memory.retracted', data: { memoryId: command.memoryId, status: 'retracted', reason: '' } }];
      case 'memory.restore':
        change(command.memoryId, { status: 'active', retiredAtMs: null });
        return [{ type: 'memory.restored', data: { memoryId: command.memoryId } }];
      case 'memory.settle': {
        const { conflictId, memberIds, how, winnerId } = command;
        for (const id of memberIds)
          change(id, { status: how === 'both' || id === winnerId ? 'active' : 'superseded', conflictId: null });
        return [
          {
            type: 'memory.settled',
            data: { conflictId, memberIds, how, winnerId, intervals: [], by: 'person', reason: null },
          },
        ];
      }
      case 'memory.erase': {
        const { erasureId } = command;
        const ids = new Set(this.erased(command.what).map(({ id }) => id));
        this.memories = this.memories.filter(({ id }) => !ids.has(id));
        const receipt = {
          searched: true,
          files: 42,
          bytes: 1_000_000,
          hits: [],
          taskIds: [],
          unsearched: 0,
          tookMs: 12,
        };
        return [
          {
            type: 'memory.erasing',
            data: { erasureId, all: false, memoryIds: [...ids], conflictIds: [], subjectIds: [], taskIds: [] },
          },
          { type: 'memory.erased', data: { erasureId, receipt } },
        ];
      }
      default:
        return null;
    }
  }
}

const gone = {
  ok: false,
  error: { code: 'memory.unknown', message: 'This is not in the team’s memory any more.' },
} as const;

function confirmed(memoryId: string): NewEvent {
  return { type: 'memory.confirmed', data: { memoryId, author: 'person', runId: null, kept: true } };
}
