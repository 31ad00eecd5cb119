import type { EngineEvent } from './engine.ts';
import { logLine } from './protocol/log.ts';

/** Tells Terraform's log how an operation is getting on: `TF_LOG_PROVIDER=info` shows its phases, `debug` all of it. */
export function logEvent(operation: string, plan: string, event: EngineEvent): void {
  const { level, ...more } = lineOf(event);
  logLine(level, operation, { plan, ...more });
}

function lineOf(event: EngineEvent) {
  switch (event.kind) {
    case 'phase':
      return { level: 'info', phase: event.phase } as const;
    case 'progress': {
      const { tables, tablesDone, bytes } = event.progress;
      return { level: 'debug', tables, tables_done: tablesDone, bytes } as const;
    }
    case 'warning':
      return { level: 'warn', warning: event.message } as const;
    case 'remark':
      return { level: 'info', remark: event.message } as const;
    default:
      return event satisfies never;
  }
}
