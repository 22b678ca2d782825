// What a learner sends goes one after another, over all scripts and windows. The first of it makes the cookie by which she is
// found again: of two that are sent without one, each would begin a learner of its own, and one of them would be lost.

let last = Promise.resolve();

export function inTurn(act) {
  if (navigator.locks) return navigator.locks.request("mimi:learner", act);
  const turn = last.then(act);
  last = turn.catch(() => {});
  return turn;
}
