let waiting: (() => void)[] = []

/**
 * Does it at the end of this turn of the event loop, once all was read that lay there to be read, in the order in which
 * it was asked for. Writes to sockets go so: between two that are far apart, whoever takes them falls asleep and has to be
 * woken anew, which is dearer than the write (a quarter of a request's processor time at the gateway, measured by
 * `bench gateway`). Where nothing else is to be read, it is done at once.
 */
export function atEndOfTurn(work: () => void) {
  if (waiting.length === 0) setImmediate(endTurn)
  waiting.push(work)
}

function endTurn() {
  const all = waiting
  waiting = []
  for (const one of all) one()
}
