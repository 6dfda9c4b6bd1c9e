import { expect, it } from 'vitest';
import { keepHistory, placeFrom, startPlace, type Place } from './view.ts';

it.each([
  [null, null],
  [{}, null],
  [{ muster: { screen: 'elsewhere' } }, null],
  [
    { muster: { screen: 'inbox', taskId: 7, taskTab: 'x', itemId: 'i' } },
    { ...startPlace, screen: 'inbox', itemId: 'i' },
  ],
  [{ muster: { ...startPlace, taskId: 't', taskTab: 'changes' } }, { ...startPlace, taskId: 't', taskTab: 'changes' }],
])('reads a place from %j', (state, place) => {
  expect(placeFrom(state)).toEqual(place);
});

it('pushes a place once, follows back, and writes nothing into the address', () => {
  const pushed: unknown[][] = [];
  let place: Place = startPlace;
  let tell = () => {};
  let pop: (event: PopStateEvent) => void = () => {};
  keepHistory({
    history: {
      state: null,
      pushState: (...args) => void pushed.push(args),
      replaceState: (...args) => void pushed.push(args),
    },
    onPop: (listener) => ((pop = listener), () => {}),
    place: () => place,
    setPlace: (next) => {
      place = next;
      tell();
    },
    subscribe: (listener) => ((tell = listener), () => {}),
  });
  place = { ...startPlace, screen: 'inbox' };
  tell();
  tell();
  pop({ state: { muster: startPlace } } as PopStateEvent);
  expect(place).toEqual(startPlace);
  expect(pushed).toEqual([
    [{ muster: startPlace }, ''],
    [{ muster: { ...startPlace, screen: 'inbox' } }, ''],
  ]);
});
