/**
 * Who sleeps in which kind of room: some parties, `counts[g]` of each kind, over rooms of which `left[r]` are left. `costs[g * left.length + r]`
 * is what room r costs party g for the stay; Infinity: it does not hold them.
 */
export type Allocating = { costs: ArrayLike<number>; counts: readonly number[]; left: ArrayLike<number> }

/** How many of each party sleep in each room, in the places of `costs`, and what all of it costs. */
export type Allocation = { cost: number; taken: number[] }

/** The cheapest way, or null when there is none. Of equal ones the same one each time. */
export function allocate(asked: Allocating): Allocation | null {
  if (asked.counts.length === 1) return fillInOrder(asked)
  const found = eachItsCheapest(asked)
  return found === 'TOO_FEW' ? anyWay(asked) : found
}

/** Parties of one kind: the cheapest rooms are filled first. */
function fillInOrder({ costs, counts: [count = 0], left }: Allocating): Allocation | null {
  const taken = Array.from({ length: left.length }, () => 0)
  let cost = 0
  for (let unplaced = count; unplaced > 0;) {
    let best = -1
    for (let room = 0; room < left.length; room++)
      if (taken[room] === 0 && (left[room] ?? 0) > 0 && (costs[room] ?? Infinity) < (costs[best] ?? Infinity))
        best = room
    if (best < 0) return null
    const more = Math.min(unplaced, left[best] ?? 0)
    taken[best] = more
    cost += more * (costs[best] ?? 0)
    unplaced -= more
  }
  return { cost, taken }
}

/** Each party in the room that is cheapest for it, when enough are left of it. Null: one has no room at all. */
function eachItsCheapest({ costs, counts, left }: Allocating): Allocation | 'TOO_FEW' | null {
  const rooms = left.length
  const taken = Array.from({ length: counts.length * rooms }, () => 0)
  const used = Array.from({ length: rooms }, () => 0)
  let cost = 0
  for (const [party, count] of counts.entries()) {
    let best = -1
    let least = Infinity
    for (let room = 0; room < rooms; room++) {
      const here = costs[party * rooms + room] ?? Infinity
      if (here < least && (left[room] ?? 0) > 0) {
        best = room
        least = here
      }
    }
    if (best < 0) return null
    taken[party * rooms + best] = count
    used[best] = (used[best] ?? 0) + count
    cost += least * count
  }
  return used.some((count, room) => count > (left[room] ?? 0)) ? 'TOO_FEW' : { cost, taken }
}

/** All ways, a room after the other: of what is still to be placed only the cheapest way there is kept. */
function anyWay({ costs, counts, left }: Allocating): Allocation | null {
  const rooms = left.length
  const steps = counts.map((_, party) => counts.slice(0, party).reduce((product, count) => product * (count + 1), 1))
  const states = counts.reduce((product, count) => product * (count + 1), 1)
  const placed = (state: number, party: number) => Math.floor(state / (steps[party] ?? 1)) % ((counts[party] ?? 0) + 1)
  let best = new Float64Array(states).fill(Infinity)
  best[0] = 0
  const came: Int32Array[] = []
  for (let room = 0; room < rooms; room++) {
    const next = new Float64Array(states).fill(Infinity)
    const from = new Int32Array(states).fill(-1)
    for (let state = 0; state < states; state++) {
      const start = best[state] ?? Infinity
      if (start === Infinity) continue
      const put = (party: number, free: number, to: number, cost: number): void => {
        if (party === counts.length) {
          if (cost < (next[to] ?? Infinity)) {
            next[to] = cost
            from[to] = state
          }
          return
        }
        const each = costs[party * rooms + room] ?? Infinity
        const most = each === Infinity ? 0 : Math.min(free, (counts[party] ?? 0) - placed(state, party))
        for (let more = 0; more <= most; more++)
          put(party + 1, free - more, to + more * (steps[party] ?? 1), more === 0 ? cost : cost + more * each)
      }
      put(0, left[room] ?? 0, state, start)
    }
    best = next
    came.push(from)
  }
  const cost = best[states - 1] ?? Infinity
  if (cost === Infinity) return null
  const taken = Array.from({ length: counts.length * rooms }, () => 0)
  for (let room = rooms - 1, state = states - 1; room >= 0; room--) {
    const before = came[room]?.[state] ?? 0
    for (let party = 0; party < counts.length; party++)
      taken[party * rooms + room] = placed(state, party) - placed(before, party)
    state = before
  }
  return { cost, taken }
}
