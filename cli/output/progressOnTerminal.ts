import { printable } from '../../words/printable.ts';
import { progressLines } from '../../words/progressLines.ts';
import { advanced, startOf } from '../../words/progressState.ts';
import type { Watch } from './output.ts';
import type { Screen } from './screen.ts';

/** The clock goes on, and the terminal may change its width, when the operation itself says nothing. */
const redrawEvery = 500;

export function watchOnTerminal(
  title: string,
  startedAt: number,
  screen: Screen,
  warn: (message: string) => void,
): Watch {
  let state = startOf(title, startedAt);
  const draw = () => screen.draw(progressLines(state, Date.now(), screen.width));
  const timer = setInterval(draw, redrawEvery);
  return {
    onEvent: (event) => {
      state = advanced(state, event, Date.now());
      if (event.kind === 'warning') warn(event.message);
      if (event.kind === 'remark') screen.print(printable(event.message));
      draw();
    },
    close: () => {
      clearInterval(timer);
      screen.clear();
    },
  };
}
