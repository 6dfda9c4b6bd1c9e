/** Which blobs an event names. What no event names, the blob store may remove, so a new event must take its place here. */
import type { NewEvent } from './events.ts';

/** The hashes of the blobs an event needs. Contract: every type of event is listed, so that a new one does not compile until it is. */
export function blobsNamedBy(event: NewEvent): string[] {
  switch (event.type) {
    case 'call.begun':
      return present(event.data.before);
    case 'call.succeeded': {
      const { blob, change } = event.data;
      return present(blob, change?.before, change?.after);
    }
    case 'task.created':
    case 'task.edited':
    case 'task.assigned':
    case 'task.unassigned':
    case 'task.ranked':
    case 'task.reassigning':
    case 'task.takenOver':
    case 'task.handedBack':
    case 'task.handedOver':
    case 'call.consulted':
    case 'call.edited':
    case 'call.skipped':
    case 'call.taken':
    case 'call.released':
    case 'breakdown.proposed':
    case 'breakdown.edited':
    case 'breakdown.started':
    case 'part.routed':
    case 'part.failed':
    case 'message.answered':
    case 'cycle.found':
    case 'cycle.ended':
    case 'review.asked':
    case 'opinion.given':
    case 'result.judged':
    case 'plan.saved':
    case 'plan.forgotten':
    case 'teammate.paused':
    case 'teammate.resumed':
    case 'teammate.retired':
    case 'teammate.rejoined':
    case 'teammate.tuned':
    case 'run.started':
    case 'turn.begun':
    case 'turn.completed':
    case 'turn.failed':
    case 'call.denied':
    case 'call.asked':
    case 'call.approved':
    case 'call.declined':
    case 'call.failed':
    case 'call.retrying':
    case 'call.delegated':
    case 'call.waiting':
    case 'call.doubted':
    case 'call.settled':
    case 'plan.set':
    case 'note.taken':
    case 'question.asked':
    case 'question.answered':
    case 'message.posted':
    case 'result.submitted':
    case 'result.checked':
    case 'run.held':
    case 'run.released':
    case 'run.stale':
    case 'run.revived':
    case 'run.ended':
    case 'task.paused':
    case 'task.resumed':
    case 'task.stopping':
    case 'task.stopped':
    case 'task.accepted':
    case 'task.sentBack':
    case 'task.reopened':
    case 'task.archived':
    case 'change.undoing':
    case 'change.undone':
    case 'change.kept':
    case 'teammate.joined':
    case 'teammate.revised':
    case 'workspace.created':
    case 'settings.changed':
    case 'workspace.paused':
    case 'workspace.resumed':
    case 'memory.asserted':
    case 'memory.confirmed':
    case 'memory.identified':
    case 'memory.superseded':
    case 'memory.disputed':
    case 'memory.proposed':
    case 'memory.settled':
    case 'memory.retracted':
    case 'memory.restored':
    case 'memory.faded':
    case 'memory.erasing':
    case 'memory.erased':
    case 'memory.reported':
      return [];
  }
}

function present(...hashes: (string | null | undefined)[]): string[] {
  return hashes.filter((hash) => hash !== null && hash !== undefined);
}
