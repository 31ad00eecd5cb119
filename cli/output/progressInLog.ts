import { printable } from '../../words/printable.ts';
import { progressLine } from '../../words/progressLines.ts';
import { advanced, startOf } from '../../words/progressState.ts';
import type { Watch } from './output.ts';

const lineEvery = 10_000;

export function watchInLog(
  title: string,
  startedAt: number,
  print: (line: string) => void,
  warn: (message: string) => void,
): Watch {
  let state = startOf(title, startedAt);
  const timer = setInterval(() => print(progressLine(state, Date.now())), lineEvery);
  return {
    onEvent: (event) => {
      state = advanced(state, event, Date.now());
      if (event.kind === 'warning') warn(event.message);
      if (event.kind === 'remark') print(printable(event.message));
    },
    close: () => clearInterval(timer),
  };
}
