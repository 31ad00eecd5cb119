import type { EngineEvent, Progress } from './engine.ts';

const pauseMs = 5000;

/** Tells a person how an operation is getting on: its phases and warnings, and in between where it stands, every five seconds. */
export function progressMessages(
  tell: (message: string) => void,
  now: () => number = () => performance.now(),
): (event: EngineEvent) => void {
  let told = now();
  return (event) => {
    if (event.kind === 'progress' && now() - told < pauseMs) return;
    told = now();
    tell(messageOf(event));
  };
}

function messageOf(event: EngineEvent): string {
  switch (event.kind) {
    case 'phase':
      return `phase: ${event.phase}`;
    case 'warning':
      return `warning: ${event.message}`;
    case 'remark':
      return event.message;
    case 'progress':
      return standing(event.progress);
    default:
      return event satisfies never;
  }
}

function standing({ phase, tables, tablesDone, rows, bytes, bytesTotal }: Progress): string {
  const share = bytesTotal > 0 ? `, ${Math.floor((100 * Math.min(bytes, bytesTotal)) / bytesTotal)} %` : '';
  const of = tables > 0 ? `, ${tablesDone} of ${tables} tables` : '';
  return `${phase}${of}, ${rows} rows${share}`;
}
